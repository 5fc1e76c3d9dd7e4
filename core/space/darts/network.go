package darts

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// stages is the number of stages of the skeleton; each after the first begins with
// a reduction cell.
const stages = 3

// stemMultiplier is the number of channels of the stem over those of a node.
const stemMultiplier = 3

// Build returns the network of a: the stem, three stages of N normal cells with a
// reduction cell between them, and the classifier (Liu et al., ICLR 2019, section
// 3.1). Those are 3N + 2 cells with reductions at one third and two thirds, as the
// authors' code has them. Parameter names and order are those of that code for the
// genotype that Print writes. There is no auxiliary head and no drop-path: both
// are for training alone. The image must halve evenly twice: its height and width
// are multiples of 4.
func (s Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	check(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name string
		side int
	}{{"input.h", k.Input.H}, {"input.w", k.Input.W}} {
		if f.side%(1<<(stages-1)) != 0 {
			return nil, fmt.Errorf("skeleton: %s is %d, not a multiple of %d: each of the %d reductions halves it", f.name, f.side, 1<<(stages-1), stages-1)
		}
	}

	b := network{graph.NewBuilder(k.Input)}
	b.Block(graph.Stem, 0, -1)
	x := b.Conv("stem.conv", "stem.0", 0, stemMultiplier*k.C, graph.Square(3, 1))
	x = b.BatchNorm("stem.bn", "stem.1", x)
	before, index, width := x, 0, k.C
	for stage := range stages {
		for i := range k.N + min(stage, 1) {
			c, kind := place{index: index, width: width, afterReduction: stage > 0 && i == 1}, graph.Cell
			if stage > 0 && i == 0 {
				width *= 2
				c.cell, c.width, kind = reduce, width, graph.Reduction
			}
			b.Block(kind, stage, index)
			before, x = x, b.cell(c, decode(a, c.cell), before, x)
			index++
		}
	}
	b.Block(graph.Head, stages-1, -1)
	x = b.GlobalAvgPool("head.pool", x)
	b.Linear("head.linear", "classifier", x, k.Classes)
	return b.Graph()
}

// network builds the parts of the skeleton.
type network struct{ *graph.Builder }

// place is where a cell stands.
type place struct {
	cell           int // normal or reduce
	index, width   int // position among the cells; channels of a node
	afterReduction bool
}

// cell adds a cell that reads the outputs of the two cells before it. The first of
// them is twice as large as the second after a reduction.
func (b network) cell(p place, c Cell, before, last int) int {
	name := fmt.Sprintf("cells.%d", p.index)
	pre := name + ".preprocess"
	var nodes [Inputs + NumNodes]int
	if p.afterReduction {
		nodes[0] = b.factorizedReduce(pre+"0", pre+"0", before, p.width)
	} else {
		nodes[0] = b.reluConvBN(pre+"0", pre+"0", before, p.width)
	}
	nodes[1] = b.reluConvBN(pre+"1", pre+"1", last, p.width)
	var terms [2]int
	for e, edge := range c {
		n, stride := into(e), 1
		if p.cell == reduce && edge.From < Inputs {
			stride = 2
		}
		b.Edge(p.cell*cellEdges + e)
		label := fmt.Sprintf("%s.edge.%d<-%d", name, n, edge.From)
		terms[e%2] = b.op(label, fmt.Sprintf("%s._ops.%d", name, e), edge.Op, nodes[edge.From], p.width, stride)
		b.Edge(-1)
		if e%2 == 1 {
			nodes[n] = b.Add(fmt.Sprintf("%s.node.%d", name, n), terms[0], terms[1])
		}
	}
	return b.Concat(name+".out", nodes[Inputs:]...)
}

// op adds one operation of a cell.
func (b network) op(label, module string, op Op, x, width, stride int) int {
	switch op {
	case MaxPool3x3:
		return b.MaxPool(label+".pool", x, 3, stride, 1)
	case AvgPool3x3:
		return b.AvgPool(label+".pool", x, 3, stride, 1)
	case SkipConnect:
		if stride == 1 {
			return x
		}
		return b.factorizedReduce(label, module, x, width)
	case SepConv3x3:
		return b.sepConv(label, module, x, width, graph.Square(3, stride))
	case SepConv5x5:
		return b.sepConv(label, module, x, width, graph.Square(5, stride))
	case DilConv3x3:
		return b.depthwise(label, module, 1, x, width, dilated(3, stride))
	default:
		return b.depthwise(label, module, 1, x, width, dilated(5, stride))
	}
}

// dilated returns the window of a convolution with dilation 2 that keeps the size at
// stride 1.
func dilated(kernel, stride int) graph.Window {
	return graph.Window{Kernel: kernel, Stride: stride, Pad: kernel - 1, Dilation: 2, Groups: 1}
}

// sepConv adds a depthwise and a pointwise convolution, twice; only the first time
// with a stride.
func (b network) sepConv(label, module string, x, width int, w graph.Window) int {
	x = b.depthwise(label+".a", module, 1, x, width, w)
	w.Stride = 1
	return b.depthwise(label+".b", module, 5, x, width, w)
}

// depthwise adds ReLU, a depthwise and a pointwise convolution and batch
// normalisation, modules first to first+2 of a sequence.
func (b network) depthwise(label, module string, first, x, width int, w graph.Window) int {
	w.Groups = width
	part := func(i int) string { return fmt.Sprintf("%s.op.%d", module, first+i) }
	x = b.ReLU(label+".relu", x)
	x = b.Conv(label+".depthwise", part(0), x, width, w)
	x = b.Conv(label+".pointwise", part(1), x, width, graph.Square(1, 1))
	return b.BatchNorm(label+".bn", part(2), x)
}

// factorizedReduce adds ReLU, two 1x1 convolutions with stride 2 side by side, the
// second one pixel off, and batch normalisation. Width is even.
func (b network) factorizedReduce(label, module string, x, width int) int {
	half := graph.Window{Kernel: 1, Stride: 2, Dilation: 1, Groups: 1}
	x = b.ReLU(label+".relu", x)
	even := b.Conv(label+".conv_1", module+".conv_1", x, width/2, half)
	odd := b.Conv(label+".conv_2", module+".conv_2", b.Shift(label+".shift", x), width/2, half)
	x = b.Concat(label+".concat", even, odd)
	return b.BatchNorm(label+".bn", module+".bn", x)
}

// reluConvBN adds ReLU, a 1x1 convolution and batch normalisation.
func (b network) reluConvBN(label, module string, x, width int) int {
	x = b.ReLU(label+".relu", x)
	x = b.Conv(label+".conv", module+".op.1", x, width, graph.Square(1, 1))
	return b.BatchNorm(label+".bn", module+".op.2", x)
}
