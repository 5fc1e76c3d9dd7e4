package hypothesis

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"protocell/core/rng"
)

func near(a, b, relative float64) bool { return math.Abs(a-b) <= relative*math.Abs(b) }

// TestDistributions has gonum as its peer.
func TestDistributions(t *testing.T) {
	for n := 1; n < 200; n++ {
		want, _ := math.Lgamma(float64(n) / 2)
		if got := lnGamma(n); math.Abs(got-want) > 1e-13*max(1, math.Abs(want)) {
			t.Errorf("ln Γ(%d/2) is %v, want %v", n, got, want)
		}
	}
	r := rng.Named(1, "hypothesis/test")
	for range 3000 {
		m, n := 1+r.IntN(60), 1+r.IntN(300)
		x := 3 * r.Float64()
		chi := float64(m) * x
		if got, want := chiSquareUpper(chi, m), mathext.GammaIncRegComp(float64(m)/2, chi/2); !near(got, want, 1e-10) {
			t.Fatalf("χ²(%d) over %v has %v, want %v", m, chi, got, want)
		}
		if got, want := fUpper(x, m, n), mathext.RegIncBeta(float64(n)/2, float64(m)/2, float64(n)/(float64(n)+float64(m)*x)); !near(got, want, 1e-10) {
			t.Fatalf("F(%d, %d) over %v has %v, want %v", m, n, x, got, want)
		}
		z := 6*r.Float64() - 3
		if got, want := normalUpper(z), distuv.UnitNormal.Survival(z); !near(got, want, 1e-12) {
			t.Fatalf("the normal distribution over %v has %v, want %v", z, got, want)
		}
	}
	// The ends of the range.
	if chiSquareUpper(0, 3) != 1 || fUpper(0, 2, 3) != 1 || normalUpper(0) != 0.5 || rangeUpper(0, 3) != 1 || chiSquareUpper(5000, 3) != 0 {
		t.Error("the ends of a distribution are not exact")
	}
}

// TestRange has the quantiles of table 5(a) of Demšar (JMLR 2006), which are divided by
// √2.
func TestRange(t *testing.T) {
	for k, want := range map[int]float64{2: 1.960, 3: 2.343, 4: 2.569, 5: 2.728, 6: 2.850, 7: 2.949, 8: 3.031, 9: 3.102, 10: 3.164} {
		if got := rangeQuantile(0.05, k) / math.Sqrt2; math.Abs(got-want) > 0.00151 {
			t.Errorf("the quantile for %d methods is %v, want %v", k, got, want)
		}
	}
	// Of two, the range is |N(0, 2)|.
	for _, q := range []float64{0.1, 1, 2.77, 5} {
		if got, want := rangeUpper(q, 2), 2*distuv.UnitNormal.Survival(q/math.Sqrt2); math.Abs(got-want) > 1e-13 {
			t.Errorf("over %v is %v, want %v", q, got, want)
		}
	}
}

// TestDemsar has the example of section 3.2.2 of Demšar (JMLR 2006): four classifiers
// on 14 data sets.
func TestDemsar(t *testing.T) {
	scores := [][]float64{
		{0.763, 0.768, 0.771, 0.798}, {0.599, 0.591, 0.590, 0.569}, {0.954, 0.971, 0.968, 0.967},
		{0.628, 0.661, 0.654, 0.657}, {0.882, 0.888, 0.886, 0.898}, {0.936, 0.931, 0.916, 0.931},
		{0.661, 0.668, 0.609, 0.685}, {0.583, 0.583, 0.563, 0.625}, {0.775, 0.838, 0.866, 0.875},
		{1.000, 1.000, 1.000, 1.000}, {0.940, 0.962, 0.965, 0.962}, {0.619, 0.666, 0.614, 0.669},
		{0.972, 0.981, 0.9751, 0.975}, {0.957, 0.978, 0.946, 0.970},
	}
	f, err := NewFriedman(scores)
	if err != nil {
		t.Fatal(err)
	}
	for m, want := range []float64{3.143, 2.000, 2.893, 1.964} {
		if math.Abs(f.Average[m]-want) > 0.0006 {
			t.Errorf("the average ranks are %v", f.Average)
			break
		}
	}
	// He leaves ties uncorrected: one of four, and three of two.
	if !near(f.ChiSquare*(1-78./840), 9.28, 0.001) || !near(f.CriticalDifference, 1.25, 0.005) {
		t.Errorf("χ² is %v, the critical difference %v", f.ChiSquare, f.CriticalDifference)
	}
}

