package spread

import (
	"math"
	"slices"

	"protocell/core/rank"
	"protocell/core/rng"
)

// Resamples is how many resamples an interval is usually of.
const Resamples = 2000

// Interval is a rank correlation, and where it may lie if other architectures of the
// space had been taken.
type Interval struct {
	rank.Statistic
	// Low and High are the 2.5 % and the 97.5 % quantile of the resamples.
	Low, High float64
	Resamples int // of which the correlation is defined; Low and High are 0 if there is none
	Undefined int // the others, in which a side is constant
}

// Sweep returns Spearman's ρ between the rankings of the same architectures in two
// settings, with the percentile interval of the bootstrap (Efron, "Bootstrap methods:
// another look at the jackknife", Annals of Statistics 1979): architectures are drawn
// with replacement, by r.
func Sweep(a, b *rank.Column, resamples int, r *rng.Stream) Interval {
	in := Interval{Statistic: rank.Spearman(a, b)}
	n := a.Len()
	if n == 0 {
		return in
	}
	var resampler rank.Resampler
	draws := make([][rank.Lanes]int32, n)
	values := make([]float64, 0, resamples)
	for from := 0; from < resamples; from += rank.Lanes {
		clear(draws)
		lanes := min(rank.Lanes, resamples-from)
		for d := range lanes {
			for range n {
				draws[r.IntN(n)][d]++
			}
		}
		resampler.Take(b, draws)
		rhos := resampler.Spearman(a)
		for _, rho := range rhos[:lanes] {
			if rho.Defined {
				values = append(values, rho.Value)
			} else {
				in.Undefined++
			}
		}
	}
	slices.Sort(values)
	in.Resamples = len(values)
	if len(values) > 0 {
		in.Low, in.High = quantile(values, 0.025), quantile(values, 0.975)
	}
	return in
}

// quantile interpolates between the two of the sorted values that are nearest to
// position q·(n-1), counted from 0: definition 7 of Hyndman and Fan, "Sample quantiles
// in statistical packages", The American Statistician 1996.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + float64((at-float64(below))*(sorted[above]-sorted[below]))
}
