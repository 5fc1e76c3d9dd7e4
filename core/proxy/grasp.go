package proxy

import (
	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// grasp is how much the gradient's flow depends on the weights: the Hessian's product
// with the gradient, times the weights. It is computed exactly, through the batch's
// statistics too, where the authors differentiate twice; not as a difference of two
// gradients. The sign is that of Zero-Cost Proxies, whose authors turned the paper's
// over because accuracy fell with it; and neither is the batch split, nor the loss
// tempered, as there.
type grasp struct{}

// Traits implements Proxy.
func (grasp) Traits() Traits {
	return Traits{
		ID:     "grasp",
		Needs:  NeedOwn,
		Images: true,
		Labels: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (grasp) Info() Info {
	return Info{
		Traits:   grasp{}.Traits(),
		Name:     "GraSP",
		Formula:  `-\sum_{l}\sum_{i} \big(W_l\odot (H g)_l\big)_{i},\quad H=\frac{\partial^2\mathcal L}{\partial W^2},\; g=\frac{\partial\mathcal L}{\partial W}`,
		Summary:  "Adds up how much removing each weight would change the flow of the gradient, by the exact product of Hessian and gradient.",
		Paper:    "C. Wang, G. Zhang and R. Grosse, Picking Winning Tickets Before Training by Preserving Gradient Flow, ICLR 2020",
		Additive: true,
	}
}

func (grasp) own(p *Passes) ([]Own, error) {
	c := engine.Config{Batch: p.in.batch(), Backward: true, Tangent: true}
	return []Own{{Graph: p.in.Graph, Config: c, Forwards: 1, Backwards: 1, Tangents: 1}}, nil
}

// Score implements Proxy.
func (g grasp) Score(p *Passes) (Score, error) {
	id := g.Traits().ID
	if p.in.Double {
		net, err := p.openDouble(id, 0)
		if err != nil {
			return Score{}, err
		}
		return graspOf(p, net)
	}
	net, err := p.openSingle(id, 0)
	if err != nil {
		return Score{}, err
	}
	return graspOf(p, net)
}

// graspOf scores the network that net executes. Each layer is summed in float64, in
// the order of its weights.
func graspOf[T kernel.Float](p *Passes, net *ownNet[T]) (Score, error) {
	net.SetParams(p.Params(), false)
	net.SetInput(p.in.Images)
	h := engine.Hooks[T]{}
	if err := net.Forward(h); err != nil {
		return Score{}, err
	}
	net.CrossEntropy(p.in.Labels)
	if err := net.Backward(h); err != nil {
		return Score{}, err
	}
	if err := net.Tangent(h); err != nil {
		return Score{}, err
	}
	var products []LayerGrad
	for i, q := range p.in.Graph.Params {
		if q.Role == graph.Weight {
			products = append(products, LayerGrad{Node: q.Node, Blocks: blocks(net.Param(i), net.ParamTangent(i))})
		}
	}
	return sumLayers(p, &Gradient{Layers: products}, func(l LayerGrad) float64 {
		sum := 0.0
		for w, hg := range l.Blocks {
			for i, v := range w {
				sum -= float64(v * hg[i])
			}
		}
		return sum
	}), nil
}
