package predict

import (
	"slices"

	"protocell/core/space"
)

// Names of operations that a compiler removes: nothing, and nothing but a connection.
const (
	nothing    = "none"
	connection = "skip_connect"
)

// cellOp is an operation of an architecture.
type cellOp struct {
	edge int    // of the diagram, counted over its cells
	key  int    // differs for what differs in edge or option
	name string // the option that is taken, or what is fixed there
	how  []int  // options of the further decisions about the edge; in a chain, the place
	from []int  // operations whose output it reads, each once; -1 is the input
	last bool   // whether its output is part of the output
	dead bool   // whether it carries nothing of the input to the output
}

// which says which operations are listed, beside those that matter to the output.
type which struct {
	connections bool // those that are nothing but a connection; else they are contracted
	dead        bool // those that carry nothing: some devices run them, and some do not
}

// operations returns the operations of an architecture, in an order of execution: as
// the graph of BRP-NAS has them, with what is disconnected left out and connections
// contracted, unless w asks for these.
func operations(s space.Space, decisions []space.Decision, a space.Arch, w which) []cellOp {
	var ops []cellOp
	edge := 0
	for _, cell := range s.Diagram(a).Cells {
		ops = append(ops, cellOps(cell, decisions, a, w, edge, len(ops))...)
		edge += len(cell.Edges)
	}
	return ops
}

// cellOps does so for a cell whose first edge and operation have these numbers.
func cellOps(cell space.Cell, decisions []space.Decision, a space.Arch, w which, edge, first int) []cellOp {
	n := len(cell.Nodes)
	// Nodes that lead to the output.
	useful := make([]bool, n)
	useful[n-1] = true
	for node := n - 1; node > 0; node-- { // edges lead to later nodes
		for _, e := range cell.Edges {
			if e.To == node && useful[node] && nameOf(e, decisions, a) != nothing {
				useful[e.From] = true
			}
		}
	}
	inputs := make([]bool, n) // nodes without edges into them
	for i := range inputs {
		inputs[i] = true
	}
	for _, e := range cell.Edges {
		inputs[e.To] = false
	}
	chain := true // then what is on an edge depends on which it is
	for node := range n {
		into := 0
		for _, e := range cell.Edges {
			if e.To == node {
				into++
			}
		}
		chain = chain && into <= 1
	}
	var ops []cellOp
	outputs := make([][]int, n) // of each node: operations that it sums or joins
	for node := range n {
		if inputs[node] {
			outputs[node] = []int{-1}
			continue
		}
		for i, e := range cell.Edges {
			name := nameOf(e, decisions, a)
			dead := !useful[node] || len(outputs[e.From]) == 0
			if e.To != node || name == nothing || dead && !w.dead {
				continue
			}
			if name == connection && !w.connections {
				for _, op := range outputs[e.From] {
					if !slices.Contains(outputs[node], op) {
						outputs[node] = append(outputs[node], op)
					}
				}
				continue
			}
			op := cellOp{edge: edge + i, key: (edge + i) << 8, name: name, from: outputs[e.From], dead: dead}
			if len(e.Decisions) > 0 {
				op.key += 1 + int(a[e.Decisions[0]])
			}
			for k, d := range e.Decisions {
				if k > 0 && d < len(a) {
					op.how = append(op.how, d<<8|int(a[d]))
				}
			}
			if chain {
				op.how = append(op.how, 1<<30|op.key)
			}
			if len(op.from) > 0 { // else it is a function of nothing
				outputs[node] = append(outputs[node], first+len(ops))
			}
			ops = append(ops, op)
		}
	}
	for i := range ops {
		ops[i].last = slices.Contains(outputs[n-1], first+i)
	}
	return ops
}

// nameOf returns what is on an edge.
func nameOf(e space.Edge, decisions []space.Decision, a space.Arch) string {
	if len(e.Decisions) == 0 {
		return e.Fixed
	}
	d := e.Decisions[0]
	if d >= len(a) {
		return nothing
	}
	return decisions[d].Options[a[d]]
}
