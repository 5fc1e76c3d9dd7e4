package proxy

// snip is the connection sensitivity: how much the loss changes when a weight is
// taken away, to first order, summed over the weights.
type snip struct{}

// Traits implements Proxy.
func (snip) Traits() Traits {
	return Traits{
		ID:     "snip",
		Needs:  NeedGrad,
		Images: true,
		Labels: true,
	}
}

// Info implements Proxy.
func (snip) Info() Info {
	return Info{
		Traits:   snip{}.Traits(),
		Name:     "SNIP",
		Formula:  `\sum_{l}\Big\lVert W_l\odot\frac{\partial\mathcal L}{\partial W_l}\Big\rVert_1`,
		Summary:  "Adds up how much the loss would change, to first order, without each weight.",
		Paper:    "N. Lee, T. Ajanthan and P. H. S. Torr, SNIP: Single-Shot Network Pruning Based on Connection Sensitivity, ICLR 2019",
		Additive: true,
	}
}

// Score implements Proxy.
func (snip) Score(p *Passes) (Score, error) {
	g, err := p.Gradient()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, sumAbsProduct), nil
}
