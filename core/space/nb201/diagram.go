package nb201

import "protocell/core/space"

// Diagram returns the cell: all its edges, whatever is on them.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	c := space.Cell{Name: "cell", Nodes: []space.Node{
		{Name: "in"}, {Name: "1"}, {Name: "2", Join: space.Sum}, {Name: "out", Join: space.Sum},
	}}
	for i, e := range Edges() {
		c.Edges = append(c.Edges, space.Edge{From: e.From, To: e.To, Decisions: []int{i}})
	}
	return space.Diagram{Cells: []space.Cell{c}}
}
