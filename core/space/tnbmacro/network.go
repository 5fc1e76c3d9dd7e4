package tnbmacro

import (
	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/transnas"
)

// Skeletons returns the benchmark's network, and a small one.
func (Space) Skeletons() space.Skeletons {
	tasks := transnas.Tasks()
	return space.Skeletons{
		Default: graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 64, W: 64}, Classes: 10},
		Full:    graph.Skeleton{C: transnas.Width, N: 2, Input: tasks[0].Input, Classes: tasks[0].Classes},
		C:       "channels behind the stem",
		N:       "residual blocks a module",
		Tasks:   tasks,
	}
}

// Build returns the network of a: a stem that quarters the image, modules of N
// residual blocks, of which the first doubles the width and halves the image if the
// module does, and the classifier (Duan et al., CVPR 2021, section 3.1). Odd sides
// are halved upwards.
func (Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	check(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	b := transnas.NewParts(k.Input)
	width, last := k.C, 0
	x := transnas.Stem(b, width)
	for i := range len(a) {
		m := Module(a[i])
		if m == None {
			break
		}
		for j := range k.N {
			out, stride := width, 1
			if j == 0 && m.doubles() {
				out = 2 * width
			}
			if j == 0 && m.halves() {
				stride = 2
			}
			b.Block(graph.Cell, i, i*k.N+j)
			b.Builder.Edge(i)
			x = block(b, transnas.Layer(i, j), x, width, out, stride)
			width = out
		}
		last = i
	}
	transnas.Head(b, last, x, k.Classes)
	return b.Graph()
}

// block adds a residual block: two convolutions, and beside them the identity or,
// where the shape changes, a convolution.
func block(b nb201.Parts, name string, x, in, out, stride int) int {
	y := b.ReLUConvBN(name+".conv_a", name+".conv_a", x, out, graph.Square(3, stride))
	y = b.ReLUConvBN(name+".conv_b", name+".conv_b", y, out, graph.Square(3, 1))
	if stride > 1 || in != out {
		x = b.Conv(name+".down.conv", name+".downsample.0", x, out, graph.Square(1, stride))
		x = b.BatchNorm(name+".down.bn", name+".downsample.1", x)
	}
	return b.Add(name+".sum", x, y)
}
