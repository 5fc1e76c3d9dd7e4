package rank

import (
	"math"
	"slices"
	"testing"

	"protocell/core/rng"
)

// drawn draws n rows of n, in each lane.
func drawn(r *rng.Stream, n int) [][Lanes]int32 {
	draws := make([][Lanes]int32, n)
	for d := range Lanes {
		for range n {
			draws[r.IntN(n)][d]++
		}
	}
	return draws
}

// repeat returns each value as often as it is drawn.
func repeat(x []float64, draws [][Lanes]int32, d int) (out []float64) {
	for i, t := range draws {
		for range t[d] {
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
		x, y, draws := random(r, n, 1+r.IntN(40)), random(r, n, 1+r.IntN(40)), drawn(r, n)
		if r.IntN(3) == 0 {
			for i := range x {
				x[i] = float64(i*37%n) + float64(i)/1000 // without ties
			}
		}
		a, b := New(x), New(y)
		s.Take(b, draws)
		rhos, all := s.Spearman(a), s.Agreements(NewJoint(a, b))
		for d, got := range all {
			e, f := New(repeat(x, draws, d)), New(repeat(y, draws, d))
			rho, tau := Spearman(e, f), Kendall(e, f)
			rho.Unranked, tau.Unranked = 0, 0
			pairs, ok := new(Counter).Pairs(e, f).Agreement()
			if rhos[d] != rho || got.Rho != rho || got.Tau != tau || math.Abs(got.Pairs.Value-pairs) > 1e-15 || got.Pairs.Defined != ok || s.Rows(d) != n {
				t.Fatalf("%v of %v and %v: ρ is %+v, all is %+v, want %+v, %+v and %v", draws, x, y, rhos[d], got, rho, tau, pairs)
			}
		}
	}
}

// TestResamplerTakesAny draws more or fewer rows than there are.
func TestResamplerTakesAny(t *testing.T) {
	r := rng.Named(12, "rank/test")
	var s Resampler
	for range 30 {
		n := 1 + r.IntN(12)
		x, y, draws := random(r, n, 1+r.IntN(40)), random(r, n, 1+r.IntN(40)), make([][Lanes]int32, n)
		for i := range draws {
			draws[i] = [Lanes]int32{0, int32(r.IntN(2)), int32(r.IntN(4)), int32(r.IntN(maxTimes + 1))}
		}
		s.Take(New(y), draws)
		for d, got := range s.Spearman(New(x)) {
			want := Spearman(New(repeat(x, draws, d)), New(repeat(y, draws, d)))
			if want.Unranked = 0; got != want {
				t.Fatalf("%v of %v and %v: %+v, want %+v", draws, x, y, got, want)
			}
		}
	}
}

func TestResamplerRefuses(t *testing.T) {
	a, b := New([]float64{1, 2}), New(make([]float64, 1000))
	for name, f := range map[string]func(){
		"lengths":     func() { new(Resampler).Take(a, make([][Lanes]int32, 1)) },
		"often":       func() { new(Resampler).Take(a, [][Lanes]int32{{}, {0, maxTimes + 1}}) },
		"negative":    func() { new(Resampler).Take(a, [][Lanes]int32{{}, {-1}}) },
		"many":        func() { new(Resampler).Take(b, slices.Repeat([][Lanes]int32{{maxTimes}}, 1000)) },
		"another one": func() { new(Resampler).Agreements(NewJoint(a, a)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
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
		n := ExactRows + 200
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
		const draws = 120
		var tau, errors [draws]float64
		for i := range draws {
			s.Take(b, drawn(r, n))
			p, e := s.Agreements(projected)[0], s.Agreements(exact)[0]
			tau[i], errors[i] = e.Tau.Value, p.Tau.Value-e.Tau.Value
			if p.Rho != e.Rho || !p.Tau.Defined || !p.Pairs.Defined {
				t.Fatalf("%s: %+v, want %+v", name, p, e)
			}
		}
		_, sd := meanSD(tau[:])
		bias, off := meanSD(errors[:])
		if off > 0.15*sd || math.Abs(bias) > 0.03*sd {
			t.Errorf("%s: the projection is off by %v and in the mean by %v; τ varies by %v", name, off, bias, sd)
		}
	}
}

// meanSD returns the mean and the standard deviation.
func meanSD(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(len(x))
	}
	return mean, math.Sqrt(sd)
}

// BenchmarkResampler is per draw.
func BenchmarkResampler(b *testing.B) {
	x, y := benchmarkColumns()
	ties := make([]float64, len(x))
	for i := range ties {
		ties[i] = math.Floor(28 * x[i])
	}
	target := New(y)
	draws := drawn(rng.New(1, 0), len(x))
	var s Resampler
	perDraw := func(b *testing.B, f func()) {
		for i := 0; b.Loop(); i++ {
			if i%Lanes == 0 {
				f()
			}
		}
	}
	b.Run("take", func(b *testing.B) {
		perDraw(b, func() { s.Take(target, draws) })
	})
	s.Take(target, draws)
	for name, x := range map[string][]float64{"distinct": x, "ties": ties} {
		j := NewJoint(New(x), target)
		p := NewPicker(New(x), target, y)
		b.Run(name+"/spearman", func(b *testing.B) {
			perDraw(b, func() { s.Spearman(j.a) })
		})
		b.Run(name+"/agreements", func(b *testing.B) {
			perDraw(b, func() { s.Agreements(j) })
		})
		b.Run(name+"/pick", func(b *testing.B) {
			for b.Loop() {
				p.Best(&s, 0, 1)
				p.Best(&s, 1, len(x)/100)
				p.Best(&s, 2, len(x)/10)
			}
		})
	}
}
