package predict

import (
	"slices"

	"protocell/core/space"
)

// folds is how many parts cross-validation makes.
const folds = 10

// choose returns the setting with the least squared relative error in
// cross-validation: of parts of every tenth architecture, each is predicted by a model
// of the others. With fewer than four architectures it is the last, which is to be the
// most cautious.
func choose(p *Problem, settings []float64, fit func(part *Problem, setting float64) Model) float64 {
	n := len(p.Measured)
	if n < 4 {
		return settings[len(settings)-1]
	}
	parts := min(n, folds)
	best, least := settings[len(settings)-1], 0.0
	for at := len(settings) - 1; at >= 0; at-- {
		loss := 0.0
		for f := range parts {
			part := *p
			part.Measured = nil
			var held []Measured
			for i, m := range p.Measured {
				if i%parts == f {
					held = append(held, m)
				} else {
					part.Measured = append(part.Measured, m)
				}
			}
			archs, got := make([]space.Arch, len(held)), make([]float64, len(held))
			for i, m := range held {
				archs[i] = m.Arch
			}
			fit(&part, settings[at]).Predict(got, archs)
			for i, m := range held {
				e := got[i]/m.Value - 1
				loss += float64(e * e)
			}
		}
		if at == len(settings)-1 || loss < least {
			best, least = settings[at], loss
		}
	}
	return best
}

// Median returns the median of values, which it does not change.
func Median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	n := len(s)
	return (s[(n-1)/2] + s[n/2]) / 2
}
