package rank

import (
	"math"
	"testing"

	"protocell/core/rng"
)

// pickByDefinition averages over every order in which ties can be broken, in each
// column on its own.
func pickByDefinition(x, y []float64, k int) (want Pick) {
	cases := 0.0
	best := math.Inf(-1)
	for _, v := range y {
		best = max(best, v)
	}
	for p := range permutations(len(x)) {
		for q := range permutations(len(x)) {
			cases++
			place, value := len(x)+1, math.Inf(-1)
			for i := range x {
				if !onList(x, p, i, k) {
					continue
				}
				if onList(y, q, i, k) {
					want.Precision += 1 / float64(k)
				}
				for at := 1; at < place; at++ {
					if onList(y, q, i, at) {
						place = at
					}
				}
				value = max(value, y[i])
			}
			want.Place += float64(place)
			want.Regret += best - value
		}
	}
	return Pick{want.Precision / cases, want.Place / cases, want.Regret / cases}
}

func TestPickIsAnExpectedValue(t *testing.T) {
	r := rng.Named(10, "rank/test")
	var s Resampler
	for range 60 {
		n := 1 + r.IntN(4)
		x, y, draws := random(r, n, 1+r.IntN(3)), make([]float64, n), drawn(r, n)
		for i := range y {
			y[i] = float64(r.IntN(3))
		}
		a, b := New(x), New(y)
		s.Take(b, draws)
		d := r.IntN(Lanes)
		for k := 1; k <= n; k++ {
			got, want := NewPicker(a, b, y).Best(&s, d, k), pickByDefinition(repeat(x, draws, d), repeat(y, draws, d), k)
			if math.Abs(got.Precision-want.Precision) > 1e-12 || math.Abs(got.Place-want.Place) > 1e-12 || math.Abs(got.Regret-want.Regret) > 1e-12 {
				t.Fatalf("best %d of %v and %v, %v times: %+v, want %+v", k, x, y, draws, got, want)
			}
		}
	}
}

// TestPickAgreesWithPrecision: if every row is drawn once, both count the same.
func TestPickAgreesWithPrecision(t *testing.T) {
	r := rng.Named(11, "rank/test")
	var s Resampler
	for range 100 {
		n := 1 + r.IntN(200)
		x, y, draws := random(r, n, 1+r.IntN(60)), make([]float64, n), make([][Lanes]int32, n)
		for i := range y {
			y[i], draws[i] = float64(r.IntN(50)), [Lanes]int32{1}
		}
		a, b, k := New(x), New(y), 1+r.IntN(n)
		s.Take(b, draws)
		got := NewPicker(a, b, y).Best(&s, 0, k)
		if want := Precision(a, b, k); math.Abs(got.Precision-want) > 1e-12 {
			t.Fatalf("best %d of %v and %v: %v, want %v", k, x, y, got.Precision, want)
		}
		if got.Place < 1 || got.Place > float64(n) || got.Regret < 0 || k == n && (got.Place != 1 || got.Regret != 0) {
			t.Fatalf("best %d of %v and %v: %+v", k, x, y, got)
		}
	}
}

func TestHypergeometric(t *testing.T) {
	// Two of five are marked, and three chosen.
	for h, want := range []float64{0.1, 0.6, 0.3} {
		if got := hypergeometric(nil, 5, 2, 3)[h]; math.Abs(got-want) > 1e-15 {
			t.Errorf("P(%d) is %v, want %v", h, got, want)
		}
	}
	mean := 0.0
	for h, w := range hypergeometric(nil, 100000, 50000, 20000) {
		mean += float64(h) * w
	}
	if math.Abs(mean-10000) > 1e-6 {
		t.Errorf("the mean is %v", mean)
	}
}

func TestPickRefuses(t *testing.T) {
	a := New([]float64{1, 2})
	var s Resampler
	s.Take(a, [][Lanes]int32{{1}, {1}})
	p := NewPicker(a, a, []float64{1, 2})
	for _, k := range []int{-1, 0, 3} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the best %d of 2 rows: no panic", k)
				}
			}()
			p.Best(&s, 0, k)
		}()
	}
}
