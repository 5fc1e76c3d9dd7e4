package rank

import (
	"math"
	"slices"
	"testing"

	"protocell/core/rng"
)

var nan, inf = math.NaN(), math.Inf(1)

// random returns n values of a few distinct ones, if distinct is small; some are not
// finite.
func random(r *rng.Stream, n, distinct int) []float64 {
	x := make([]float64, n)
	for i := range x {
		switch k := r.IntN(distinct + 1); k {
		case 0:
			x[i] = []float64{nan, inf, -inf}[r.IntN(3)]
		default:
			x[i] = float64(k) - float64(distinct)/2
		}
	}
	return x
}

// less is the order of values, in its shortest form.
func less(a, b float64) bool { return finite(b) && (!finite(a) || a < b) }

func TestRanks(t *testing.T) {
	for name, c := range map[string]struct {
		values                   []float64
		average, low, top, dense []float64
		places                   []int
		unranked                 int
	}{
		"none": {},
		"one":  {values: []float64{7}, average: []float64{1}, low: []float64{1}, top: []float64{1}, dense: []float64{1}, places: []int{1}},
		"ties": {
			values:  []float64{1, 2, 2, 4},
			average: []float64{1, 2.5, 2.5, 4}, low: []float64{1, 2, 2, 4}, top: []float64{1, 3, 3, 4}, dense: []float64{1, 2, 2, 3},
			places: []int{4, 2, 2, 1},
		},
		"zeros": {
			values:  []float64{0, math.Copysign(0, -1)},
			average: []float64{1.5, 1.5}, low: []float64{1, 1}, top: []float64{2, 2}, dense: []float64{1, 1},
			places: []int{1, 1},
		},
		"last": {
			values:  []float64{inf, -3, nan, -math.MaxFloat64, -inf},
			average: []float64{2, 5, 2, 4, 2}, low: []float64{1, 5, 1, 4, 1}, top: []float64{3, 5, 3, 4, 3}, dense: []float64{1, 3, 1, 2, 1},
			places: []int{3, 1, 3, 2, 3}, unranked: 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			col := New(c.values)
			for ties, want := range map[Ties][]float64{Average: c.average, Min: c.low, Max: c.top, Dense: c.dense} {
				if got := col.Ranks(nil, ties); !slices.Equal(got, want) {
					t.Errorf("by rule %d the ranks are %v, want %v", ties, got, want)
				}
			}
			for row, want := range c.places {
				if got := col.Place(row); got != want {
					t.Errorf("row %d has place %d, want %d", row, got, want)
				}
			}
			if col.Unranked() != c.unranked || col.Len() != len(c.values) {
				t.Errorf("%d of %d are unranked, want %d", col.Unranked(), col.Len(), c.unranked)
			}
		})
	}
}

// TestRanksByDefinition counts, for each row, the rows below and beside it.
func TestRanksByDefinition(t *testing.T) {
	r := rng.Named(1, "rank/test")
	var col Column // its memory is reused
	for range 300 {
		x := random(r, r.IntN(40), 1+r.IntN(12))
		col.Set(x)
		average, low, top := col.Ranks(nil, Average), col.Ranks(nil, Min), col.Ranks(nil, Max)
		for i := range x {
			below, beside := 0, 0
			for j := range x {
				switch {
				case less(x[j], x[i]):
					below++
				case !less(x[i], x[j]):
					beside++
				}
			}
			if low[i] != float64(below+1) || top[i] != float64(below+beside) || average[i] != (low[i]+top[i])/2 {
				t.Fatalf("row %d of %v has ranks %v, %v, %v", i, x, low[i], average[i], top[i])
			}
		}
		for k := 1; k < len(x); k++ {
			if i, j := col.Order()[k-1], col.Order()[k]; less(x[j], x[i]) || !less(x[i], x[j]) && i > j {
				t.Fatalf("%v is ordered %v", x, col.Order())
			}
		}
	}
}

func TestFinite(t *testing.T) {
	x, y, left := Finite([]float64{1, nan, 3, 4}, []float64{5, 6, inf, 8})
	if !slices.Equal(x, []float64{1, 4}) || !slices.Equal(y, []float64{5, 8}) || left != 2 {
		t.Errorf("%v, %v without %d", x, y, left)
	}
}

func TestLengthsMustAgree(t *testing.T) {
	a, b := New([]float64{1, 2}), New([]float64{1, 2, 3})
	for name, f := range map[string]func(){
		"Spearman":  func() { Spearman(a, b) },
		"Kendall":   func() { Kendall(a, b) },
		"Precision": func() { Precision(a, b, 1) },
		"Finite":    func() { Finite([]float64{1}, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s of unequal lengths does not panic", name)
				}
			}()
			f()
		}()
	}
}
