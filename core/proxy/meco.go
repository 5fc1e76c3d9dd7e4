package proxy

import (
	"math"

	"protocell/core/eigen"
	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

const jiang = "T. Jiang, H. Wang and R. Bie, MeCo: Zero-Shot NAS with One Data and Single Forward Pass via Minimum Eigenvalue of Correlation, NeurIPS 2023"

// mecoSide is the height and width of MeCo's image, and mecoChannels how many
// channels its fast variant looks at.
const (
	mecoSide     = 64
	mecoChannels = 8
)

// meco is the sum, over all modules of the network, of the smallest eigenvalue of
// the correlations of the channels that the module puts out for one random image.
type meco struct{ mecoPass }

// Traits implements Proxy.
func (meco) Traits() Traits {
	return Traits{
		ID:    "meco",
		Needs: NeedOwn,
	}
}

// Info implements Proxy.
func (meco) Info() Info {
	return Info{
		Traits:   meco{}.Traits(),
		Name:     "MeCo",
		Formula:  `\sum_l\lambda_{\min}\big(P(f_l)\big),\quad P(f)_{ij}=\frac{\mathrm{Cov}(f_i,f_j)}{\sqrt{\mathrm{Var}f_i\,\mathrm{Var}f_j}}`,
		Summary:  "Asks how independent the channels of each layer are for one random image of 64 x 64 pixels.",
		Paper:    jiang,
		Additive: true,
	}
}

// Score implements Proxy.
func (meco) Score(p *Passes) (Score, error) {
	parts, err := p.runMeco()
	if err != nil {
		return Score{}, err
	}
	return p.sumModules(parts, func(m mecoModule) float64 { return m.all }), nil
}

// mecoOpt is meco of eight channels of each module, times C/8.
type mecoOpt struct{ mecoPass }

// Traits implements Proxy.
func (mecoOpt) Traits() Traits {
	return Traits{
		ID:    "meco_opt",
		Needs: NeedOwn,
	}
}

// Info implements Proxy.
func (mecoOpt) Info() Info {
	return Info{
		Traits:   mecoOpt{}.Traits(),
		Name:     "MeCo-opt",
		Formula:  `\sum_l\frac{C_l}{8}\lambda_{\min}\big(P(f_l)_{S_l,S_l}\big),\quad \lvert S_l\rvert=8`,
		Summary:  "MeCo from eight random channels of each layer, scaled by their number.",
		Paper:    jiang,
		Additive: true,
	}
}

// Score implements Proxy.
func (mecoOpt) Score(p *Passes) (Score, error) {
	parts, err := p.runMeco()
	if err != nil {
		return Score{}, err
	}
	return p.sumModules(parts, func(m mecoModule) float64 { return m.some }), nil
}

// mecoModule is what a node is worth: its smallest eigenvalues, times the number of
// modules that put out its value.
type mecoModule struct {
	node      int
	all, some float64
}

// sumModules scores a network by the sum of what its modules are worth.
func (p *Passes) sumModules(modules []mecoModule, worth func(mecoModule) float64) Score {
	sum := 0.0
	list := make([]Layer, len(modules))
	for i, m := range modules {
		v := worth(m)
		sum += v
		list[i] = p.layer(m.node, v)
	}
	return p.score(sum, list)
}

// mecoPass is the network that both variants run: the architecture on a larger
// image.
type mecoPass struct{}

func (mecoPass) share() string { return "meco" }

func (mecoPass) own(p *Passes) ([]Own, error) {
	s := p.in.Skeleton
	s.Input.H, s.Input.W = mecoSide, mecoSide
	g, err := p.in.Build(s)
	if err != nil {
		return nil, err
	}
	var taps []int
	for i, n := range modules(g) {
		if n > 0 {
			taps = append(taps, i)
		}
	}
	return []Own{{Graph: g, Config: engine.Config{Batch: 1, Taps: taps}, Single: true, Forwards: 1}}, nil
}

// runMeco runs the pass. The image is the stream "meco.image" under the seed of the
// noise, NHWC; the stream "meco.channels" chooses the channels of the fast variant,
// once for each node that a module puts out.
func (p *Passes) runMeco() ([]mecoModule, error) {
	return p.meco.once(func() ([]mecoModule, error) {
		net, err := p.openSingle("meco", 0)
		if err != nil {
			return nil, err
		}
		net.SetParams(p.Params(), false)
		fillGaussian(net.Input(), p.in.Noise, "meco.image")
		if err := net.Forward(engine.Hooks[float32]{}); err != nil {
			return nil, err
		}
		g, choose := net.Graph(), rng.Named(p.in.Noise, "meco.channels")
		var list []mecoModule
		for i, n := range modules(g) {
			if n == 0 {
				continue
			}
			c := g.Nodes[i].Out.C
			m := correlation(covariance(net.Tap(len(list)), c), c)
			some := choose.Perm(c)[:min(c, mecoChannels)]
			scale := float64(c) / float64(len(some))
			positions := g.Nodes[i].Out.H * g.Nodes[i].Out.W
			list = append(list, mecoModule{
				node: i,
				some: float64(float64(n)*scale) * leastOf(submatrix(m, c, some), len(some), positions),
				all:  float64(n) * leastOf(m, c, positions),
			})
		}
		return list, nil
	})
}

// leastOf returns the smallest eigenvalue of the correlations of c channels over some
// positions: 0 if there are no more positions than channels, which then depend on each
// other.
func leastOf(m []float64, c, positions int) float64 {
	if positions <= c {
		return 0
	}
	return eigen.Values(m, c)[0]
}

// modules returns, for each node, how many modules of the authors' network put out
// its value, the containers of modules included: a block of ReLU, convolution and
// batch normalisation, say, is a container within another, and all three put out the
// normalised value. Copies by skip connections count for the node that they copy.
// What puts out zeros or has one position counts nothing, since its correlations are
// set to 0.
func modules(g *graph.Graph) []int {
	count := make([]int, len(g.Nodes))
	for i, n := range g.Nodes {
		block := g.Blocks[n.Block]
		if n.Out.H*n.Out.W == 1 {
			continue
		}
		switch n.Op {
		case graph.Conv:
			count[i]++
			if g.Nodes[n.Inputs[0]].Op == graph.AvgPool { // the last of its container
				count[i]++
			}
		case graph.BatchNorm:
			count[i]++
			if g.Nodes[n.Inputs[0]].Op == graph.Conv {
				count[i] += 2
			}
		case graph.ReLU:
			count[i]++
			if block.Kind == graph.Head {
				count[i]++
			}
		case graph.ReLU6, graph.HSwish, graph.Sigmoid:
			count[i]++
		case graph.AvgPool, graph.MaxPool:
			count[i]++
			if n.Edge >= 0 {
				count[i]++
			}
		case graph.Add, graph.Concat:
			if i == block.End-1 {
				count[i]++
				if endsStage(g, n.Block) { // a stage is a container
					count[i]++
				}
			}
			for _, x := range n.Inputs {
				if n.Op == graph.Add && block.Kind == graph.Cell && g.Nodes[x].Edge < 0 {
					count[x]++
				}
			}
		}
	}
	return count
}

// correlation turns a c x c covariance matrix into Pearson's correlations, in place.
// Those of a constant channel are undefined, and set to 0, with itself too.
func correlation(m []float64, c int) []float64 {
	deviation := make([]float64, c)
	for i := range deviation {
		deviation[i] = math.Sqrt(m[i*c+i])
	}
	for i := range m {
		d := float64(deviation[i/c] * deviation[i%c])
		if d > 0 {
			m[i] /= d
		} else {
			m[i] = 0
		}
	}
	return m
}

// submatrix returns the rows and columns of an n x n matrix that are picked.
func submatrix(m []float64, n int, pick []int) []float64 {
	var sub []float64
	for _, i := range pick {
		for _, j := range pick {
			sub = append(sub, m[i*n+j])
		}
	}
	return sub
}
