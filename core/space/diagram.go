package space

// Diagram is how to draw an architecture, and where to take hold of it, for an
// editor that does not know the space. The edges of all cells, in their order, are
// the edges of graph.Node.Edge.
type Diagram struct {
	Cells []Cell
}

// Cell is a directed acyclic graph: a cell in which a space chooses operations, or
// a whole network that is a chain of choices.
type Cell struct {
	Name  string // "cell", "normal cell", "network"
	Nodes []Node // in an order of execution; the last is the output
	Edges []Edge
}

// Node is a tensor.
type Node struct {
	Name string // short: "in", "1", "c_{k-1}", "out"
	Join Join   // how the edges into it are put together
}

// Join is how the edges into a node are put together.
type Join string

// The joins.
const (
	Alone  Join = ""       // no edge, or one
	Sum    Join = "sum"    // their sum
	Concat Join = "concat" // their channels, one after the other
)

// Edge leads from an earlier node of the cell to a later one.
type Edge struct {
	From, To int
	// Decisions govern the edge. The option that the first takes says what is on
	// the edge, the others how or from where. None: the edge is fixed, and Fixed
	// says what is on it.
	Decisions []int
	Fixed     string
}

// Edges returns the number of edges of all cells.
func (d Diagram) Edges() int {
	n := 0
	for _, c := range d.Cells {
		n += len(c.Edges)
	}
	return n
}
