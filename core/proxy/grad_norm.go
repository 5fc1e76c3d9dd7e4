package proxy

import "math"

// gradNorm is the sum over the layers of the Euclidean norm of the gradient: a
// sum of norms, not the norm of the whole gradient.
type gradNorm struct{}

// Traits implements Proxy.
func (gradNorm) Traits() Traits {
	return Traits{
		ID:     "grad_norm",
		Needs:  NeedGrad,
		Images: true,
		Labels: true,
	}
}

// Info implements Proxy.
func (gradNorm) Info() Info {
	return Info{
		Traits:   gradNorm{}.Traits(),
		Name:     "GradNorm",
		Formula:  `\sum_{l}\Big\lVert\frac{\partial\mathcal L}{\partial W_l}\Big\rVert_2`,
		Summary:  "Adds up how steeply the loss falls along each layer's weights.",
		Paper:    "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
		Additive: true,
	}
}

// Score implements Proxy.
func (gradNorm) Score(p *Passes) (Score, error) {
	g, err := p.Gradient()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, func(l LayerGrad) float64 {
		sum := 0.0
		for _, g := range l.Blocks {
			for _, v := range g {
				sum += float64(v * v)
			}
		}
		return math.Sqrt(sum)
	}), nil
}
