package proxy

import (
	"errors"
	"testing"

	"protocell/core/graph"
)

// TestResize: a part of a network has the shapes that it is built with for images of
// another size.
func TestResize(t *testing.T) {
	build := func(side int) *graph.Graph {
		b := graph.NewBuilder(graph.Shape{C: 2, H: side, W: side})
		b.Block(graph.Stem, 0, -1)
		x := b.Conv("conv", "conv", 0, 4, graph.Window{Kernel: 5, Stride: 2, Pad: 4, Dilation: 2, Groups: 1})
		x = b.Scale("scale", x, b.Sigmoid("gate", b.Linear("linear", "linear", b.GlobalAvgPool("squeeze", x), 4)))
		shape := graph.Shape{C: 6, H: (side + 3) / 4, W: (side + 3) / 4}
		x = b.Concat("concat", b.MaxPool("pool", b.HSwish("act", b.Shift("shift", x)), 3, 2, 1), b.ZeroAs("none", x, shape), b.ZeroAs("nothing", 0, shape))
		b.GlobalAvgPool("mean", x)
		g, err := b.Graph()
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	for _, side := range []int{3, 4, 7, 16} {
		g, want := build(32), build(side)
		if err := resize(g, side, side); err != nil {
			t.Fatal(err)
		}
		for i, n := range g.Nodes {
			if n.Out != want.Nodes[i].Out {
				t.Errorf("%s of images of %d is %v, want %v", n.Label, side, n.Out, want.Nodes[i].Out)
			}
		}
	}
	var u undefined
	if err := resize(unpadded(t, 7), 3, 3); !errors.As(err, &u) {
		t.Errorf("a window of 7 fits 3 x 3: %v", err)
	}
}

// unpadded returns a network with a window without padding.
func unpadded(t *testing.T, kernel int) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder(graph.Shape{C: 1, H: 8, W: 8})
	b.Block(graph.Stem, 0, -1)
	b.GlobalAvgPool("mean", b.AvgPool("pool", 0, kernel, 1, 0))
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
