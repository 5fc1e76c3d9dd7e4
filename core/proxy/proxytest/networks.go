package proxytest

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space/nb201"
)

// network is an architecture, in whatever skeleton.
type network struct {
	name  string
	build func(graph.Skeleton) (*graph.Graph, error)
}

// cell returns the network of a cell of NAS-Bench-201.
func cell(text string) network {
	return network{text, func(k graph.Skeleton) (*graph.Graph, error) {
		a, err := nb201.Space{}.Parse(text)
		if err != nil {
			return nil, err
		}
		return nb201.Space{}.Build(a, k)
	}}
}

// best is the best known cell.
var best = cell("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|")

// networks are those in which proxies meet every case of theirs.
var networks = []network{
	best,
	cell("|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|"),
	cell("|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"),
	cell("|none~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|"), // node 1 is zero, but convolved
	cell("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|none~2|"),                 // nothing reaches the output
	cell("|none~0|+|none~0|nor_conv_3x3~1|+|none~0|nor_conv_3x3~1|nor_conv_3x3~2|"),                 // nothing leaves the input
	cell("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"),
	{"inverted bottlenecks", bottlenecks},
	{"cells that read the two before them", twoInputs},
	{"nothing after the last batch normalisation", endsInBatchNorm},
}

// bottlenecks builds inverted bottlenecks with squeeze and excitation, h-swish and
// ReLU6.
func bottlenecks(k graph.Skeleton) (*graph.Graph, error) {
	b := parts{graph.NewBuilder(k.Input)}
	b.Block(graph.Stem, 0, -1)
	x := b.HSwish("stem.act", b.convBN("stem", 0, k.C, graph.Square(3, 1)))
	for i := range 3 {
		b.Block(graph.Cell, i, i)
		name, in, out := fmt.Sprint("block.", i), x, k.C<<min(i, 1)
		wide := 2 * b.Shape(x).C
		activate := []func(string, int) int{b.ReLU6, b.HSwish, b.ReLU}[i]
		x = activate(name+".expand.act", b.convBN(name+".expand", x, wide, graph.Square(1, 1)))
		w := graph.Square(3+2*(i%2), 1+i%2)
		w.Groups = wide
		x = activate(name+".depthwise.act", b.convBN(name+".depthwise", x, wide, w))
		s := b.GlobalAvgPool(name+".squeeze", x)
		s = b.ReLU(name+".reduce.act", b.ConvBias(name+".reduce", name+".reduce", s, max(1, wide/4), graph.Square(1, 1)))
		s = b.Sigmoid(name+".gate", b.ConvBias(name+".excite", name+".excite", s, wide, graph.Square(1, 1)))
		x = b.convBN(name+".project", b.Scale(name+".scale", x, s), out, graph.Square(1, 1))
		if i != 1 && b.Shape(in).C == out {
			x = b.Add(name+".sum", x, in)
		}
	}
	return b.head(x, k.Classes)
}

// twoInputs builds cells that read the outputs of the two cells before them, with
// separable and dilated convolutions, maximum pooling and factorized reductions.
func twoInputs(k graph.Skeleton) (*graph.Graph, error) {
	b := parts{graph.NewBuilder(k.Input)}
	b.Block(graph.Stem, 0, -1)
	x := b.convBN("stem", 0, 2*k.C, graph.Square(3, 1))
	before, c := x, k.C
	for i, kind := range []graph.BlockKind{graph.Cell, graph.Reduction, graph.Cell} {
		b.Block(kind, (i+1)/2, i)
		name, stride := fmt.Sprint("cells.", i), 1
		if kind == graph.Reduction {
			c, stride = 2*c, 2
		}
		s0 := b.ReLU(name+".s0.relu", before)
		if i == 2 {
			s0 = b.factorized(name+".s0", s0, c)
		} else {
			s0 = b.convBN(name+".s0", s0, c, graph.Square(1, 1))
		}
		s1 := b.convBN(name+".s1", b.ReLU(name+".s1.relu", x), c, graph.Square(1, 1))
		edge := 0
		on := func(build func(label string) int) int {
			b.Edge(edge)
			edge++
			y := build(fmt.Sprint(name, ".edge.", edge))
			b.Edge(-1)
			return y
		}
		pooled := on(func(l string) int { return b.MaxPool(l+".pool", s0, 3, stride, 1) })
		separable := on(func(l string) int {
			y := b.depthwise(l+".a", b.ReLU(l+".a.relu", s1), graph.Square(5, stride))
			return b.depthwise(l+".b", b.ReLU(l+".b.relu", y), graph.Square(3, 1))
		})
		dilated := on(func(l string) int {
			w := graph.Window{Kernel: 3, Stride: stride, Pad: 2, Dilation: 2}
			return b.depthwise(l, b.ReLU(l+".relu", s0), w)
		})
		skipped := s1
		if stride == 2 {
			skipped = on(func(l string) int { return b.factorized(l, b.ReLU(l+".relu", s1), c) })
		}
		first := b.Add(name+".node.2", pooled, separable)
		second := b.Add(name+".node.3", dilated, skipped)
		none := on(func(l string) int { return b.ZeroAs(l+".none", s0, b.Shape(second)) })
		third := b.Add(name+".node.4", none, second)
		before, x = x, b.Concat(name+".out", first, second, third)
	}
	return b.head(x, k.Classes)
}

// endsInBatchNorm builds residual cells, the last of which is averaged as it is.
func endsInBatchNorm(k graph.Skeleton) (*graph.Graph, error) {
	b := parts{graph.NewBuilder(k.Input)}
	b.Block(graph.Stem, 0, -1)
	x := b.convBN("stem", 0, k.C, graph.Square(3, 1))
	for i := range 2 {
		b.Block(graph.Cell, i, i)
		name := fmt.Sprint("cells.", i)
		x = b.Add(name+".sum", b.convBN(name, b.HSwish(name+".act", x), k.C, graph.Square(3, 1)), x)
	}
	b.Block(graph.Head, 1, -1)
	b.Linear("linear", "linear", b.GlobalAvgPool("pool", x), k.Classes)
	return b.Graph()
}

// parts builds what networks have in common.
type parts struct{ *graph.Builder }

// convBN adds a convolution and batch normalisation.
func (b parts) convBN(name string, x, out int, w graph.Window) int {
	return b.BatchNorm(name+".bn", name+".bn", b.Conv(name+".conv", name+".conv", x, out, w))
}

// depthwise adds a depthwise and a pointwise convolution and batch normalisation.
func (b parts) depthwise(name string, x int, w graph.Window) int {
	c := b.Shape(x).C
	w.Groups = c
	return b.convBN(name, b.Conv(name+".depthwise", name+".depthwise", x, c, w), c, graph.Square(1, 1))
}

// factorized adds a factorized reduction.
func (b parts) factorized(name string, x, out int) int {
	half := graph.Window{Kernel: 1, Stride: 2, Dilation: 1, Groups: 1}
	odd := b.Conv(name+".odd", name+".odd", b.Shift(name+".shift", x), out/2, half)
	even := b.Conv(name+".even", name+".even", x, out-out/2, half)
	return b.BatchNorm(name+".bn", name+".bn", b.Concat(name+".concat", even, odd))
}

// head adds the classifier, and returns the network.
func (b parts) head(x, classes int) (*graph.Graph, error) {
	b.Block(graph.Head, 2, -1)
	b.Linear("linear", "linear", b.GlobalAvgPool("pool", b.ReLU6("head.act", b.convBN("head", x, 2*b.Shape(x).C, graph.Square(1, 1)))), classes)
	return b.Graph()
}
