package regions

import (
	"math"
	"testing"
)

// TestGradient compares the gradient with differences of the loss.
func TestGradient(t *testing.T) {
	n, _ := random(t, 4, 3, 5)
	g := n.zero()
	for _, p := range grid {
		n.backward(p, g)
	}
	const h = 1e-6
	for _, list := range []struct{ values, gradient []float64 }{{n.weights, g.weights}, {n.biases, g.biases}} {
		for i := range list.values {
			at := list.values[i]
			list.values[i] = at + h
			above := n.Loss()
			list.values[i] = at - h
			below := n.Loss()
			list.values[i] = at
			if got, want := list.gradient[i], (above-below)/(2*h); math.Abs(got-want) > 1e-5*math.Max(1, math.Abs(want)) {
				t.Errorf("number %d: the gradient is %v, differences give %v", i, got, want)
			}
		}
	}
}

// TestTrainingFitsAndKeepsTheOrder: the loss falls, and the number of regions stays of
// the same order, as Hanin and Rolnick found.
func TestTrainingFitsAndKeepsTheOrder(t *testing.T) {
	for seed := range uint64(3) {
		n, p := random(t, seed, 5, 8)
		before := n.Loss()
		trained, err := n.Train(300)
		if err != nil {
			t.Fatal(err)
		}
		if after := trained.Loss(); !(after < before/2) {
			t.Errorf("seed %d: the loss is %v, and was %v", seed, after, before)
		}
		if n.Loss() != before {
			t.Errorf("seed %d: training changes the network before", seed)
		}
		q, err := trained.Cut(2, trained.Hidden())
		if err != nil {
			t.Fatal(err)
		}
		if a, b := len(p.Regions), len(q.Regions); b > 4*a || a > 4*b {
			t.Errorf("seed %d: %d regions become %d", seed, a, b)
		}
		// The same training has the same end.
		again, err := n.Train(300)
		if err != nil || again.Loss() != trained.Loss() {
			t.Errorf("seed %d: the same training ends at %v and %v, %v", seed, trained.Loss(), again.Loss(), err)
		}
	}
}

func TestTrainingIsBounded(t *testing.T) {
	n, _ := random(t, 1, 2, 3)
	for _, steps := range []int{-1, MaxSteps + 1} {
		if _, err := n.Train(steps); err == nil {
			t.Errorf("%d steps are taken", steps)
		}
	}
	if same, err := n.Train(0); err != nil || same.Loss() != n.Loss() {
		t.Errorf("no step changes the loss: %v", err)
	}
	for depth := 1; depth <= MaxDepth; depth++ {
		n, err := Random(3, depth, MaxWidth, 2)
		if err != nil {
			t.Fatal(err)
		}
		if trained, err := n.Train(200); err != nil || !(trained.Loss() < n.Loss()) {
			t.Errorf("depth %d: %v", depth, err)
		}
	}
}
