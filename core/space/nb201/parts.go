package nb201

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// Parts adds the parts of the benchmark's networks to a graph, for the spaces too
// whose networks are made of the same ones. Parameter names and order are those of
// the authors' code.
type Parts struct {
	*graph.Builder
	// Layers and Ops are what the authors call the edges of a cell and the steps of
	// an operation: "layers" and "op" in NAS-Bench-201.
	Layers, Ops string
	// Edge says as which edge of the diagram an edge of the cell counts; -1 is
	// asked for what is on none.
	Edge func(edge int) int
}

// NewParts starts a network of NAS-Bench-201.
func NewParts(in graph.Shape) Parts {
	return Parts{Builder: graph.NewBuilder(in), Layers: "layers", Ops: "op", Edge: func(edge int) int { return edge }}
}

// Stem adds a 3x3 convolution of the image and batch normalisation.
func (b Parts) Stem(width int) int {
	x := b.Conv("stem.conv", "stem.0", 0, width, graph.Square(3, 1))
	return b.BatchNorm("stem.bn", "stem.1", x)
}

// Head adds the classifier.
func (b Parts) Head(x, classes int) int {
	x = b.BatchNorm("head.bn", "lastact.0", x)
	x = b.ReLU("head.relu", x)
	x = b.GlobalAvgPool("head.pool", x)
	return b.Linear("head.linear", "classifier", x, classes)
}

// Reduction adds the residual block between two stages, which halves the image.
func (b Parts) Reduction(name string, x, width int) int {
	y := b.ReLUConvBN(name+".conv_a", name+".conv_a", x, width, graph.Square(3, 2))
	y = b.ReLUConvBN(name+".conv_b", name+".conv_b", y, width, graph.Square(3, 1))
	down := b.AvgPool(name+".down.pool", x, 2, 2, 0)
	down = b.Conv(name+".down.conv", name+".downsample.1", down, width, graph.Square(1, 1))
	return b.Add(name+".sum", y, down)
}

// Cell adds the cell a: node j is the sum of its edges from earlier nodes. The
// edges from its input take it to another width and stride, if it has another.
func (b Parts) Cell(name string, a space.Arch, x, width, stride int) int {
	nodes := [NumNodes]int{x}
	for to := 1; to < NumNodes; to++ {
		var terms [NumNodes - 1]int
		for from := range to {
			e := edgeIndex(from, to)
			b.Builder.Edge(b.Edge(e))
			label := fmt.Sprintf("%s.edge.%s", name, Edge{from, to})
			by := 1
			if from == 0 {
				by = stride
			}
			terms[from] = b.op(label, fmt.Sprintf("%s.%s.%d", name, b.Layers, e), Op(a[e]), nodes[from], width, by)
		}
		b.Builder.Edge(b.Edge(-1))
		nodes[to] = b.Add(fmt.Sprintf("%s.node.%d", name, to), terms[:to]...)
	}
	return nodes[NumNodes-1]
}

// op adds one operation of the cell.
func (b Parts) op(label, module string, op Op, x, width, stride int) int {
	in := b.Shape(x)
	switch op {
	case None:
		return b.ZeroAs(label+".none", x, graph.Shape{C: width, H: (in.H + stride - 1) / stride, W: (in.W + stride - 1) / stride})
	case SkipConnect:
		switch {
		case stride > 1:
			return b.factorized(label, module, x, width, stride)
		case in.C != width:
			x = b.Conv(label+".conv", module+".conv", x, width, graph.Square(1, 1))
			return b.BatchNorm(label+".bn", module+".bn", x)
		}
		return x
	case NorConv1x1:
		return b.ReLUConvBN(label, module, x, width, graph.Square(1, stride))
	case NorConv3x3:
		return b.ReLUConvBN(label, module, x, width, graph.Square(3, stride))
	default:
		if in.C != width {
			x = b.ReLUConvBN(label+".preprocess", module+".preprocess", x, width, graph.Square(1, 1))
		}
		return b.AvgPool(label+".pool", x, 3, stride, 1)
	}
}

// factorized adds a factorized reduction: two strided 1x1 convolutions, each to a
// half of the channels, the second of the positions that the first leaves out.
func (b Parts) factorized(label, module string, x, width, stride int) int {
	x = b.ReLU(label+".relu", x)
	w := graph.Square(1, stride)
	even := b.Conv(label+".even", module+".convs.0", x, width/2, w)
	odd := b.Conv(label+".odd", module+".convs.1", b.Shift(label+".shift", x), width-width/2, w)
	return b.BatchNorm(label+".bn", module+".bn", b.Concat(label+".concat", even, odd))
}

// ReLUConvBN adds a ReLU, a convolution and batch normalisation.
func (b Parts) ReLUConvBN(label, module string, x, width int, w graph.Window) int {
	x = b.ReLU(label+".relu", x)
	x = b.Conv(label+".conv", module+"."+b.Ops+".1", x, width, w)
	return b.BatchNorm(label+".bn", module+"."+b.Ops+".2", x)
}
