package search

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// mutator changes one decision of an architecture.
type mutator struct {
	space space.Space
	// nodes are the decisions about the edges into each node, and options the number of
	// options of each decision; nil if Space.Mutate is to do.
	nodes   [][]int
	options []int
}

// mutationParam chooses between the two mutations.
func mutationParam() Param {
	return toggle("by_node", "Mutate by node",
		"Draws the node first and then one of its edges, as the code of NAS-Bench-201 does, where a search space has one cell of free choices; otherwise each decision is as likely.", true)
}

// newMutator returns a mutation. By node, it draws a node, one of the edges into it,
// and another operation, each uniformly: so NAS-Bench-201's own code does it, which
// changes the edge 1<-0 with probability 1/3 and each edge into node 3 with 1/9. Where
// a space has other than one cell whose edges are the decisions, each of them free, it
// is Space.Mutate.
func newMutator(s space.Space, byNode bool) mutator {
	m := mutator{space: s}
	decisions := s.Decisions()
	size := int64(1)
	for _, d := range decisions {
		size *= int64(len(d.Options))
	}
	cells := s.Diagram(s.At(0)).Cells
	if !byNode || size != s.Info().Size || len(cells) != 1 || len(cells[0].Edges) != len(decisions) {
		return m
	}
	nodes := make([][]int, len(cells[0].Nodes))
	for _, e := range cells[0].Edges {
		if len(e.Decisions) != 1 {
			return m
		}
		nodes[e.To] = append(nodes[e.To], e.Decisions[0])
	}
	for _, n := range nodes {
		if len(n) > 0 {
			m.nodes = append(m.nodes, n)
		}
	}
	for _, d := range decisions {
		m.options = append(m.options, len(d.Options))
	}
	return m
}

// mutate returns a with one decision changed.
func (m mutator) mutate(a space.Arch, r *rng.Stream) space.Arch {
	if m.nodes == nil {
		return m.space.Mutate(a, r)
	}
	node := m.nodes[r.IntN(len(m.nodes))]
	d := node[r.IntN(len(node))]
	option := r.IntN(m.options[d] - 1)
	if option >= int(a[d]) {
		option++
	}
	return a.With(d, byte(option))
}
