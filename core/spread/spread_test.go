package spread

import (
	"math"
	"testing"

	"protocell/core/rank"
	"protocell/core/rng"
)

var nan, inf = math.NaN(), math.Inf(1)

// is compares a number that may not be defined; want is NaN if it is not.
func is(v float64, ok bool, want float64) bool {
	if math.IsNaN(want) {
		return !ok && v == 0
	}
	return ok && math.Abs(v-want) <= 1e-15*math.Abs(want)
}

func TestSummarize(t *testing.T) {
	for name, c := range map[string]struct {
		values       []float64
		n, left      int
		mean, sd, cv float64
	}{
		"none":            {nil, 0, 0, nan, nan, nan},
		"one":             {[]float64{-3}, 1, 0, -3, nan, nan},
		"eight":           {[]float64{2, 4, 4, 4, 5, 5, 7, 9}, 8, 0, 5, math.Sqrt(32. / 7), math.Sqrt(32./7) / 5},
		"negative":        {[]float64{-1, -3}, 2, 0, -2, math.Sqrt2, math.Sqrt2 / 2},
		"constant":        {[]float64{7, 7, 7}, 3, 0, 7, 0, 0},
		"constant tenths": {[]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 7, 0, 0.1, 0, 0},
		"too far apart":   {[]float64{-math.MaxFloat64, math.MaxFloat64}, 2, 0, 0, nan, nan},
		"around zero":     {[]float64{-1, 1}, 2, 0, 0, math.Sqrt2, nan},
		"zeros":           {[]float64{0, 0}, 2, 0, 0, 0, nan},
		"some left out":   {[]float64{nan, 1, inf, 3, -inf}, 2, 3, 2, math.Sqrt2, math.Sqrt2 / 2},
		"all left out":    {[]float64{nan, inf}, 0, 2, nan, nan, nan},
		"large":           {[]float64{1e308, 1.5e308}, 2, 0, 1.25e308, math.Sqrt(0.125) * 1e308, math.Sqrt(0.125) / 1.25},
		"small":           {[]float64{1e-300, 3e-300}, 2, 0, 2e-300, math.Sqrt2 * 1e-300, math.Sqrt2 / 2},
		"far from zero":   {[]float64{1e9 + 1, 1e9 + 2, 1e9 + 3}, 3, 0, 1e9 + 2, 1, 1 / (1e9 + 2)},
	} {
		s := Summarize(c.values)
		mean, ok := s.Mean()
		if !is(mean, ok, c.mean) {
			t.Errorf("%s: the mean is %v, %v, want %v", name, mean, ok, c.mean)
		}
		sd, ok := s.SD()
		if !is(sd, ok, c.sd) {
			t.Errorf("%s: the standard deviation is %v, %v, want %v", name, sd, ok, c.sd)
		}
		cv, ok := s.CV()
		if !is(cv, ok, c.cv) {
			t.Errorf("%s: the coefficient of variation is %v, %v, want %v", name, cv, ok, c.cv)
		}
		if s.N != c.n || s.Left != c.left {
			t.Errorf("%s: %d numbers without %d, want %d without %d", name, s.N, s.Left, c.n, c.left)
		}
	}
}

// TestSummaryScales: a factor of a power of two scales mean and deviation, to the bit.
func TestSummaryScales(t *testing.T) {
	r := rng.Named(1, "spread/test")
	for range 100 {
		x, y := make([]float64, 2+r.IntN(20)), []float64{}
		for i := range x {
			x[i] = r.Float64() - 0.5
			y = append(y, x[i]*0x1p800)
		}
		a, b := Summarize(x), Summarize(y)
		if a.mean*0x1p800 != b.mean || a.sd*0x1p800 != b.sd {
			t.Fatalf("%v: %+v, and times 2^800 %+v", x, a, b)
		}
		if lo, hi := minMax(x); a.mean < lo || a.mean > hi || a.sd < 0 || a.sd > hi-lo {
			t.Fatalf("%v: %+v", x, a)
		}
	}
}

