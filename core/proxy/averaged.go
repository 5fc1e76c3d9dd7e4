package proxy

import "protocell/core/graph"

// sumIsConstant reports whether the sum of the logits over the batch is the same
// whatever the images and the weights before: nothing but means, sums and linear
// layers follow the last batch normalisations, whose results have the mean β. The
// gradient of that sum is 0, and that of a batch of one image too, so that what is
// computed of them is rounding.
func sumIsConstant(g *graph.Graph) bool {
	constant := make([]bool, len(g.Nodes)) // whether the sum over images and positions is
	for i, n := range g.Nodes {
		switch n.Op {
		case graph.BatchNorm, graph.Zero:
			constant[i] = true
		case graph.GlobalAvgPool, graph.Linear, graph.Add, graph.Concat:
			constant[i] = true
			for _, x := range n.Inputs {
				constant[i] = constant[i] && constant[x]
			}
		}
	}
	return constant[len(constant)-1]
}

// noSum is why a proxy is not defined on networks of which sumIsConstant holds.
const noSum = undefined("the sum of the logits does not depend on the images")
