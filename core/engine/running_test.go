package engine

import (
	"math"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
)

// A batch normalisation of the numbers 1, 3, 5, 7: their mean is 4, their biased
// variance 5, the unbiased one 20/3.
func TestRunningStatistics(t *testing.T) {
	b := graph.NewBuilder(graph.Shape{C: 1, H: 2, W: 2})
	b.Block(graph.Stem, 0, -1)
	b.GlobalAvgPool("mean", b.BatchNorm("bn", "bn", 0))
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := NewPlan(g, kernel.Go().F64, Config{Batch: 1, Taps: []int{1}})
	if err != nil {
		t.Fatal(err)
	}
	net := NewNet(plan, nil)
	net.SetParams(Params{{1}, {0}}, false)
	input := []float64{1, 3, 5, 7}
	forward := func() []float64 {
		copy(net.Input(), input)
		if err := net.Forward(Hooks[float64]{}); err != nil {
			t.Fatal(err)
		}
		return net.Tap(0)
	}
	check := func(name string, mean, variance float64) {
		t.Helper()
		for i, v := range forward() {
			want := (input[i] - mean) / math.Sqrt(variance+epsilon)
			if math.Abs(v-want) > 1e-14 {
				t.Errorf("%s: %v becomes %v, want %v", name, input[i], v, want)
			}
		}
	}
	check("the batch", 4, 5)
	net.Average(0.25)
	check("training", 4, 5)
	net.Evaluate(true)
	check("one step", 1, 0.75+0.25*20/3)
	net.Evaluate(false)
	check("training again", 4, 5)
	net.Average(0.25)
	net.Evaluate(true)
	check("two steps", 1.75, 0.75*(0.75+0.25*20/3)+0.25*20/3)
}
