package proxy

import "protocell/core/graph"

// resize gives the nodes of g, a part of a network with one input, the sizes that they
// have for images of h x w.
func resize(g *graph.Graph, h, w int) error {
	g.In.H, g.In.W = h, w
	old := []graph.Shape{g.Nodes[0].Out}
	g.Nodes[0].Out = g.In
	for i := 1; i < len(g.Nodes); i++ {
		n := &g.Nodes[i]
		old = append(old, n.Out)
		before, in := old[n.Inputs[0]], g.Nodes[n.Inputs[0]].Out
		switch n.Op {
		case graph.Conv, graph.AvgPool, graph.MaxPool:
			reach := n.Dilation*(n.Kernel-1) + 1 - 2*n.Pad
			if in.H < reach || in.W < reach {
				return undefined("the window of " + n.Label + " does not fit smaller images")
			}
			n.Out.H, n.Out.W = (in.H-reach)/n.Stride+1, (in.W-reach)/n.Stride+1
		case graph.Zero:
			n.Out.H, n.Out.W = narrowed(before.H, n.Out.H, in.H), narrowed(before.W, n.Out.W, in.W)
		case graph.GlobalAvgPool, graph.Linear:
		default:
			n.Out.H, n.Out.W = in.H, in.W
		}
	}
	return nil
}

// narrowed returns what becomes of a size by the stride that makes to of from.
func narrowed(from, to, size int) int {
	stride := (from + to - 1) / to
	return (size + stride - 1) / stride
}
