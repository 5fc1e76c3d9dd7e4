package rank

import (
	"math"
	"slices"
	"testing"

	"protocell/core/rng"
)

// TestPublished has examples of the literature and of the documentation of R and
// SciPy.
func TestPublished(t *testing.T) {
	for name, c := range map[string]struct {
		x, y     []float64
		rho, tau float64
		pairs    Pairs
	}{
		"ties": {
			x: []float64{1, 2, 2, 4}, y: []float64{1, 3, 2, 4},
			rho: 4.5 / math.Sqrt(4.5*5), tau: 5 / math.Sqrt(30), pairs: Pairs{Concordant: 5, TiedA: 1},
		},
		// Hollander and Wolfe, "Nonparametric statistical methods", 1973, page 187:
		// T = 26 of 36 pairs.
		"tuna": {
			x:   []float64{44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1},
			y:   []float64{2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8},
			rho: 0.6, tau: 16. / 36, pairs: Pairs{Concordant: 26, Discordant: 10},
		},
		"scipy spearmanr": {
			x: []float64{1, 2, 3, 4, 5}, y: []float64{5, 6, 7, 8, 7},
			rho: 0.8207826816681233, tau: 7 / math.Sqrt(90), pairs: Pairs{Concordant: 8, Discordant: 1, TiedB: 1},
		},
		"scipy kendalltau": {
			x: []float64{12, 2, 1, 12, 2}, y: []float64{1, 4, 7, 1, 0},
			rho: -5 / math.Sqrt(9*9.5), tau: -0.47140452079103173, pairs: Pairs{Concordant: 2, Discordant: 6, TiedA: 1, TiedBoth: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := New(c.x), New(c.y)
			rho, tau := Spearman(a, b), Kendall(a, b)
			if math.Abs(rho.Value-c.rho) > 1e-15 || !rho.Defined || rho.Rows != len(c.x) {
				t.Errorf("ρ is %+v, want %v", rho, c.rho)
			}
			if math.Abs(tau.Value-c.tau) > 1e-15 || !tau.Defined || tau.Rows != len(c.x) {
				t.Errorf("τ is %+v, want %v", tau, c.tau)
			}
			if got := new(Counter).Pairs(a, b); got != c.pairs {
				t.Errorf("the pairs are %+v, want %+v", got, c.pairs)
			}
		})
	}
}

