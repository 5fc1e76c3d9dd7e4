package rank

import (
	"math"
	"testing"

	"protocell/core/rng"
)

func TestPrecision(t *testing.T) {
	for name, c := range map[string]struct {
		a, b []float64
		k    int
		want float64
	}{
		"same":     {[]float64{1, 2, 3}, []float64{1, 2, 3}, 1, 1},
		"opposite": {[]float64{1, 2, 3}, []float64{3, 2, 1}, 1, 0},
		"half":     {[]float64{1, 2, 3, 4}, []float64{3, 1, 2, 4}, 2, 0.5},
		"all":      {[]float64{1, 2, nan}, []float64{nan, 2, 1}, 3, 1},
		// Each list takes one of two at random: both the same one in half of all cases.
		"both tied": {[]float64{5, 5, 1}, []float64{5, 5, 1}, 1, 0.5},
		// The last is on one list for sure, and on the other in one case of three.
		"one tied": {[]float64{7, 7, 7}, []float64{1, 2, 3}, 1, 1. / 3},
		"unranked": {[]float64{nan, inf, 4}, []float64{2, 3, 1}, 2, 0.5},
	} {
		if got := Precision(New(c.a), New(c.b), c.k); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestPrecisionIsAnExpectedValue averages over every order in which ties can be
// broken, in each column on its own.
func TestPrecisionIsAnExpectedValue(t *testing.T) {
	r := rng.Named(7, "rank/test")
	for range 40 {
		n := 1 + r.IntN(4)
		x, y := random(r, n, 3), random(r, n, 3)
		k := 1 + r.IntN(n)
		sum, cases := 0, 0
		for p := range permutations(n) {
			for q := range permutations(n) {
				cases++
				for i := range n {
					if onList(x, p, i, k) && onList(y, q, i, k) {
						sum++
					}
				}
			}
		}
		want := float64(sum) / float64(cases) / float64(k)
		if got := Precision(New(x), New(y), k); math.Abs(got-want) > 1e-12 {
			t.Fatalf("best %d of %v and %v: %v, want %v", k, x, y, got, want)
		}
	}
}

// onList reports whether a row is among the best k if ties are broken by tie.
func onList(x []float64, tie []int, row, k int) bool {
	better := 0
	for i := range x {
		if less(x[row], x[i]) || !less(x[i], x[row]) && tie[i] < tie[row] {
			better++
		}
	}
	return better < k
}

// permutations yields every permutation of n numbers.
func permutations(n int) func(func([]int) bool) {
	return func(yield func([]int) bool) {
		p := make([]int, 0, n)
		var rest func() bool
		rest = func() bool {
			if len(p) == n {
				return yield(p)
			}
			for i := range n {
				used := false
				for _, j := range p {
					used = used || i == j
				}
				if used {
					continue
				}
				p = append(p, i)
				if !rest() {
					return false
				}
				p = p[:len(p)-1]
			}
			return true
		}
		rest()
	}
}

func TestPrecisionRefuses(t *testing.T) {
	a := New([]float64{1, 2})
	for _, k := range []int{-1, 0, 3} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the best %d of 2 rows: no panic", k)
				}
			}()
			Precision(a, a, k)
		}()
	}
}
