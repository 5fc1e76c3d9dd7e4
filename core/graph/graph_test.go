package graph

import (
	"strings"
	"testing"
)

// residual builds conv(x) + none(x) + x, then a head.
func residual(t *testing.T) *Graph {
	t.Helper()
	b := NewBuilder(Shape{C: 2, H: 4, W: 6})
	b.Block(Stem, 0, -1)
	x := b.Conv("stem", "stem", 0, 8, Square(3, 1))
	b.Block(Cell, 0, 0)
	b.Edge(0)
	y := b.BatchNorm("bn", "bn", b.Conv("conv", "conv", b.ReLU("relu", x), 8, Square(1, 1)))
	b.Edge(1)
	z := b.Zero("none", x)
	b.Edge(-1)
	x = b.Add("sum", y, z, x)
	b.Block(Head, 0, -1)
	b.Linear("linear", "linear", b.GlobalAvgPool("pool", b.AvgPool("pool2", x, 2, 2, 0)), 5)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCosts(t *testing.T) {
	g := residual(t)
	c := g.Costs()
	positions := int64(4 * 6)
	stem, conv, linear := int64(8*2*9), int64(8*8), int64(8*5)
	if want := (stem+conv)*positions + linear + 5; c.Total.MACs != want {
		t.Errorf("%d MACs, want %d", c.Total.MACs, want)
	}
	if want := stem + conv + 8 + 8 + linear + 5; c.Total.Params != want {
		t.Errorf("%d parameters, want %d", c.Total.Params, want)
	}
	map8, input := 4*8*positions, 4*2*positions
	if want := input + 6*map8 + map8/4 + 4*8 + 4*5; c.Total.Bytes != want {
		t.Errorf("%d bytes, want %d", c.Total.Bytes, want)
	}
	// In the sum: the terms bn, none and x, and the result.
	if want := 4 * map8; c.Peak != want {
		t.Errorf("peak %d bytes, want %d", c.Peak, want)
	}
	if c.Edges[0].Total != (Cost{Params: conv + 16, MACs: conv * positions, Bytes: 3 * map8}) {
		t.Errorf("edge 0 costs %+v", c.Edges[0].Total)
	}
	if c.Edges[1].Total != (Cost{Bytes: map8}) {
		t.Errorf("edge 1 costs %+v", c.Edges[1].Total)
	}
	var blocks Cost
	for _, b := range c.Blocks {
		blocks = blocks.plus(b)
	}
	if blocks != c.Total {
		t.Errorf("the blocks cost %+v, the network %+v", blocks, c.Total)
	}
	if c.Blocks[1].MACs != conv*positions || c.Blocks[2].MACs != linear+5 {
		t.Errorf("the blocks cost %+v", c.Blocks)
	}
}

func TestConnected(t *testing.T) {
	if !residual(t).Connected() {
		t.Error("the residual network is said to be disconnected")
	}
	b := NewBuilder(Shape{C: 1, H: 1, W: 1})
	b.Block(Head, 0, -1)
	zero := b.Zero("none", 0)
	b.Linear("linear", "linear", b.Add("sum", zero, zero), 2)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	if g.Connected() {
		t.Error("a network through none is said to be connected")
	}
}

func TestDepthwiseAndDilatedShapes(t *testing.T) {
	b := NewBuilder(Shape{C: 6, H: 9, W: 11})
	b.Block(Stem, 0, -1)
	x := b.Conv("depthwise", "a", 0, 6, Window{Kernel: 5, Stride: 2, Pad: 4, Dilation: 2, Groups: 6})
	b.Linear("linear", "b", b.GlobalAvgPool("pool", x), 2)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := g.Nodes[x].Out, (Shape{C: 6, H: 5, W: 6}); got != want {
		t.Errorf("shape %v, want %v", got, want)
	}
	if got := g.Costs().Nodes[x]; got.MACs != 5*6*6*25 || got.Params != 6*25 {
		t.Errorf("cost %+v", got)
	}
}

func TestBuilderRefuses(t *testing.T) {
	in := Shape{C: 3, H: 4, W: 4}
	tests := []struct {
		name  string
		build func(b *Builder)
	}{
		{"no block", func(b *Builder) {}},
		{"x", func(b *Builder) { b.ReLU("x", 7) }},
		{"x", func(b *Builder) { b.ReLU("x", -1) }},
		{"x", func(b *Builder) { b.Conv("x", "m", 0, 4, Window{Kernel: 9, Stride: 1, Dilation: 1, Groups: 1}) }},
		{"x", func(b *Builder) { b.Conv("x", "m", 0, 4, Window{Kernel: 3, Stride: 1, Pad: 1, Dilation: 1, Groups: 2}) }},
		{"x", func(b *Builder) { b.Conv("x", "m", 0, 0, Square(3, 1)) }},
		{"x", func(b *Builder) { b.Conv("x", "m", 0, 4, Window{Kernel: 3}) }},
		{"x", func(b *Builder) { b.AvgPool("x", 0, 5, 1, 0) }},
		{"x", func(b *Builder) { b.AvgPool("x", 0, 0, 1, 0) }},
		{"x", func(b *Builder) { b.Add("x") }},
		{"x", func(b *Builder) { b.Add("x", 0, b.AvgPool("y", 0, 2, 2, 0)) }},
		{"x", func(b *Builder) { b.Linear("x", "m", 0, 3) }},
		{"x", func(b *Builder) { b.ConvBias("x", "m", 0, 0, Square(1, 1)) }},
		{"x", func(b *Builder) { b.MaxPool("x", 0, 3, 0, 1) }},
		{"x", func(b *Builder) { b.MaxPool("x", 0, 3, 1, 2) }},
		{"x", func(b *Builder) { b.Concat("x") }},
		{"x", func(b *Builder) { b.Concat("x", 0, 9) }},
		{"x", func(b *Builder) { b.Concat("x", 0, b.MaxPool("y", 0, 2, 2, 0)) }},
		{"x", func(b *Builder) { b.Scale("x", 0, 0) }},
		{"x", func(b *Builder) { b.Scale("x", 0, b.Linear("y", "m", b.GlobalAvgPool("z", 0), 4)) }},
		{"x", func(b *Builder) { b.ZeroAs("x", 0, Shape{C: 0, H: 1, W: 1}) }},
		{"x", func(b *Builder) { b.ZeroAs("x", 9, Shape{C: 1, H: 1, W: 1}) }},
		{"relu", func(b *Builder) { b.ReLU("relu", 0) }},
	}
	for i, test := range tests {
		b := NewBuilder(in)
		if test.name != "no block" {
			b.Block(Stem, 0, -1)
		}
		test.build(b)
		if g, err := b.Graph(); err == nil || g != nil || !strings.Contains(err.Error(), test.name) {
			t.Errorf("case %d: the error is %v, want one about %q", i, err, test.name)
		}
	}
	b := NewBuilder(Shape{C: 3, H: 0, W: 4})
	b.Block(Stem, 0, -1)
	if _, err := b.Graph(); err == nil {
		t.Error("an empty image is accepted")
	}
}

func TestSkeletonValidate(t *testing.T) {
	s := Skeleton{C: 16, N: 5, Input: Shape{C: 3, H: 32, W: 32}, Classes: 10}
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
	s.Input.W = 257
	if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "input.w is 257") {
		t.Errorf("the error is %v", err)
	}
}
