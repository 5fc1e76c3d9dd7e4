package proxy

import (
	"math"

	"protocell/core/engine"
)

// gradSign counts, weight by weight, how many more images pull it one way than the
// other. The gradient of each image's loss is that of a batch of one, in training
// mode, as in the authors' code: batch normalisation takes its statistics from the
// positions of the one image. The paper uses batches of 64 and more.
type gradSign struct{}

// Traits implements Proxy.
func (gradSign) Traits() Traits {
	return Traits{
		ID:     "gradsign",
		Needs:  NeedOwn,
		Images: true,
		Labels: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (gradSign) Info() Info {
	return Info{
		Traits:   gradSign{}.Traits(),
		Name:     "GradSign",
		Formula:  `\sum_{i}\Big\lvert\sum_{n=1}^{N}\operatorname{sign}\frac{\partial\mathcal L_n}{\partial W_i}\Big\rvert`,
		Summary:  "Asks of every weight whether the losses of the single images fall in the same direction.",
		Paper:    "Z. Zhang and Z. Jia, GradSign: Model Performance Inference with Theoretical Insights, ICLR 2022",
		Additive: true,
	}
}

func (gradSign) own(p *Passes) ([]Own, error) {
	if sumIsConstant(p.in.Graph) {
		return nil, noSum
	}
	n := p.in.batch()
	c := engine.Config{Batch: 1, Backward: true}
	return []Own{{Graph: p.in.Graph, Config: c, Single: true, Forwards: n, Backwards: n, Held: 4 * int64(p.weights())}}, nil
}

// Score implements Proxy.
func (s gradSign) Score(p *Passes) (Score, error) {
	net, err := p.openSingle(s.Traits().ID, 0)
	if err != nil {
		return unscored(err)
	}
	size := p.in.Graph.In.Len()
	signs := p.hold(p.weights())
	net.SetParams(p.Params(), false)
	var score Score
	for n, label := range p.in.Labels {
		net.SetInput(p.in.Images[n*size:][:size])
		if err := net.Forward(engine.Hooks[float32]{}); err != nil {
			return Score{}, err
		}
		net.CrossEntropy([]int{label})
		if err := net.Backward(engine.Hooks[float32]{}); err != nil {
			return Score{}, err
		}
		at := 0
		score = p.sumWeights(func(param int) float64 {
			g := net.ParamGrad(param)
			s := signs[at:][:len(g)]
			at += len(g)
			return addSigns(s, g)
		})
	}
	return score, nil
}

// addSigns adds the signs of g to sums, and returns the sum of their absolute
// values. A number that is not one makes its sum NaN.
func addSigns(sums, g []float32) float64 {
	total := 0.0
	for i, v := range g {
		switch {
		case v > 0:
			sums[i]++
		case v < 0:
			sums[i]--
		case v != v:
			sums[i] = v
		}
		total += math.Abs(float64(sums[i]))
	}
	return total
}
