package graph

// Connected reports whether the network carries its input to its output, that
// is, by a path without a Zero. The factors of a Scale carry nothing by themselves.
func (g *Graph) Connected() bool {
	reached := make([]bool, len(g.Nodes))
	for i, n := range g.Nodes {
		reached[i] = n.Op == Input
		if n.Op == Zero {
			continue
		}
		inputs := n.Inputs
		if n.Op == Scale {
			inputs = inputs[:1]
		}
		for _, x := range inputs {
			reached[i] = reached[i] || reached[x]
		}
	}
	return reached[len(reached)-1]
}
