package mnasnet

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// Build returns the network of a: a 3x3 convolution with stride 2, the seven blocks, a
// 1x1 convolution, and the classifier (Tan et al., CVPR 2019, section 4.1; the
// layers are those of the authors' code, the parameter names and their order those of
// timm). At full width, C = 32, the widths are those that Print writes; the head has
// 40 C channels, where the authors keep 1,280 at any width. There is no dropout. On
// images below 96 pixels a side the stem and block 2 have stride 1, or too little
// would be left for the last blocks.
//
// What the paper leaves open is decided so: a convolution has its activation after
// batch normalisation; squeeze-and-excitation stands before the last pointwise
// convolution, or after the activation of a convolution, with ReLU and a sigmoid
// whatever the activation; a skip acts on the layers whose channels and stride at
// full size allow it.
func (Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	n := decode(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	b := network{Builder: graph.NewBuilder(k.Input), hswish: n.HSwish}
	small := min(k.Input.H, k.Input.W) < smallSide
	stride := 2
	if small {
		stride = 1
	}
	b.Block(graph.Stem, 0, -1)
	b.Edge(0)
	x := b.Conv("stem.conv", "conv_stem", 0, k.C, graph.Square(3, stride))
	x = b.act("stem.act", b.BatchNorm("stem.bn", "bn1", x))
	stage, index, width := 0, 0, k.C
	for i, block := range n.Blocks {
		for layer := range block.Layers {
			kind := graph.Cell
			l := Layer{Op: block.Op, Kernel: block.Kernel, Stride: 1, In: width, Out: scale(block.Filters, k.C), Squeeze: block.Squeeze}
			if n.skips(i, layer) {
				l.Skip = block.Skip
			}
			if layer == 0 && block.Stride == 2 && !(small && i == 1) {
				l.Stride, kind = 2, graph.Reduction
				stage++
			}
			b.Block(kind, stage, index)
			b.Edge(i + 1)
			x = b.layer(fmt.Sprintf("blocks.%d.%d", i, layer), x, l)
			width = l.Out
			index++
		}
	}
	b.Block(graph.Head, stage, -1)
	x = b.Conv("head.conv", "conv_head", x, headFilters/stemFilters*k.C, graph.Square(1, 1))
	x = b.act("head.act", b.BatchNorm("head.bn", "bn2", x))
	x = b.GlobalAvgPool("head.pool", x)
	b.Linear("head.linear", "classifier", x, k.Classes)
	return b.Graph()
}
