package graph

import "testing"

// mobile builds one block of every operation: an inverted bottleneck with squeeze and
// excitation, then a factorized reduction.
func mobile(t *testing.T) *Graph {
	t.Helper()
	b := NewBuilder(Shape{C: 3, H: 8, W: 6})
	b.Block(Stem, 0, -1)
	x := b.Conv("stem", "stem", 0, 4, Square(3, 1))
	b.Block(Cell, 0, 0)
	x = b.HSwish("expand.act", b.Conv("expand", "expand", x, 8, Square(1, 1)))
	w := Square(5, 2)
	w.Groups = 8
	x = b.ReLU6("depthwise.act", b.Conv("depthwise", "depthwise", x, 8, w))
	s := b.GlobalAvgPool("se.pool", x)
	s = b.ReLU("se.act", b.ConvBias("se.reduce", "se.reduce", s, 2, Square(1, 1)))
	s = b.Sigmoid("se.gate", b.ConvBias("se.expand", "se.expand", s, 8, Square(1, 1)))
	x = b.Scale("se.scale", x, s)
	b.Block(Reduction, 1, 1)
	half := Window{Kernel: 1, Stride: 2, Dilation: 1, Groups: 1}
	y := b.Concat("concat",
		b.Conv("half.0", "half.0", x, 5, half),
		b.Conv("half.1", "half.1", b.Shift("shift", x), 4, half),
		b.MaxPool("max", x, 3, 2, 1),
		b.ZeroAs("none", x, Shape{C: 2, H: 2, W: 2}))
	b.Block(Head, 1, -1)
	b.Linear("linear", "linear", b.GlobalAvgPool("pool", y), 5)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestOperations(t *testing.T) {
	g := mobile(t)
	shapes := map[string]Shape{
		"depthwise":     {8, 4, 3},
		"se.reduce":     {2, 1, 1},
		"se.scale":      {8, 4, 3},
		"shift":         {8, 4, 3},
		"half.1":        {4, 2, 2},
		"max":           {8, 2, 2},
		"concat":        {19, 2, 2},
		"expand.act":    {8, 8, 6},
		"se.gate":       {8, 1, 1},
		"linear":        {5, 1, 1},
		"half.0":        {5, 2, 2},
		"none":          {2, 2, 2},
		"depthwise.act": {8, 4, 3},
	}
	costs := map[string]Cost{ // MACs as NAS-Bench-201 counts them: one for each bias
		"depthwise": {Params: 8 * 25, MACs: 8 * 25 * 12, Bytes: 4 * 8 * 12},
		"se.reduce": {Params: 2*8 + 2, MACs: 2*8 + 2, Bytes: 4 * 2},
		"se.expand": {Params: 8*2 + 8, MACs: 8*2 + 8, Bytes: 4 * 8},
		"half.1":    {Params: 8 * 4, MACs: 8 * 4 * 4, Bytes: 4 * 4 * 4},
		"max":       {Bytes: 4 * 8 * 4},
		"concat":    {Bytes: 4 * 19 * 4},
	}
	all := g.Costs()
	for i, n := range g.Nodes {
		if want, ok := shapes[n.Label]; ok && n.Out != want {
			t.Errorf("%s has shape %v, want %v", n.Label, n.Out, want)
		}
		if want, ok := costs[n.Label]; ok && all.Nodes[i] != want {
			t.Errorf("%s costs %+v, want %+v", n.Label, all.Nodes[i], want)
		}
		delete(shapes, n.Label)
		delete(costs, n.Label)
	}
	if len(shapes) > 0 || len(costs) > 0 {
		t.Errorf("not found: %v, %v", shapes, costs)
	}
	names := ""
	for _, p := range g.Params {
		if p.Role == Bias {
			names += p.Name + " "
		}
	}
	if names != "se.reduce.bias se.expand.bias linear.bias " {
		t.Errorf("the biases are %s", names)
	}
	if !g.Connected() {
		t.Error("the network is said to be disconnected")
	}
}

func TestConnectedThroughScaleAndConcat(t *testing.T) {
	vector := Shape{C: 2, H: 1, W: 1}
	tests := []struct {
		name  string
		build func(b *Builder, zero int) int
		want  bool
	}{
		{"zero scaled by the input", func(b *Builder, zero int) int { return b.Scale("scale", zero, 0) }, false},
		{"the input scaled by zero", func(b *Builder, zero int) int { return b.Scale("scale", 0, zero) }, true},
		{"zero beside the input", func(b *Builder, zero int) int { return b.Concat("concat", zero, 0) }, true},
		{"zeros side by side", func(b *Builder, zero int) int { return b.Concat("concat", zero, zero) }, false},
	}
	for _, test := range tests {
		b := NewBuilder(vector)
		b.Block(Head, 0, -1)
		b.Linear("linear", "linear", test.build(b, b.ZeroAs("none", 0, vector)), 2)
		g, err := b.Graph()
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Connected(); got != test.want {
			t.Errorf("%s: connected is %v", test.name, got)
		}
	}
}
