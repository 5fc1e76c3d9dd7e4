package engine

import (
	"math"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// TestFunctions compares pointwise operations and their derivatives with numbers done
// by hand: at kinks what PyTorch gives.
func TestFunctions(t *testing.T) {
	tests := []struct {
		f                    graph.Op
		x                    float64
		value, slope, second float64
	}{
		{graph.ReLU6, -1, 0, 0, 0},
		{graph.ReLU6, 0, 0, 0, 0},
		{graph.ReLU6, 2.5, 2.5, 1, 0},
		{graph.ReLU6, 6, 6, 0, 0},
		{graph.ReLU6, 1e300, 6, 0, 0},
		{graph.HSwish, -4, 0, 0, 0},
		{graph.HSwish, -3, 0, -0.5, 1. / 3},
		{graph.HSwish, -1.5, -0.375, 0, 1. / 3},
		{graph.HSwish, 0, 0, 0.5, 1. / 3},
		{graph.HSwish, 1, 2. / 3, 1./3 + 0.5, 1. / 3},
		{graph.HSwish, 3, 3, 1.5, 1. / 3},
		{graph.HSwish, 5, 5, 1, 0},
		{graph.Sigmoid, 0, 0.5, 0.25, 0},
		{graph.Sigmoid, math.Log(3), 0.75, 3. / 16, -3. / 32},
		{graph.Sigmoid, -math.Log(3), 0.25, 3. / 16, 3. / 32},
		{graph.Sigmoid, 1e300, 1, 0, 0},
		{graph.Sigmoid, -1e300, 0, 0, 0},
	}
	for _, test := range tests {
		for order, want := range []float64{test.value, test.slope, test.second} {
			if got := function(test.f, order, test.x); !(math.Abs(got-want) < 1e-15) {
				t.Errorf("derivative %d of operation %d at %v is %v, want %v", order, test.f, test.x, got, want)
			}
		}
	}
	for _, f := range []graph.Op{graph.ReLU6, graph.HSwish, graph.Sigmoid} {
		if v := function(f, 0, math.NaN()); v == v {
			t.Errorf("operation %d makes %v of NaN", f, v)
		}
	}
}

// TestFactorizedReduction: a shift and a convolution of stride 2 read the positions
// that a crop of the first row and column leaves, as DARTS does it without padding.
func TestFactorizedReduction(t *testing.T) {
	half := graph.Window{Kernel: 1, Stride: 2, Dilation: 1, Groups: 1}
	b := graph.NewBuilder(graph.Shape{C: 2, H: 4, W: 6})
	b.Block(graph.Stem, 0, -1)
	y := b.Concat("concat", b.Conv("a", "a", 0, 2, half), b.Conv("b", "b", b.Shift("shift", 0), 1, half))
	b.GlobalAvgPool("mean", y)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(g, kernel.Go().F64, Config{Batch: 2, Taps: []int{y}})
	if err != nil {
		t.Fatal(err)
	}
	net := NewNet(p, nil)
	net.SetParams(Params{{1, 0, 0, 1}, {1, 0}}, false) // both channels; then the first
	for i := range net.Input() {
		net.Input()[i] = float64(i)
	}
	mustRun(t, net.Forward)
	at := 0
	for image := range 2 {
		for y := 0; y < 4; y += 2 {
			for x := 0; x < 6; x += 2 {
				pixel := func(y, x, c int) float64 { return float64(((image*4+y)*6+x)*2 + c) }
				want := []float64{pixel(y, x, 0), pixel(y, x, 1), pixel(y+1, x+1, 0)}
				for c, v := range want {
					if got := net.Tap(0)[at+c]; got != v {
						t.Errorf("image %d, (%d, %d), channel %d is %v, want %v", image, y, x, c, got, v)
					}
				}
				at += 3
			}
		}
	}
	if at != len(net.Tap(0)) {
		t.Errorf("%d numbers of %d were compared", at, len(net.Tap(0)))
	}
}

// TestPlanRefusesAnUnknownOperation: with an error, not later.
func TestPlanRefusesAnUnknownOperation(t *testing.T) {
	g := randomGraph(t, 1)
	g.Nodes[2].Op = graph.Sigmoid + 1
	if _, err := NewPlan(g, kernel.Go().F64, Config{Batch: 1}); err == nil {
		t.Error("no error")
	}
}

// TestBitsOfEveryOperation holds random networks of every operation to the bit, on
// every platform.
func TestBitsOfEveryOperation(t *testing.T) {
	var forward, backward, tangent uint64
	for seed := range uint64(30) {
		g := randomGraph(t, seed)
		net, labels := ready(t, kernel.Go().F32, g, Config{Batch: 3, Backward: true, Tangent: true}, seed)
		f, b := digest(t, net, labels)
		forward, backward = rng.Mix(forward^f), rng.Mix(backward^b)
		if err := net.Tangent(Hooks[float32]{}); err != nil {
			t.Fatal(err)
		}
		for i := range g.Params {
			for _, v := range net.ParamTangent(i) {
				tangent = rng.Mix(tangent ^ math.Float64bits(float64(v)))
			}
		}
	}
	if forward != 0x55a1ba806e60a218 || backward != 0x7990862a98bedc9 || tangent != 0x4f525c3518df66dc {
		t.Errorf("the digests are %#x, %#x and %#x", forward, backward, tangent)
	}
}