func TestUndefined(t *testing.T) {
	for name, c := range map[string]struct{ x, y []float64 }{
		"none":     {},
		"one":      {[]float64{1}, []float64{2}},
		"constant": {[]float64{1, 2, 3}, []float64{7, 7, 7}},
		"no score": {[]float64{nan, inf, -inf}, []float64{1, 2, 3}},
	} {
		a, b := New(c.x), New(c.y)
		for _, s := range []Statistic{Spearman(a, b), Spearman(b, a), Kendall(a, b), Kendall(b, a)} {
			if s.Defined || s.Value != 0 {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

// pairsByDefinition looks at every pair.
func pairsByDefinition(x, y []float64) (p Pairs) {
	for i := range x {
		for j := range i {
			up, down := less(x[i], x[j]), less(x[j], x[i])
			switch tx, ty := !up && !down, !less(y[i], y[j]) && !less(y[j], y[i]); {
			case tx && ty:
				p.TiedBoth++
			case tx:
				p.TiedA++
			case ty:
				p.TiedB++
			case up == less(y[i], y[j]):
				p.Concordant++
			default:
				p.Discordant++
			}
		}
	}
	return p
}

// pearson is the textbook's correlation.
func pearson(x, y []float64) float64 {
	var mx, my, xx, yy, xy float64
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(y))
	}
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
		xy += (x[i] - mx) * (y[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

// check compares all that is said of two lists with its definition.
func check(t *testing.T, c *Counter, x, y []float64) {
	t.Helper()
	a, b := New(x), New(y)
	want := pairsByDefinition(x, y)
	if got := c.Pairs(a, b); got != want {
		t.Fatalf("%v and %v have pairs %+v, want %+v", x, y, got, want)
	}
	rho := Spearman(a, b)
	if rho.Defined {
		if r := pearson(a.Ranks(nil, Average), b.Ranks(nil, Average)); math.Abs(rho.Value-r) > 1e-12 {
			t.Fatalf("%v and %v have ρ %v, want %v", x, y, rho.Value, r)
		}
	}
	tau := c.Kendall(a, b)
	if tau.Defined != rho.Defined || math.Abs(tau.Value) > 1 || math.Abs(rho.Value) > 1 {
		t.Fatalf("%v and %v have ρ %+v and τ %+v", x, y, rho, tau)
	}
	unranked := 0
	for i := range x {
		if !finite(x[i]) || !finite(y[i]) {
			unranked++
		}
	}
	if rho.Unranked != unranked || tau.Unranked != unranked || Spearman(b, a) != rho {
		t.Fatalf("%v and %v: ρ is %+v, τ %+v; %d rows are unranked", x, y, rho, tau, unranked)
	}
	if p, ok := want.Agreement(); ok && want.TiedA+want.TiedB == 0 && math.Abs(2*p-1-tau.Value) > 1e-15 {
		t.Fatalf("%v and %v agree in %v of their pairs, and τ is %v", x, y, p, tau.Value)
	}
}

func TestByDefinition(t *testing.T) {
	r := rng.Named(2, "rank/test")
	var c Counter
	for range 500 {
		n := r.IntN(40)
		check(t, &c, random(r, n, 1+r.IntN(60)), random(r, n, 1+r.IntN(60)))
	}
}

// TestEqualAndOpposite: of any ranking with itself, ρ and τ are exactly 1, and of its
// reverse exactly -1.
func TestEqualAndOpposite(t *testing.T) {
	r := rng.Named(3, "rank/test")
	for range 200 {
		x := random(r, 2+r.IntN(200), 1+r.IntN(60))
		y := New(x).Ranks(nil, Dense)
		for i := range y {
			y[i] = -y[i]
		}
		a, b := New(x), New(y)
		if !Spearman(a, a).Defined {
			continue
		}
		if Spearman(a, a).Value != 1 || Spearman(a, b).Value != -1 || Kendall(a, a).Value != 1 || Kendall(a, b).Value != -1 {
			t.Fatalf("%v: %v %v %v %v", x, Spearman(a, a), Spearman(a, b), Kendall(a, a), Kendall(a, b))
		}
	}
}

// TestRowsMayBePermuted wants the same bits from any order of the rows.
func TestRowsMayBePermuted(t *testing.T) {
	r := rng.Named(4, "rank/test")
	for range 50 {
		n := 2 + r.IntN(300)
		x, y := random(r, n, 100), random(r, n, 100)
		u, v := make([]float64, n), make([]float64, n)
		for i, p := range r.Perm(n) {
			u[p], v[p] = x[i], y[i]
		}
		a, b, c, d := New(x), New(y), New(u), New(v)
		k := 1 + r.IntN(n)
		if Spearman(a, b) != Spearman(c, d) || Kendall(a, b) != Kendall(c, d) || Precision(a, b, k) != Precision(c, d, k) {
			t.Fatalf("%v and %v depend on the order of the rows", x, y)
		}
	}
}

// FuzzPairs makes two lists of small integers of each pair of bytes, 0 being not
// finite.
func FuzzPairs(f *testing.F) {
	f.Add([]byte("ABBDACBD"))
	f.Add([]byte{0, 0, 0, 1, 1, 0, 255, 255})
	f.Fuzz(func(t *testing.T, text []byte) {
		var x, y []float64
		for pair := range slices.Chunk(text[:min(len(text), 200)/2*2], 2) {
			v := [2]float64{float64(pair[0]), float64(pair[1])}
			for i := range v {
				if v[i] == 0 {
					v[i] = nan
				}
			}
			x, y = append(x, v[0]), append(y, v[1])
		}
		check(t, new(Counter), x, y)
	})
}

// benchmarkColumns are of the size of NAS-Bench-201, the second in its order.
func benchmarkColumns() (a, b []float64) {
	const n = 15625
	r := rng.Named(6, "rank/test")
	for i := range n {
		v := float64(i) / n
		a, b = append(a, v+r.Float64()), append(b, v)
	}
	return a, b
}

func BenchmarkSet(b *testing.B) {
	x, _ := benchmarkColumns()
	var c Column
	for b.Loop() {
		c.Set(x)
	}
}

func BenchmarkSpearman(b *testing.B) {
	x, y := benchmarkColumns()
	c, d := New(x), New(y)
	for b.Loop() {
		Spearman(c, d)
	}
}

func BenchmarkKendall(b *testing.B) {
	x, y := benchmarkColumns()
	c, d := New(x), New(y)
	var k Counter
	b.ReportAllocs()
	for b.Loop() {
		k.Kendall(c, d)
	}
}
