package proxy

// synflow is the synaptic flow through a network of absolute weights without
// batch normalisation, for one image of ones, in float64. It is reported as it
// is, without the logarithm that NASLib takes. Biases take part with their absolute
// values, but are not scored; ReLU6 does not clip, which would cut every path.
type synflow struct{}

// flowName is what the sum of the logits for an image of ones is called.
const flowName = "R, the sum of the logits"

// Traits implements Proxy.
func (synflow) Traits() Traits {
	return Traits{
		ID:    "synflow",
		Needs: NeedSynFlow,
	}
}

// Info implements Proxy.
func (synflow) Info() Info {
	return Info{
		Traits:   synflow{}.Traits(),
		Name:     "SynFlow",
		Formula:  `\sum_{l}\Big\lVert\, \lvert W_l\rvert\odot\frac{\partial R}{\partial \lvert W_l\rvert} \Big\rVert_1,\quad R=\mathbf 1^{\top} f_{\lvert W\rvert}(\mathbf 1)`,
		Summary:  "Sums the strength of all paths through the network, without data or labels.",
		Paper:    "H. Tanaka, D. Kunin, D. L. K. Yamins and S. Ganguli, Pruning Neural Networks without Any Data by Iteratively Conserving Synaptic Flow, NeurIPS 2020",
		Additive: true,
		Log:      true,
	}
}

// Score implements Proxy.
func (synflow) Score(p *Passes) (Score, error) {
	g, err := p.SynFlow()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, sumAbsProduct), nil
}
