package nb201

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// stages is the number of stages of the skeleton; a reduction stands between
// two.
const stages = 3

// Build returns the network of a: stem, three stages of N cells with a residual
// reduction block between them that halves the image and doubles the width, and
// the classifier (Dong and Yang, ICLR 2020, section 2.1 and figure 1). Parameter
// names and order are those of the authors' code. The image must halve evenly
// twice: its height and width are multiples of 4.
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
	x := b.Conv("stem.conv", "stem.0", 0, k.C, graph.Square(3, 1))
	x = b.BatchNorm("stem.bn", "stem.1", x)
	index, width := 0, k.C
	for stage := range stages {
		if stage > 0 {
			width *= 2
			b.Block(graph.Reduction, stage, index)
			x = b.reduction(fmt.Sprintf("cells.%d", index), x, width)
			index++
		}
		for range k.N {
			b.Block(graph.Cell, stage, index)
			x = b.cell(fmt.Sprintf("cells.%d", index), a, x, width)
			index++
		}
	}
	b.Block(graph.Head, stages-1, -1)
	x = b.BatchNorm("head.bn", "lastact.0", x)
	x = b.ReLU("head.relu", x)
	x = b.GlobalAvgPool("head.pool", x)
	b.Linear("head.linear", "classifier", x, k.Classes)
	return b.Graph()
}

// network builds the parts of the skeleton.
type network struct{ *graph.Builder }

// cell adds the cell a: node j is the sum of its edges from earlier nodes.
func (b network) cell(name string, a space.Arch, x, width int) int {
	nodes := [NumNodes]int{x}
	for to := 1; to < NumNodes; to++ {
		var terms [NumNodes - 1]int
		for from := range to {
			e := edgeIndex(from, to)
			b.Edge(e)
			label := fmt.Sprintf("%s.edge.%s", name, Edge{from, to})
			terms[from] = b.op(label, fmt.Sprintf("%s.layers.%d", name, e), Op(a[e]), nodes[from], width)
		}
		b.Edge(-1)
		nodes[to] = b.Add(fmt.Sprintf("%s.node.%d", name, to), terms[:to]...)
	}
	return nodes[NumNodes-1]
}

// op adds one operation of the cell.
func (b network) op(label, module string, op Op, x, width int) int {
	switch op {
	case None:
		return b.Zero(label+".none", x)
	case SkipConnect:
		return x
	case NorConv1x1:
		return b.reluConvBN(label, module, x, width, graph.Square(1, 1))
	case NorConv3x3:
		return b.reluConvBN(label, module, x, width, graph.Square(3, 1))
	default:
		return b.AvgPool(label+".pool", x, 3, 1, 1)
	}
}

// reduction adds the residual block between two stages.
func (b network) reduction(name string, x, width int) int {
	y := b.reluConvBN(name+".conv_a", name+".conv_a", x, width, graph.Square(3, 2))
	y = b.reluConvBN(name+".conv_b", name+".conv_b", y, width, graph.Square(3, 1))
	down := b.AvgPool(name+".down.pool", x, 2, 2, 0)
	down = b.Conv(name+".down.conv", name+".downsample.1", down, width, graph.Square(1, 1))
	return b.Add(name+".sum", y, down)
}

func (b network) reluConvBN(label, module string, x, width int, w graph.Window) int {
	x = b.ReLU(label+".relu", x)
	x = b.Conv(label+".conv", module+".op.1", x, width, w)
	return b.BatchNorm(label+".bn", module+".op.2", x)
}
