package spread

import "protocell/core/rank"

// Stability says how well repeats agree in how they rank the same architectures: the
// mean over all pairs of repeats.
type Stability struct {
	Repeats int
	// Spearman and Kendall are the mean ρ and τ-b over the Pairs for which they are
	// defined; 0 if there is none.
	Spearman, Kendall float64
	Pairs             int
	Undefined         int // pairs of repeats of which one is constant
	// Unranked is the number of values that are not finite, and so rank last, over all
	// repeats.
	Unranked int
}

// Stable compares repeats, each a column of the same architectures in the same order.
func Stable(repeats []*rank.Column) Stability {
	s := Stability{Repeats: len(repeats)}
	var counter rank.Counter
	rho, tau := 0.0, 0.0
	for i, a := range repeats {
		s.Unranked += a.Unranked()
		for _, b := range repeats[:i] {
			r, t := rank.Spearman(a, b), counter.Kendall(a, b)
			if !r.Defined {
				s.Undefined++
				continue
			}
			s.Pairs++
			rho += r.Value
			tau += t.Value
		}
	}
	if s.Pairs > 0 {
		s.Spearman, s.Kendall = rho/float64(s.Pairs), tau/float64(s.Pairs)
	}
	return s
}
