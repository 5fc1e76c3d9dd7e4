package proxy

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// fisher is the Fisher information of channels, by which they are pruned. The output
// of a layer is that before batch normalisation.
type fisher struct{}

// Traits implements Proxy.
func (fisher) Traits() Traits {
	return Traits{
		ID:     "fisher",
		Needs:  NeedGrad | NeedFisher,
		Images: true,
		Labels: true,
	}
}

// Info implements Proxy.
func (fisher) Info() Info {
	return Info{
		Traits:   fisher{}.Traits(),
		Name:     "Fisher",
		Formula:  `\sum_{l}\frac{\lvert W_l\rvert}{C_l}\sum_{c=1}^{C_l}\frac{1}{2N}\sum_{n=1}^{N}\Big(\sum_{h,w} z_{nchw}\frac{\partial\mathcal L}{\partial z_{nchw}}\Big)^{2}`,
		Summary:  "Adds up how much the loss would change without each channel, squared and averaged over the images.",
		Paper:    "J. Turner, E. J. Crowley, M. O'Boyle, A. Storkey and G. Gray, BlockSwap: Fisher-guided Block Substitution for Network Compression on a Budget, ICLR 2020",
		Additive: true,
		Log:      true,
	}
}

// Score implements Proxy.
func (fisher) Score(p *Passes) (Score, error) {
	g, err := p.Gradient()
	if err != nil {
		return Score{}, err
	}
	return sumLayers(p, g, func(l LayerGrad) float64 { return g.Fisher[l.Node] }), nil
}

// fisherShare returns a layer's share, given its output z and the gradient dz with
// respect to it, NHWC. Each channel counts once for each of its weights. Sums are in
// float64, over positions, then images, then channels, in order.
func fisherShare[T kernel.Float](g *graph.Graph, node int, z, dz []T) float64 {
	n := g.Nodes[node]
	channels, image := n.Out.C, n.Out.Len()
	sums, squares := make([]float64, channels), make([]float64, channels)
	images := len(z) / image
	for ; len(z) > 0; z, dz = z[image:], dz[image:] {
		clear(sums)
		for at := 0; at < image; at += channels {
			for c := range channels {
				sums[c] += float64(float64(z[at+c]) * float64(dz[at+c]))
			}
		}
		for c, s := range sums {
			squares[c] += float64(s * s)
		}
	}
	total := 0.0
	for _, s := range squares {
		total += s / float64(images) / 2
	}
	return total * float64(g.Params[n.Params[0]].Len()/channels)
}
