package proxy

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/engine"
)

// zico asks of every weight whether two mini-batches pull it the same way: the mean
// of the gradient's size over its standard deviation, added up over a layer, and the
// logarithms of that over the layers. The mini-batches are the two halves of the
// batch, where the paper has two batches of 64 to 128; a last odd image is left out.
// A weight with two equal gradients counts nothing, and so does a layer with nothing
// but such weights. Each half passes in training mode, by itself.
type zico struct{}

// Traits implements Proxy.
func (zico) Traits() Traits {
	return Traits{
		ID:     "zico",
		Needs:  NeedOwn,
		Images: true,
		Labels: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (zico) Info() Info {
	return Info{
		Traits:   zico{}.Traits(),
		Name:     "ZiCo",
		Formula:  `\sum_{l}\ln\sum_{i\,:\,\sigma_i\ne 0}\frac{\mu\big(\lvert g_{l,i}\rvert\big)}{\sigma\big(g_{l,i}\big)}`,
		Summary:  "Asks how well the gradients of the two halves of the batch agree, weight by weight.",
		Paper:    "G. Li, Y. Yang, K. Bhardwaj and R. Marculescu, ZiCo: Zero-Shot NAS via Inverse Coefficient of Variation on Gradients, ICLR 2023",
		Additive: true,

		Unverified: "The gradient of each half is taken by itself, as the paper defines it; the authors' script adds that of the first to that of the second.",
	}
}

func (zico) own(p *Passes) ([]Own, error) {
	half := p.in.batch() / 2
	if half == 0 {
		return nil, nil
	}
	c := engine.Config{Batch: half, Backward: true}
	return []Own{{Graph: p.in.Graph, Config: c, Single: true, Forwards: 2, Backwards: 2, Held: 4 * int64(p.weights())}}, nil
}

// Score implements Proxy. Of a batch of one image, which has no halves, it is NaN.
func (z zico) Score(p *Passes) (Score, error) {
	if p.in.batch() < 2 {
		return p.sumWeights(func(int) float64 { return math.NaN() }), nil
	}
	net, err := p.openSingle(z.Traits().ID, 0)
	if err != nil {
		return Score{}, err
	}
	half, size := net.Batch(), p.in.Graph.In.Len()
	first := p.hold(p.weights())
	net.SetParams(p.Params(), false)
	var score Score
	for h := range 2 {
		net.SetInput(p.in.Images[h*half*size:][:half*size])
		if err := net.Forward(engine.Hooks[float32]{}); err != nil {
			return Score{}, err
		}
		net.CrossEntropy(p.in.Labels[h*half:][:half])
		if err := net.Backward(engine.Hooks[float32]{}); err != nil {
			return Score{}, err
		}
		at := 0
		score = p.sumWeights(func(param int) float64 {
			g := net.ParamGrad(param)
			f := first[at:][:len(g)]
			at += len(g)
			if h == 0 {
				copy(f, g)
				return 0
			}
			return logSignal(f, g)
		})
	}
	return score, nil
}

// logSignal returns the logarithm of the sum of mean size over standard deviation
// of pairs of numbers, those left out that are equal; 0 if all are.
func logSignal(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		x, y := float64(v), float64(b[i])
		// The halves of the mean and of the standard deviation cancel.
		if x != y {
			sum += (math.Abs(x) + math.Abs(y)) / math.Abs(x-y)
		}
	}
	if sum == 0 {
		return 0
	}
	return detmath.Log(sum)
}
