package proxy

import "protocell/core/graph"

// params counts the trainable numbers: weights, the scales and shifts of batch
// normalisations, and biases. It is blind to how the network is wired.
type params struct{}

// Traits implements Proxy.
func (params) Traits() Traits {
	return Traits{
		ID: "params",
	}
}

// Info implements Proxy.
func (params) Info() Info {
	return Info{
		Traits:   params{}.Traits(),
		Name:     "Params",
		Formula:  `\sum_{\theta} 1`,
		Summary:  "Counts the trainable numbers: a baseline that many proxies do not beat.",
		Paper:    "C. White, M. Khodak, R. Tu, S. Shah, S. Bubeck and D. Dey, A Deeper Look at Zero-Cost Proxies for Lightweight NAS, ICLR Blog Track 2022",
		Additive: true,
	}
}

// Score implements Proxy.
func (params) Score(p *Passes) (Score, error) {
	return sumNodes(p, func(c graph.Cost) int64 { return c.Params }), nil
}

// sumNodes scores a network by the sum of a cost over its nodes.
func sumNodes(p *Passes, cost func(graph.Cost) int64) Score {
	var list []Layer
	for i, c := range p.costs.Nodes {
		if v := cost(c); v != 0 {
			list = append(list, p.layer(i, float64(v)))
		}
	}
	return p.score(float64(cost(p.costs.Total)), list)
}
