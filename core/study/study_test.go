package study

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"protocell/core/rank"
	"protocell/core/rng"
	"protocell/core/wire"
)

var nan, inf = math.NaN(), math.Inf(1)

// sample returns a truth and proxies that follow it more or less; some have ties, and
// some numbers are not finite.
func sample(seed uint64, rows, proxies int) (truth Column, columns []Column) {
	r := rng.Named(seed, "study/test")
	truth.ID = "accuracy"
	for range rows {
		truth.Values = append(truth.Values, math.Floor(2000*r.Float64())/20)
	}
	for i := range proxies {
		c := Column{ID: fmt.Sprintf("p%d", i), Lower: i == 3}
		for _, v := range truth.Values {
			v += 20 * float64(i+1) * r.Float64()
			switch {
			case i == 1 || i == 2:
				v = math.Floor(v / 8)
			case i == 4 && r.IntN(20) == 0:
				v = nan
			}
			if c.Lower {
				v = -v
			}
			c.Values = append(c.Values, v)
		}
		columns = append(columns, c)
	}
	return truth, columns
}

// drawAnew returns the rows of draw d, which a study of the rows in the order of the
// truth draws.
func drawAnew(seed uint64, d, rows int) (out []int) {
	draws := make([][rank.Lanes]int32, rows)
	resample(draws, 2, rng.New(rng.Named(seed, "study/draw").Key, uint64(d)))
	for row, t := range draws {
		for range t[2] {
			out = append(out, row)
		}
	}
	return out
}

