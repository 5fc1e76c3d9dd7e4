package proxy

// plain is the sum of weight times gradient, signs and all. A layer before a batch
// normalisation has no share but for rounding and the epsilon, since scaling it
// changes nothing: what remains comes from the few layers that none follows.
type plain struct{}

// Traits implements Proxy.
func (plain) Traits() Traits {
	return Traits{
		ID:     "plain",
		Needs:  NeedGrad,
		Images: true,
		Labels: true,
	}
}

// Info implements Proxy.
func (plain) Info() Info {
	return Info{
		Traits:   plain{}.Traits(),
		Name:     "Plain",
		Formula:  `\sum_{l}\sum_{i} \Big(W_l\odot\frac{\partial\mathcal L}{\partial W_l}\Big)_{i}`,
		Summary:  "SNIP without the absolute value: shares of opposite signs cancel, and so do all of a layer before a batch normalisation.",
		Paper:    "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
		Additive: true,
	}
}

// Score implements Proxy.
func (plain) Score(p *Passes) (Score, error) {
	g, err := p.Gradient()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, func(l LayerGrad) float64 {
		sum := 0.0
		for w, g := range l.Blocks {
			for i, v := range w {
				sum += float64(v * g[i])
			}
		}
		return sum
	}), nil
}