func minMax(x []float64) (lo, hi float64) {
	lo, hi = inf, -inf
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

func TestStable(t *testing.T) {
	up, down, flat := rank.New([]float64{1, 2, 3}), rank.New([]float64{3, 2, 1}), rank.New([]float64{5, 5, 5})
	some := rank.New([]float64{nan, 2, 3})
	for name, c := range map[string]struct {
		repeats []*rank.Column
		want    Stability
	}{
		"none":      {nil, Stability{}},
		"one":       {[]*rank.Column{up}, Stability{Repeats: 1}},
		"same":      {[]*rank.Column{up, up, up}, Stability{Repeats: 3, Spearman: 1, Kendall: 1, Pairs: 3}},
		"opposite":  {[]*rank.Column{up, down}, Stability{Repeats: 2, Spearman: -1, Kendall: -1, Pairs: 1}},
		"two ways":  {[]*rank.Column{up, down, up}, Stability{Repeats: 3, Spearman: -1. / 3, Kendall: -1. / 3, Pairs: 3}},
		"undefined": {[]*rank.Column{up, flat, up}, Stability{Repeats: 3, Spearman: 1, Kendall: 1, Pairs: 1, Undefined: 2}},
		"unranked":  {[]*rank.Column{up, some}, Stability{Repeats: 2, Spearman: 1, Kendall: 1, Pairs: 1, Unranked: 1}},
	} {
		if got := Stable(c.repeats); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// noisy returns two rankings that agree more or less.
func noisy(r *rng.Stream, n int) (a, b *rank.Column) {
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = r.Float64()
		y[i] = x[i] + r.Float64()
	}
	return rank.New(x), rank.New(y)
}

// TestSweepCovers draws samples of pairs whose correlation is known: the interval has
// it about as often as it says.
func TestSweepCovers(t *testing.T) {
	r := rng.Named(2, "spread/test")
	a, b := noisy(r, 100000)
	truth := rank.Spearman(a, b).Value
	const trials = 200
	hits, width := 0, 0.0
	for range trials {
		a, b := noisy(r, 60)
		in := Sweep(a, b, 300, r)
		if in.Statistic != rank.Spearman(a, b) || in.Resamples != 300 || in.Undefined != 0 || in.Rows != 60 {
			t.Fatalf("%+v", in)
		}
		if in.Low > in.High || in.Low < -1 || in.High > 1 {
			t.Fatalf("%+v", in)
		}
		width += (in.High - in.Low) / trials
		if in.Low <= truth && truth <= in.High {
			hits++
		}
	}
	// The percentile interval is known to be a little short; 3 binomial deviations.
	if hits < trials*88/100 || hits == trials || width > 0.4 {
		t.Errorf("%d of %d intervals of mean width %.2f cover %v", hits, trials, width, truth)
	}
}

func TestSweepIsSeeded(t *testing.T) {
	a, b := noisy(rng.Named(3, "spread/test"), 40)
	first, again, other := Sweep(a, b, 100, rng.Named(1, "x")), Sweep(a, b, 100, rng.Named(1, "x")), Sweep(a, b, 100, rng.Named(2, "x"))
	if first != again {
		t.Errorf("%+v, and again %+v", first, again)
	}
	if first.Low == other.Low && first.High == other.High {
		t.Errorf("another seed gives %+v too", first)
	}
}

func TestSweepOfFew(t *testing.T) {
	r := rng.Named(4, "spread/test")
	for _, n := range []int{0, 1} {
		a, b := noisy(r, n)
		if in := Sweep(a, b, 50, r); in.Defined || in.Resamples != 0 || in.Low != 0 || in.High != 0 {
			t.Errorf("%d rows: %+v", n, in)
		}
	}
	// Of two rows, half of the resamples have one of them twice.
	a := rank.New([]float64{1, 2})
	if in := Sweep(a, a, 1000, r); in.Resamples+in.Undefined != 1000 || in.Undefined < 400 || in.Undefined > 600 || in.Low != 1 || in.High != 1 {
		t.Errorf("two rows: %+v", in)
	}
	if in := Sweep(a, a, 0, r); in.Value != 1 || in.Resamples != 0 {
		t.Errorf("without resamples: %+v", in)
	}
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		sorted  []float64
		q, want float64
	}{
		{[]float64{3}, 0.975, 3},
		{[]float64{1, 2}, 0, 1},
		{[]float64{1, 2}, 1, 2},
		{[]float64{1, 2}, 0.25, 1.25},
		{[]float64{0, 10, 20, 30, 40}, 0.5, 20},
		{[]float64{0, 10, 20, 30, 40}, 0.9, 36},
	} {
		if got := quantile(c.sorted, c.q); math.Abs(got-c.want) > 1e-14 {
			t.Errorf("quantile %v of %v is %v, want %v", c.q, c.sorted, got, c.want)
		}
	}
}

func BenchmarkSweep(b *testing.B) {
	x, y := noisy(rng.Named(5, "spread/test"), 1000)
	for b.Loop() {
		Sweep(x, y, Resamples, rng.Named(1, "x"))
	}
}
