package graph

// Connected reports whether the network carries its input to its output, that
// is, by a path without a Zero.
func (g *Graph) Connected() bool {
	reached := make([]bool, len(g.Nodes))
	for i, n := range g.Nodes {
		reached[i] = n.Op == Input
		if n.Op == Zero {
			continue
		}
		for _, x := range n.Inputs {
			reached[i] = reached[i] || reached[x]
		}
	}
	return reached[len(reached)-1]
}
