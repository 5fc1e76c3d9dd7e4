package darts

import (
	"fmt"

	"protocell/core/space"
)

// concatenated is what lies on the edges to a cell's output.
const concatenated = "identity"

// cellEdges is the number of edges of a cell in the diagram, those to its output
// last.
const cellEdges = NumEdges + NumNodes

// Diagram returns the two cells.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	var d space.Diagram
	for cell, name := range [...]string{"normal cell", "reduction cell"} {
		c := space.Cell{Name: name, Nodes: []space.Node{{Name: "c_{k-2}"}, {Name: "c_{k-1}"}}}
		for e, edge := range decode(a, cell) {
			n := into(e)
			if e%2 == 0 {
				c.Nodes = append(c.Nodes, space.Node{Name: fmt.Sprint(n), Join: space.Sum})
			}
			op, reads := decisions(cell, e)
			govern := []int{op}
			if reads >= 0 {
				govern = append(govern, reads)
			}
			c.Edges = append(c.Edges, space.Edge{From: edge.From, To: n, Decisions: govern})
		}
		out := len(c.Nodes)
		for n := Inputs; n < out; n++ {
			c.Edges = append(c.Edges, space.Edge{From: n, To: out, Fixed: concatenated})
		}
		c.Nodes = append(c.Nodes, space.Node{Name: "out", Join: space.Concat})
		d.Cells = append(d.Cells, c)
	}
	return d
}
