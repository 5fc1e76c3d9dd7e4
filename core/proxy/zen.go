package proxy

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

// zen is how much the features before the global pooling change with the input, in
// a network of standard normal weights; what batch normalisations divide by on the
// way is multiplied in again. The images x and the change x' are standard normal,
// streams 1000002 and 1000003 under the seed of the noise, as many as the batch has
// (the authors take 16); parameter tensor i takes stream 2000000+i under that of the
// weights. Running variances, which start at 1, are those after both passes. NASLib
// draws once, as here; the authors take the mean over 32 draws.
type zen struct{}

// Numbers of streams, of the first parameter's weights too, and how much of the
// second input is mixed into the first.
const (
	zenInput   = 1000002
	zenChange  = 1000003
	zenWeights = 2000000
	zenMixup   = 0.01
)

// Traits implements Proxy.
func (zen) Traits() Traits {
	return Traits{
		ID:    "zen",
		Needs: NeedOwn,
	}
}

// Info implements Proxy.
func (zen) Info() Info {
	return Info{
		Traits:   zen{}.Traits(),
		Name:     "Zen-Score",
		Formula:  `\ln\frac1N\sum_{n=1}^{N}\lVert F(x_n)-F(x_n+0.01\,x'_n)\rVert_1+\sum_{l\in\mathrm{BN}}\ln\sqrt{\frac1{C_l}\sum_{c}\sigma^2_{l,c}}`,
		Summary:  "Asks how much the features change with the input, in a network of standard normal weights.",
		Paper:    "M. Lin, P. Wang, Z. Sun, H. Chen, X. Sun, Q. Qian, H. Li and R. Jin, Zen-NAS: A Zero-Shot NAS for High-Performance Image Recognition, ICCV 2021",
		Additive: true,
	}
}

// pooling returns the last global pooling, the input of which are the features: there
// are others where channels are squeezed.
func pooling(g *graph.Graph) (node int, err error) {
	for i := len(g.Nodes) - 1; i >= 0; i-- {
		if g.Nodes[i].Op == graph.GlobalAvgPool {
			return i, nil
		}
	}
	return 0, undefined("the network has no global pooling")
}

func (zen) own(p *Passes) ([]Own, error) {
	g := p.in.Graph
	pool, err := pooling(g)
	if err != nil {
		return nil, err
	}
	n, features := p.in.drawn(), g.Nodes[pool].Inputs[0]
	c := engine.Config{Batch: n, Taps: []int{features}}
	held := int64(n) * int64(8*g.Nodes[features].Out.Len()+(8+4)*g.In.Len())
	return []Own{{Graph: g, Config: c, Double: true, Forwards: 2, Held: held}}, nil
}

// Score implements Proxy. The shares are those of the batch normalisations, and of
// the pooling the logarithm of the change.
func (z zen) Score(p *Passes) (Score, error) {
	net, err := p.openDouble(z.Traits().ID, 0)
	if err != nil {
		return unscored(err)
	}
	g := p.in.Graph
	pool, err := pooling(g)
	if err != nil {
		return Score{}, err
	}
	net.SetParams(gaussianParams(g, p.in.Seed, zenWeights), false)
	running := make([][]float64, len(g.Nodes))
	drawn := make([]float32, len(net.Input()))
	rng.FillNormal(drawn, p.in.Noise, zenInput, 1)
	net.SetInput(drawn)
	x := append([]float64(nil), net.Input()...)
	if err := zenPass(net, running); err != nil {
		return Score{}, err
	}
	before := append([]float64(nil), net.Tap(0)...)
	rng.FillNormal(drawn, p.in.Noise, zenChange, 1)
	net.SetInput(drawn)
	for i, v := range net.Input() {
		net.Input()[i] = x[i] + float64(zenMixup*v)
	}
	if err := zenPass(net, running); err != nil {
		return Score{}, err
	}
	change := 0.0
	for i, v := range net.Tap(0) {
		change += math.Abs(before[i] - v)
	}

	sum, list := 0.0, []Layer(nil)
	for i := range g.Nodes {
		var v float64
		switch {
		case running[i] != nil:
			v = detmath.Log(math.Sqrt(average(running[i])))
		case i == pool:
			v = detmath.Log(change / float64(net.Batch()))
		default:
			continue
		}
		sum += v
		list = append(list, p.layer(i, v))
	}
	return p.score(sum, list), nil
}

// zenPass runs a forward pass, and updates the running variances by those of the
// batch, unbiased, with momentum 0.1, as PyTorch does.
func zenPass(net *ownNet[float64], running [][]float64) error {
	if err := net.Forward(engine.Hooks[float64]{}); err != nil {
		return err
	}
	for i, n := range net.Graph().Nodes {
		if n.Op != graph.BatchNorm {
			continue
		}
		if running[i] == nil {
			running[i] = make([]float64, n.Out.C)
			for c := range running[i] {
				running[i][c] = 1
			}
		}
		rows := float64(net.Batch() * n.Out.H * n.Out.W)
		for c, v := range net.BatchVariance(i) {
			running[i][c] = float64(0.9*running[i][c]) + float64(0.1*(v*rows/(rows-1)))
		}
	}
	return nil
}

// average returns the mean of x.
func average(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
