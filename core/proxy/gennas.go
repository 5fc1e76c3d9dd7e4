package proxy

import (
	"protocell/core/engine"
	"protocell/core/graph"
)

// How GenNAS trains: the batch at most, the iterations, the noise that each adds
// to the images, and stochastic gradient descent as published. The published task
// trains for 100 iterations.
const (
	gennasBatch      = 16
	gennasIterations = 30
	gennasNoise      = 0.1
	gennasRate       = 0.1
	gennasMomentum   = 0.9
	gennasDecay      = 4e-5 // of weights alone
	gennasAverage    = 0.1  // how far running statistics move each iteration
)

// gennasSide is the largest height and width of a target.
const gennasSide = 8

// gennasLevel is what the network is to put out after a stage.
type gennasLevel struct {
	loss float64 // weight of its mean squared error
	signal
}

// gennasLevels are those of the last two stages, of the task that was found for
// NAS-Bench-101 and is used for NAS-Bench-201 too.
var gennasLevels = [2]gennasLevel{
	{0.5, signal{
		channels: 48,
		line:     1.8, lines: [2]float64{0.288, 0.306},
		plane: 2.9, planes: [2]float64{0.265, 0.42},
		dots: 1.1, filled: 0.578125,
	}},
	{1, signal{
		channels: 16, shared: true,
		line: 1.5, lines: [2]float64{0.1, 0.158},
		plane: 0.9, planes: [2]float64{0.086, 0.245},
		dots: 2.1, filled: 0.4375,
	}},
}

// gennas is how well the network learns, in a few steps, to put out synthetic maps.
type gennas struct{}

// Traits implements Proxy.
func (gennas) Traits() Traits {
	return Traits{
		ID:     "gennas",
		Needs:  NeedOwn,
		Images: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (gennas) Info() Info {
	return Info{
		Traits:  gennas{}.Traits(),
		Name:    "GenNAS",
		Formula: `-\sum_{l}w_l\,\mathrm{MSE}\big(h_l(x_l),\,t_l\big)`,
		Summary: "Trains for 30 steps to turn images into synthetic waves and dots, and asks how far it got.",
		Paper:   "Y. Li, C. Hao, P. Li, J. Xiong and D. Chen, Generic Neural Architecture Search via Regression, NeurIPS 2021",
		Unverified: "The published task trains for 100 steps, has a target after the first stage too, and adds shrunken images to the targets; " +
			"frequencies are evenly spaced over the published ranges.",
	}
}

func (gennas) own(p *Passes) ([]Own, error) {
	g, tap, err := gennasGraph(p.in.Graph)
	if err != nil {
		return nil, err
	}
	return []Own{{
		Graph:    g,
		Config:   engine.Config{Batch: min(gennasBatch, p.in.batch()), Backward: true, Taps: []int{tap}, TapGrads: true},
		Single:   true,
		Forwards: gennasIterations + 1, Backwards: gennasIterations,
	}}, nil
}

// Score implements Proxy.
func (gennas) Score(p *Passes) (Score, error) {
	net, err := p.openSingle("gennas", 0)
	if err != nil {
		return unscored(err)
	}
	losses, err := newRegression(p, net).train(gennasIterations)
	if err != nil {
		return Score{}, err
	}
	s := p.score(-losses[len(losses)-1], nil)
	s.Steps = []Step{{"First loss", Number(losses[0])}, {"Steps of training", gennasIterations}, {"Last loss", Number(losses[len(losses)-1])}}
	return s, nil
}

// gennasGraph returns the network without its head, but with one for each level:
// the nearest positions that shrink the image to the target's size, batch
// normalisation, and a 1x1 convolution, of which the bias is not in the graph. The
// second of them is the output, and tap is the first.
func gennasGraph(g *graph.Graph) (with *graph.Graph, tap int, err error) {
	var ends []int // of stages
	head := graph.Block{}
	for i, b := range g.Blocks {
		switch {
		case b.Kind == graph.Head && head.End == 0:
			head.End = b.First
		case endsStage(g, i):
			ends = append(ends, b.End-1)
		}
	}
	if len(ends) < len(gennasLevels) || ends[len(ends)-1] != head.End-1 {
		return nil, 0, undefined("there are not two stages of cells before the head")
	}
	body, err := cutBlock(g, head)
	if err != nil {
		return nil, 0, err
	}
	with = body.graph
	last := with.Nodes[head.End-1].Out
	stride := (max(last.H, last.W) + gennasSide - 1) / gennasSide
	for i, end := range ends[len(ends)-len(gennasLevels):] {
		shrink := with.Nodes[end].Out.H / last.H * stride
		out := addHead(with, end, shrink, gennasLevels[i].channels)
		if i == 0 {
			tap = out
		}
	}
	with.Classes = outShape(with).C
	with.Blocks[0].End = len(with.Nodes)
	return with, tap, nil
}

// addHead adds a head of some channels after node x, and returns its last node.
func addHead(g *graph.Graph, x, shrink, channels int) int {
	add := func(n graph.Node) {
		n.Inputs, n.Edge = []int{x}, -1
		x = len(g.Nodes)
		for i := range n.Params {
			n.Params[i] += len(g.Params) - len(n.Params)
			g.Params[n.Params[i]].Node = x
		}
		g.Nodes = append(g.Nodes, n)
	}
	shape := g.Nodes[x].Out
	if shrink > 1 {
		shape.H, shape.W = (shape.H-1)/shrink+1, (shape.W-1)/shrink+1
		add(graph.Node{Op: graph.AvgPool, Out: shape, Label: "head.shrink", Kernel: 1, Stride: shrink, Dilation: 1, Groups: 1})
	}
	g.Params = append(g.Params,
		graph.Param{Name: "head.bn.weight", Role: graph.Gamma, Shape: []int{shape.C}},
		graph.Param{Name: "head.bn.bias", Role: graph.Beta, Shape: []int{shape.C}})
	add(graph.Node{Op: graph.BatchNorm, Out: shape, Label: "head.bn", Params: []int{0, 1}})
	g.Params = append(g.Params, graph.Param{Name: "head.conv.weight", Role: graph.Weight, Shape: []int{channels, shape.C, 1, 1}})
	shape.C = channels
	add(graph.Node{Op: graph.Conv, Out: shape, Label: "head.conv", Kernel: 1, Stride: 1, Dilation: 1, Groups: 1, Params: []int{0}})
	return x
}
