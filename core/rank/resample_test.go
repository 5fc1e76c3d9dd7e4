package rank

import (
	"math"
	"testing"

	"protocell/core/rng"
)

// drawn returns how often each of n rows is drawn in n draws.
func drawn(r *rng.Stream, n int) []int32 {
	times := make([]int32, n)
	for range n {
		times[r.IntN(n)]++
	}
	return times
}

// repeat returns each value as often as it is drawn.
func repeat(x []float64, times []int32) (out []float64) {
	for i, t := range times {
		for range t {
			out = append(out, x[i])
		}
	}
	return out
}

func TestResampler(t *testing.T) {
	r := rng.Named(5, "rank/test")
	var s Resampler
	for range 300 {
		n := 1 + r.IntN(60)
		x, y, times := random(r, n, 1+r.IntN(40)), random(r, n, 1+r.IntN(40)), make([]int32, n)
		for i := range times {
			times[i] = int32(r.IntN(4))
		}
		if r.IntN(3) == 0 {
			for i := range x {
				x[i] = float64(i*37%n) + float64(i)/1000 // without ties
			}
		}
		a, b, c, d := New(x), New(y), New(repeat(x, times)), New(repeat(y, times))
		s.Take(b, times)
		want := Spearman(c, d)
		if rho, ok := s.Spearman(a); rho != want.Value || ok != want.Defined {
			t.Fatalf("%v of %v and %v: ρ is %v, %v, want %+v", times, x, y, rho, ok, want)
		}
		if s.Rows() != want.Rows {
			t.Fatalf("%d rows, want %d", s.Rows(), want.Rows)
		}
		got, tau := s.Agreements(NewJoint(a, b)), Kendall(c, d)
		pairs, ok := new(Counter).Pairs(c, d).Agreement()
		if got.Rho != want.Value || got.Tau != tau.Value || got.HasTau != tau.Defined || math.Abs(got.Pairs-pairs) > 1e-15 || got.HasPairs != ok {
			t.Fatalf("%v of %v and %v: %+v, want %+v and %v", times, x, y, got, tau, pairs)
		}
	}
}

// TestConcordance looks at every pair.
func TestConcordance(t *testing.T) {
	r := rng.Named(8, "rank/test")
	var c Counter
	for range 200 {
		n := r.IntN(40)
		x, y := random(r, n, 1+r.IntN(20)), random(r, n, 1+r.IntN(20))
		a, b := New(x), New(y)
		sum := int64(0)
		for i, got := range c.Concordance(nil, a, b) {
			want := int32(0)
			for j := range x {
				switch {
				case less(x[i], x[j]) && less(y[i], y[j]) || less(x[j], x[i]) && less(y[j], y[i]):
					want++
				case less(x[i], x[j]) && less(y[j], y[i]) || less(x[j], x[i]) && less(y[i], y[j]):
					want--
				}
			}
			if got != want {
				t.Fatalf("row %d of %v and %v: %d, want %d", i, x, y, got, want)
			}
			sum += int64(got)
		}
		if p := c.Pairs(a, b); sum != 2*(p.Concordant-p.Discordant) {
			t.Fatalf("%v and %v: the sum is %d of %+v", x, y, sum, p)
		}
	}
}

// TestProjection compares the draws of a projected τ-b with those that are counted:
// they differ by far less than draws do from each other.
func TestProjection(t *testing.T) {
	r := rng.Named(9, "rank/test")
	for name, coarse := range map[string]float64{"without ties": 0, "with ties": 30} {
		n := ExactRows + 500
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i] = r.Float64()
			y[i] = x[i] + r.Float64()
			if coarse > 0 {
				x[i], y[i] = math.Floor(coarse*x[i]), math.Floor(coarse*y[i])
			}
		}
		a, b := New(x), New(y)
		projected, exact := NewJoint(a, b), NewJoint(a, b)
		exact.balance = nil
		if !projected.Projected() || exact.Projected() {
			t.Fatal("the wrong one is projected")
		}
		var s Resampler
		const draws = 400
		var tau, errors [draws]float64
		for i := range draws {
			s.Take(b, drawn(r, n))
			p, e := s.Agreements(projected), s.Agreements(exact)
			tau[i], errors[i] = e.Tau, p.Tau-e.Tau
			if p.Rho != e.Rho || !p.HasTau || !p.HasPairs {
				t.Fatalf("%s: %+v, want %+v", name, p, e)
			}
		}
		_, sd := moments(tau[:])
		bias, off := moments(errors[:])
		if off > 0.15*sd || math.Abs(bias) > 0.02*sd {
			t.Errorf("%s: the projection is off by %v and in the mean by %v; τ varies by %v", name, off, bias, sd)
		}
	}
}

// moments returns the mean and the standard deviation.
func moments(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(len(x))
	}
	return mean, math.Sqrt(sd)
}

func BenchmarkResampler(b *testing.B) {
	x, y := benchmarkColumns()
	ties := make([]float64, len(x))
	for i := range ties {
		ties[i] = math.Floor(28 * x[i])
	}
	target := New(y)
	times := drawn(rng.Named(1, "rank/test"), len(x))
	var s Resampler
	b.Run("take", func(b *testing.B) {
		for b.Loop() {
			s.Take(target, times)
		}
	})
	s.Take(target, times)
	for name, x := range map[string][]float64{"distinct": x, "ties": ties} {
		j := NewJoint(New(x), target)
		p := NewPicker(New(x), target, y)
		b.Run(name+"/spearman", func(b *testing.B) {
			for b.Loop() {
				s.Spearman(j.a)
			}
		})
		b.Run(name+"/agreements", func(b *testing.B) {
			for b.Loop() {
				s.Agreements(j)
			}
		})
		b.Run(name+"/pick", func(b *testing.B) {
			for b.Loop() {
				p.Best(&s, 1)
				p.Best(&s, len(x)/100)
				p.Best(&s, len(x)/10)
			}
		})
	}
}
