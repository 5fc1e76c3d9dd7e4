package proxy

import (
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/rng"
)

// One after the other, the blocks compute what the whole network does: to the bit
// forwards, and backwards but for the order in which gradients are added.
func TestPiecesAreTheWhole(t *testing.T) {
	small, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	for _, arch := range []string{
		best,
		"|skip_connect~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|",
		"|none~0|+|skip_connect~0|avg_pool_3x3~1|+|nor_conv_1x1~0|skip_connect~1|none~2|",
	} {
		p := passes(t, small, arch, Input{})
		g, params := p.Graph(), p.Params()
		config := engine.Config{Batch: 4, Backward: true, InputGrad: true}
		open := func(g *graph.Graph, params engine.Params) *engine.Net[float64] {
			plan, err := engine.NewPlan(g, kernel.Go().F64, config)
			if err != nil {
				t.Fatal(err)
			}
			net := engine.NewNet(plan, nil)
			net.SetParams(params, false)
			return net
		}
		whole := open(g, params)
		for i := range whole.Input() {
			whole.Input()[i] = rng.Normal(7, uint64(i))
		}
		value := whole.Input()
		pieces, err := cut(g)
		if err != nil {
			t.Fatal(err)
		}
		var nets []*engine.Net[float64]
		for i := range pieces {
			net := open(pieces[i].graph, pieces[i].of(params))
			copy(net.Input(), value)
			if err := net.Forward(engine.Hooks[float64]{}); err != nil {
				t.Fatal(err)
			}
			value = net.Output()
			nets = append(nets, net)
		}
		if err := whole.Forward(engine.Hooks[float64]{}); err != nil {
			t.Fatal(err)
		}
		for i, v := range whole.Output() {
			if value[i] != v {
				t.Fatalf("%s: output %d is %v, of the pieces %v", arch, i, v, value[i])
			}
		}
		whole.SumOutput()
		d := whole.OutGrad()
		for i := len(nets) - 1; i >= 0; i-- {
			copy(nets[i].OutGrad(), d)
			if err := nets[i].Backward(engine.Hooks[float64]{}); err != nil {
				t.Fatal(err)
			}
			d = nets[i].InputGrad()
		}
		if err := whole.Backward(engine.Hooks[float64]{}); err != nil {
			t.Fatal(err)
		}
		for i, v := range whole.InputGrad() {
			if relative(d[i], v) > 1e-9 && v != d[i] {
				t.Fatalf("%s: gradient %d is %v, of the pieces %v", arch, i, v, d[i])
			}
		}
	}
}

// skipping returns a network whose head reads a node of the stem: the one that it ends
// in, or the one before.
func skipping(t *testing.T, last bool) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder(graph.Shape{C: 2, H: 4, W: 4})
	b.Block(graph.Stem, 0, -1)
	x := b.Sigmoid("first", 0)
	y := b.Conv("second", "second", x, 2, graph.Square(3, 1))
	if last {
		x = y
	}
	b.Block(graph.Cell, 0, 0)
	y = b.HSwish("third", y)
	b.Block(graph.Head, 0, -1)
	b.Linear("linear", "linear", b.GlobalAvgPool("pool", b.Add("sum", y, x)), 3)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCutRefusesTheMiddleOfABlock(t *testing.T) {
	_, err := cut(skipping(t, false))
	if err == nil || !strings.Contains(err.Error(), "sum reads first") {
		t.Fatalf("the error is %v", err)
	}
	if s, err := unscored(err); err != nil || s.Status != Undefined || !math.IsNaN(float64(s.Value)) {
		t.Errorf("the score is %+v, %v", s, err)
	}
}

// TestCutReadsFurtherBack: a block's other inputs are what the blocks before the one
// before it end in, as constants.
func TestCutReadsFurtherBack(t *testing.T) {
	g := skipping(t, true)
	pieces, err := cut(g)
	if err != nil {
		t.Fatal(err)
	}
	head := pieces[2]
	if !slices.Equal(head.sides, []int{2}) {
		t.Fatalf("the other inputs are %v", head.sides)
	}
	plan, err := engine.NewPlan(head.graph, kernel.Go().F64, engine.Config{Batch: 1, Backward: true, InputGrad: true})
	if err != nil {
		t.Fatal(err)
	}
	net := engine.NewNet(plan, nil)
	net.SetParams(engine.Params{{1, 0, 1, 1, 0, 3}, {0, 0, 0}}, false)
	for i := range net.Input() {
		net.Input()[i], net.Side(0)[i] = 1, 16*float64(1+i%2)
	}
	if err := net.Forward(engine.Hooks[float64]{}); err != nil {
		t.Fatal(err)
	}
	// The two channels' means are 1 + 16 and 1 + 32.
	if y := net.Output(); !slices.Equal(y, []float64{17, 50, 99}) {
		t.Errorf("the output is %v", y)
	}
	net.SumOutput()
	if err := net.Backward(engine.Hooks[float64]{}); err != nil {
		t.Fatal(err)
	}
	if d := net.InputGrad(); d[0] != 2./16 || d[1] != 4./16 {
		t.Errorf("the gradient is %v", d)
	}
}