// TestComputeByDefinition draws anew, and compares every statistic with those of the
// drawn rows written out.
func TestComputeByDefinition(t *testing.T) {
	const rows, draws = 60, 41
	truth, columns := sample(2, rows, 5)
	truth.Values[7] = inf
	o := Options{Seed: 9, Draws: draws, Top: []Top{{K: 1}, {Percent: 10}}, Given: []string{"p1"}}
	got, err := Compute(truth, columns, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.Rows != rows-1 || got.Left != 1 || got.Draws != draws || got.Projected || !reflect.DeepEqual(got.Top, []Top{{K: 1}, {K: 6, Percent: 10}}) {
		t.Errorf("%d rows, %d left, %d draws, %v", got.Rows, got.Left, got.Draws, got.Top)
	}
	y, xs, _ := choose(truth, columns, false)
	c := &comparison{y: y, xs: xs}
	c.sort()
	take := func(x []float64, rows []int) (out []float64) {
		for _, row := range rows {
			out = append(out, x[row])
		}
		return out
	}
	all := make([]int, rows-1)
	for i := range all {
		all[i] = i
	}
	samples := [][]int{all}
	for d := range draws {
		samples = append(samples, drawAnew(o.Seed, d, rows-1))
	}
	target := make([]*rank.Column, len(samples))
	given := make([]*rank.Column, len(samples))
	for i, rows := range samples {
		target[i], given[i] = rank.New(take(c.y, rows)), rank.New(take(c.xs[1], rows))
	}
	for i, p := range got.Proxies {
		statistics := map[string]struct {
			got Estimate
			of  func(a *rank.Column, i int) rank.Statistic
		}{
			"ρ": {p.Spearman, func(a *rank.Column, i int) rank.Statistic { return rank.Spearman(a, target[i]) }},
			"τ": {p.Kendall, func(a *rank.Column, i int) rank.Statistic { return rank.Kendall(a, target[i]) }},
			"pairs": {p.Pairs, func(a *rank.Column, i int) rank.Statistic {
				v, ok := new(rank.Counter).Pairs(a, target[i]).Agreement()
				return rank.Statistic{Value: v, Defined: ok}
			}},
			"precision": {p.Best[1].Precision, func(a *rank.Column, i int) rank.Statistic {
				return rank.Statistic{Value: rank.Precision(a, target[i], 6), Defined: true}
			}},
		}
		if i != 1 {
			statistics["ρ given p1"] = struct {
				got Estimate
				of  func(a *rank.Column, i int) rank.Statistic
			}{p.Partial[0].Rho, func(a *rank.Column, i int) rank.Statistic {
				xy, xz, zy := rank.Spearman(a, target[i]).Value, rank.Spearman(a, given[i]).Value, rank.Spearman(given[i], target[i]).Value
				return rank.Statistic{Value: (xy - xz*zy) / math.Sqrt((1-xz*xz)*(1-zy*zy)), Defined: true}
			}}
		}
		for name, s := range statistics {
			var values []float64
			for k, rows := range samples {
				v := s.of(rank.New(take(c.xs[i], rows)), k)
				if k == 0 {
					if math.Abs(v.Value-s.got.Value) > 1e-12 || v.Defined != s.got.Defined {
						t.Errorf("%s of %s is %+v, want %+v", name, p.ID, s.got, v)
					}
				} else if v.Defined {
					values = append(values, v.Value)
				}
			}
			slices.Sort(values)
			// 40 is a multiple of 1/0.025: the quantiles are draws themselves.
			if s.got.Draws != draws || math.Abs(s.got.Low-values[1]) > 1e-12 || math.Abs(s.got.High-values[draws-2]) > 1e-12 {
				t.Errorf("%s of %s is %+v, want %v to %v", name, p.ID, s.got, values[1], values[draws-2])
			}
		}
	}
}

// TestTruthAgainstItself: a proxy that is the truth agrees in all draws, is always first,
// and its pick has no regret.
func TestTruthAgainstItself(t *testing.T) {
	truth, columns := sample(3, 200, 3)
	columns[2].Values = truth.Values
	r, err := Compute(truth, columns, Options{Draws: 50, Top: []Top{{K: 5}}, Given: []string{"p2"}, Repeats: 5}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, one := r.Proxies[2], Estimate{Value: 1, Defined: true, Low: 1, High: 1, Draws: 50}
	if p.Spearman != one || p.Kendall != one || p.Pairs != one || p.First != 1 || p.Best[0].Regret.High != 0 || p.Best[0].Precision.Value < 0.6 {
		t.Errorf("%+v", p)
	}
	if r.Proxies[0].Partial[0].Rho.Defined {
		t.Errorf("there is a correlation given the truth: %+v", r.Proxies[0].Partial)
	}
	for _, step := range p.Convergence {
		if step.Median != 1 || step.Low != 1 || step.High != 1 {
			t.Errorf("%+v", step)
		}
	}
	if d := r.Differences[1]; d.A != "p2" || d.P != 2./51 || d.Holm < d.P || d.Rho.Low <= 0 {
		t.Errorf("%+v", d)
	}
}

// TestConvergence: bands narrow as samples grow, and end in the value of all rows.
func TestConvergence(t *testing.T) {
	truth, columns := sample(4, 700, 2)
	r, err := Compute(truth, columns, Options{Repeats: 21}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Proxies {
		var sizes []int
		for i, s := range p.Convergence {
			sizes = append(sizes, s.Rows)
			if s.Low > s.Median || s.Median > s.High || i > 2 && s.High-s.Low > p.Convergence[i-3].High-p.Convergence[i-3].Low {
				t.Errorf("%s: %+v", p.ID, p.Convergence)
			}
		}
		last := p.Convergence[len(sizes)-1]
		if !slices.Equal(sizes, []int{10, 20, 50, 100, 200, 500, 700}) || last.Median != p.Spearman.Value || p.Spearman.Draws != 0 {
			t.Errorf("%s: sizes %v, %+v", p.ID, sizes, last)
		}
	}
}

// TestIntervalCovers draws samples of a space in which ρ is known: the interval has it
// about as often as it says, where τ is projected too.
func TestIntervalCovers(t *testing.T) {
	r := rng.Named(5, "study/test")
	full := func(n int) (x, y []float64) {
		for range n {
			v := r.Float64()
			x, y = append(x, v+r.Float64()), append(y, v)
		}
		return x, y
	}
	x, y := full(50000)
	rho, tau := rank.Spearman(rank.New(x), rank.New(y)).Value, rank.Kendall(rank.New(x), rank.New(y)).Value
	const trials = 40
	var hitsRho, hitsTau int
	for range trials {
		x, y := full(rank.ExactRows + 200)
		got, err := Compute(Column{Values: y}, []Column{{ID: "x", Values: x}}, Options{Draws: 100}, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := got.Proxies[0]
		if p.Spearman.Low <= rho && rho <= p.Spearman.High {
			hitsRho++
		}
		if p.Kendall.Low <= tau && tau <= p.Kendall.High {
			hitsTau++
		}
		if !got.Projected {
			t.Fatal("τ is not projected")
		}
	}
	// 38 are expected; 4 binomial deviations.
	if hitsRho < 32 || hitsTau < 32 {
		t.Errorf("of %d intervals %d cover ρ and %d τ", trials, hitsRho, hitsTau)
	}
}

func TestFiniteRowsOnly(t *testing.T) {
	truth, columns := sample(6, 300, 5)
	count := 0
	for _, v := range columns[4].Values {
		if math.IsNaN(v) {
			count++
		}
	}
	all, err := Compute(truth, columns, Options{}, nil)
	if err != nil || all.Left != 0 || all.Proxies[4].Unranked != count || count == 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	some, err := Compute(truth, columns, Options{Finite: true}, nil)
	if err != nil || some.Left != count || some.Rows != 300-count || some.Proxies[4].Unranked != 0 {
		t.Fatalf("%+v, %v", some, err)
	}
	if some.Proxies[4].Spearman.Value <= all.Proxies[4].Spearman.Value {
		t.Error("failures do not cost a proxy anything")
	}
}

// TestSmall takes what has no statistics.
func TestSmall(t *testing.T) {
	for rows := range 4 {
		truth, columns := sample(7, rows, 3)
		columns[0].Values = make([]float64, rows)
		r, err := Compute(truth, columns, Options{Draws: 20, Top: Defaults().Top, Given: []string{"p0"}, Repeats: 3}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p := r.Proxies[0]; p.Spearman.Defined || p.Kendall.Defined || p.Pearson.Defined || p.Spearman.Draws != 0 {
			t.Errorf("%d rows: %+v", rows, p)
		}
		if text, err := json.Marshal(r); err != nil {
			t.Errorf("%d rows: %v: %s", rows, err, text)
		}
	}
}

func TestProgressAndCancel(t *testing.T) {
	truth, columns := sample(8, 100, 3)
	o := Options{Draws: 30, Top: []Top{{K: 3}}, Given: []string{"p0", "p2"}, Repeats: 7}
	last, calls := 0.0, 0
	if _, err := Compute(truth, columns, o, func(done float64) error {
		if done < last || done > 1 {
			t.Fatalf("%v after %v", done, last)
		}
		last, calls = done, calls+1
		return nil
	}); err != nil || last != 1 {
		t.Fatalf("%v, at last %v", err, last)
	}
	stop := errors.New("stop")
	for at := range 3 {
		left := calls * at / 3
		if _, err := Compute(truth, columns, o, func(float64) error {
			if left--; left < 0 {
				return stop
			}
			return nil
		}); err != stop {
			t.Errorf("stopped at %d: %v", at, err)
		}
	}
}

func TestComputeRefuses(t *testing.T) {
	truth, columns := sample(9, 10, 2)
	for want, change := range map[string]func(c []Column, o *Options) []Column{
		"no proxies":       func(c []Column, o *Options) []Column { return nil },
		"9 values":         func(c []Column, o *Options) []Column { c[1].Values = c[1].Values[:9]; return c },
		"is there twice":   func(c []Column, o *Options) []Column { c[1].ID = c[0].ID; return c },
		"draws":            func(c []Column, o *Options) []Column { o.Draws = MaxDraws + 1; return c },
		"repeats":          func(c []Column, o *Options) []Column { o.Repeats = -1; return c },
		"the best 0":       func(c []Column, o *Options) []Column { o.Top = []Top{{}}; return c },
		"101 %":            func(c []Column, o *Options) []Column { o.Top = []Top{{Percent: 101}}; return c },
		"numbers of":       func(c []Column, o *Options) []Column { o.Top = make([]Top, MaxTop+1); return c },
		`given "x"`:        func(c []Column, o *Options) []Column { o.Given = []string{"x"}; return c },
		`given "p0" twice`: func(c []Column, o *Options) []Column { o.Given = []string{"p0", "p0"}; return c },
		"65 proxies":       func(c []Column, o *Options) []Column { return make([]Column, 65) },
	} {
		o := Options{}
		if r, err := Compute(truth, change(slices.Clone(columns), &o), o, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, r, err)
		}
	}
}

// TestWire sends a result as the worker does.
func TestWire(t *testing.T) {
	truth, columns := sample(10, 50, 5)
	r, err := Compute(truth, columns, Options{Draws: 20, Top: Defaults().Top, Given: []string{"p2"}, Repeats: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := wire.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var again Result
	if err := wire.Unmarshal(text, &again); err != nil || !reflect.DeepEqual(*r, again) {
		t.Errorf("%v: %+v, want %+v", err, again, r)
	}
	plain, err := json.Marshal(r)
	if err != nil || string(plain) != string(text) {
		t.Errorf("%v: %s, want %s", err, text, plain)
	}
}

// BenchmarkCompute is of the size of NAS-Bench-201 and of a sample of it, with the 13
// proxies of NAS-Bench-Suite-Zero.
func BenchmarkCompute(b *testing.B) {
	for _, rows := range []int{15625, 1000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			truth, columns := sample(1, rows, 13)
			o := Defaults()
			o.Given = []string{"p1"}
			for b.Loop() {
				if _, err := Compute(truth, columns, o, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
