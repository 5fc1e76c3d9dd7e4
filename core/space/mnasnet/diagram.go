package mnasnet

import (
	"fmt"

	"protocell/core/space"
)

// Diagram returns the chain of the stem and the blocks. The activation is a decision
// of the stem's, though all layers have it.
func (Space) Diagram(a space.Arch) space.Diagram {
	n := decode(a)
	c := space.Cell{
		Name:  "network",
		Nodes: []space.Node{{Name: "in"}, {Name: "stem"}},
		Edges: []space.Edge{{From: 0, To: 1, Decisions: []int{0}}},
	}
	for i, b := range n.Blocks {
		e := space.Edge{From: i + 1, To: i + 2}
		if i == 0 || i > NumBlocks {
			e.Fixed = fmt.Sprintf("%s %dx%d, %d filters", b.Op, b.Kernel, b.Kernel, b.Filters)
		} else {
			for d := range blockDecisions {
				e.Decisions = append(e.Decisions, 1+(i-1)*blockDecisions+d)
			}
		}
		c.Nodes = append(c.Nodes, space.Node{Name: fmt.Sprint(i + 1)})
		c.Edges = append(c.Edges, e)
	}
	return space.Diagram{Cells: []space.Cell{c}}
}
