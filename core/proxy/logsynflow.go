package proxy

import (
	"math"

	"protocell/core/detmath"
)

// logSynflow is SynFlow with the logarithm of the gradient plus one in place of the
// gradient, so that no layer drowns the others. It shares SynFlow's passes.
type logSynflow struct{}

// Traits implements Proxy.
func (logSynflow) Traits() Traits {
	return Traits{
		ID:    "logsynflow",
		Needs: NeedSynFlow,
	}
}

// Info implements Proxy.
func (logSynflow) Info() Info {
	return Info{
		Traits:   logSynflow{}.Traits(),
		Name:     "LogSynflow",
		Formula:  `\sum_{l}\Big\lVert W_l\odot\ln\Big(1+\frac{\partial R}{\partial \lvert W_l\rvert}\Big) \Big\rVert_1,\quad R=\mathbf 1^{\top} f_{\lvert W\rvert}(\mathbf 1)`,
		Summary:  "SynFlow with a logarithm that keeps the gradients from exploding.",
		Paper:    "N. Cavagnero, L. Robbiano, B. Caputo and G. Averta, FreeREA: Training-Free Evolution-based Architecture Search, WACV 2023",
		Additive: true,
	}
}

// Score implements Proxy.
func (logSynflow) Score(p *Passes) (Score, error) {
	g, err := p.SynFlow()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, func(l LayerGrad) float64 {
		sum := 0.0
		for w, g := range l.Blocks {
			for i, v := range w {
				sum += math.Abs(float64(v * detmath.Log(1+g[i])))
			}
		}
		return sum
	}), nil
}
