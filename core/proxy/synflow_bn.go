package proxy

import "protocell/core/engine"

// synflowBN is SynFlow with batch normalisation left on, in training mode: the one
// image of ones is normalised by its own statistics.
type synflowBN struct{}

// Traits implements Proxy.
func (synflowBN) Traits() Traits {
	return Traits{
		ID:    "synflow_bn",
		Needs: NeedOwn,
	}
}

// Info implements Proxy.
func (synflowBN) Info() Info {
	return Info{
		Traits:   synflowBN{}.Traits(),
		Name:     "SynFlow with batch norm",
		Formula:  `\sum_{l}\Big\lVert\, \lvert W_l\rvert\odot\frac{\partial R}{\partial \lvert W_l\rvert} \Big\rVert_1,\quad R=\mathbf 1^{\top} f^{\mathrm{BN}}_{\lvert W\rvert}(\mathbf 1)`,
		Summary:  "SynFlow of the network as it is, batch normalisations included.",
		Paper:    "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
		Additive: true,
		Log:      true,
	}
}

func (synflowBN) own(p *Passes) ([]Own, error) {
	if sumIsConstant(p.in.Graph) {
		return nil, noSum
	}
	c := engine.Config{Batch: 1, Backward: true}
	return []Own{{Graph: p.in.Graph, Config: c, Double: true, Forwards: 1, Backwards: 1}}, nil
}

// Score implements Proxy.
func (s synflowBN) Score(p *Passes) (Score, error) {
	net, err := p.openDouble(s.Traits().ID, 0)
	if err != nil {
		return unscored(err)
	}
	net.SetParams(p.Params(), true)
	in := net.Input()
	for i := range in {
		in[i] = 1
	}
	if err := net.Forward(engine.Hooks[float64]{}); err != nil {
		return Score{}, err
	}
	flow := &Gradient{Name: flowName}
	for _, v := range net.Output() {
		flow.Loss += v
	}
	net.SumOutput()
	if err := net.Backward(engine.Hooks[float64]{}); err != nil {
		return Score{}, err
	}
	flow.Layers = layers(net.Net)
	return sumLayers(p, flow, sumAbsProduct), nil
}
