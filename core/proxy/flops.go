package proxy

import "protocell/core/graph"

// flops counts the multiply-accumulates for one image, which NAS-Bench-201
// reports as FLOPs: see graph.Costs.
type flops struct{}

// Traits implements Proxy.
func (flops) Traits() Traits {
	return Traits{
		ID: "flops",
	}
}

// Info implements Proxy.
func (flops) Info() Info {
	return Info{
		Traits:   flops{}.Traits(),
		Name:     "FLOPs",
		Formula:  `\sum_{l} H_l W_l\, C^{\mathrm{out}}_l C^{\mathrm{in}}_l k_l^2`,
		Summary:  "Counts the multiply-accumulates for one image, as NAS-Bench-201 reports FLOPs.",
		Paper:    "X. Ning, C. Tang, W. Li, Z. Zhou, S. Liang, H. Yang and Y. Wang, Evaluating Efficient Performance Estimators of Neural Architectures, NeurIPS 2021",
		Additive: true,
	}
}

// Score implements Proxy.
func (flops) Score(p *Passes) (Score, error) {
	return sumNodes(p, func(c graph.Cost) int64 { return c.MACs }), nil
}
