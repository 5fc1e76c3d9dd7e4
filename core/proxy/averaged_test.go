package proxy

import (
	"math"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// TestSumIsConstant runs networks on two batches: the sums of the logits are the same
// where it is said so.
func TestSumIsConstant(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(b *graph.Builder, x, y int) int // after two batch normalisations
		want bool
	}{
		{"one", func(_ *graph.Builder, x, _ int) int { return x }, true},
		{"sum", func(b *graph.Builder, x, y int) int { return b.Add("end", x, y, b.Zero("none", x)) }, true},
		{"concatenation", func(b *graph.Builder, x, y int) int { return b.Concat("end", x, y) }, true},
		{"activation", func(b *graph.Builder, x, _ int) int { return b.HSwish("end", x) }, false},
		{"maximum", func(b *graph.Builder, x, y int) int { return b.Add("end", x, b.MaxPool("max", y, 3, 1, 1)) }, false},
		{"average at the border", func(b *graph.Builder, x, _ int) int { return b.AvgPool("end", x, 3, 1, 1) }, false},
		{"the input beside", func(b *graph.Builder, x, _ int) int { return b.Concat("end", x, 0) }, false},
		{"scale", func(b *graph.Builder, x, y int) int { return b.Scale("end", x, b.GlobalAvgPool("all", y)) }, false},
	} {
		b := graph.NewBuilder(graph.Shape{C: 2, H: 4, W: 4})
		b.Block(graph.Stem, 0, -1)
		x := b.BatchNorm("x.bn", "x.bn", b.Conv("x", "x", 0, 3, graph.Square(3, 1)))
		y := b.BatchNorm("y.bn", "y.bn", b.Conv("y", "y", 0, 3, graph.Square(1, 1)))
		b.Linear("linear", "linear", b.GlobalAvgPool("mean", test.end(b, x, y)), 3)
		g, err := b.Graph()
		if err != nil {
			t.Fatal(err)
		}
		if got := sumIsConstant(g); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
		plan, err := engine.NewPlan(g, kernel.Go().F64, engine.Config{Batch: 4})
		if err != nil {
			t.Fatal(err)
		}
		net := engine.NewNet(plan, nil)
		net.SetParams(engine.InitParams(g, 1), false)
		var sums [2]float64
		for k := range sums {
			for i := range net.Input() {
				net.Input()[i] = rng.Normal(rng.Key(1, uint64(k)), uint64(i))
			}
			if err := net.Forward(engine.Hooks[float64]{}); err != nil {
				t.Fatal(err)
			}
			for _, v := range net.Output() {
				sums[k] += v
			}
		}
		if same := math.Abs(sums[0]-sums[1]) < 1e-12; same != test.want {
			t.Errorf("%s: the sums are %v", test.name, sums)
		}
	}
}