func TestFriedman(t *testing.T) {
	same := [][]float64{{1, 2, 3}, {4, 5, 6}, {0, 7, 8}}
	if f, err := NewFriedman(same); err != nil || !f.Same || f.F != 0 || f.FP != 0 || math.Abs(f.ChiSquare-6) > 1e-12 || !slices.Equal(f.Average, []float64{3, 2, 1}) {
		t.Errorf("the same ranks: %+v, %v", f, err)
	}
	if f, err := NewFriedman([][]float64{{1, 1}, {2, 2}}); err != nil || f.P != 1 || f.FP != 1 || f.ChiSquare != 0 {
		t.Errorf("all tied: %+v, %v", f, err)
	}
	for name, scores := range map[string][][]float64{
		"none": nil, "one task": {{1, 2}}, "one method": {{1}, {2}}, "ragged": {{1, 2}, {1}},
		"NaN": {{1, 2}, {1, math.NaN()}}, "infinite": {{1, 2}, {1, math.Inf(-1)}},
	} {
		if f, err := NewFriedman(scores); err == nil {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestFriedmanLevel: of methods that do not differ, the test finds a difference about as
// often as it says.
func TestFriedmanLevel(t *testing.T) {
	r := rng.Named(2, "hypothesis/test")
	const trials = 600
	wrong := 0
	for range trials {
		scores := make([][]float64, 12)
		for i := range scores {
			for range 5 {
				scores[i] = append(scores[i], r.Float64())
			}
		}
		f, err := friedman(scores)
		if err != nil {
			t.Fatal(err)
		}
		if f.FP < 0.05 {
			wrong++
		}
	}
	// 3 binomial deviations.
	if wrong < 14 || wrong > 46 {
		t.Errorf("%d of %d are below 5 %%", wrong, trials)
	}
}

func TestWilcoxon(t *testing.T) {
	for name, c := range map[string]struct {
		a, b []float64
		want Wilcoxon
	}{
		"none":  {nil, nil, Wilcoxon{P: 1}},
		"equal": {[]float64{1, 2}, []float64{1, 2}, Wilcoxon{Equal: 2, P: 1}},
		"all up": {
			[]float64{2, 4, 6, 8, 10}, []float64{1, 2, 3, 4, 5},
			Wilcoxon{Pairs: 5, Up: 15, P: 2. / 32},
		},
		// Hollander and Wolfe, "Nonparametric statistical methods", 1973, page 29, the
		// depression scale: V = 40 of 45, and 2·0.01953125.
		"depression": {
			[]float64{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30},
			[]float64{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29},
			Wilcoxon{Pairs: 9, Up: 40, Down: 5, P: 0.0390625},
		},
		"ties": {
			[]float64{1, 1, -1}, []float64{0, 0, 0},
			Wilcoxon{Pairs: 3, Up: 4, Down: 2, P: 1},
		},
	} {
		if got, err := NewWilcoxon(c.a, c.b); err != nil || *got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, c.want)
		}
	}
	for name, c := range map[string][2][]float64{
		"lengths": {{1}, nil}, "NaN": {{1, math.NaN()}, {1, 2}}, "infinite": {{math.Inf(1)}, {1}},
	} {
		if got, err := NewWilcoxon(c[0], c[1]); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestWilcoxonMeets: where the exact level ends the approximate one goes on.
func TestWilcoxonMeets(t *testing.T) {
	r := rng.Named(3, "hypothesis/test")
	for range 20 {
		a, b := make([]float64, exactPairs+1), make([]float64, exactPairs+1)
		for i := range a {
			a[i], b[i] = r.Float64()+0.1, r.Float64()
		}
		w, err := NewWilcoxon(a, b)
		if err != nil {
			t.Fatal(err)
		}
		var sizes []float64
		for i := range a {
			sizes = append(sizes, math.Abs(a[i]-b[i]))
		}
		slices.Sort(sizes)
		ranks := make([]float64, len(sizes))
		for i := range ranks {
			ranks[i] = float64(i + 1)
		}
		if exact := signs(ranks, min(w.Up, w.Down)); math.Abs(w.P-exact) > 0.01 {
			t.Errorf("P is %v, exactly %v", w.P, exact)
		}
	}
}

func TestHolm(t *testing.T) {
	if got, want := Holm([]float64{0.01, 0.04, 0.03, 0.005}), []float64{0.03, 0.06, 0.06, 0.02}; !slices.EqualFunc(got, want, func(a, b float64) bool { return near(a, b, 1e-12) }) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Holm([]float64{0.9, 0.8}); !slices.Equal(got, []float64{1, 1}) {
		t.Errorf("%v", got)
	}
	if len(Holm(nil)) != 0 {
		t.Error("no tests have levels")
	}
}
