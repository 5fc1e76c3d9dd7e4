package hypothesis

import (
	"fmt"
	"math"

	"protocell/core/rank"
)

// exactPairs is the number of pairs up to which Wilcoxon counts all signs: their 2^50
// fit a float64.
const exactPairs = 50

// Wilcoxon is the signed-rank test whether paired numbers differ (Wilcoxon, "Individual
// comparisons by ranking methods", Biometrics Bulletin 1945).
type Wilcoxon struct {
	Pairs int     `json:"pairs"` // that differ
	Equal int     `json:"equal"` // pairs that do not, which are left out
	Up    float64 `json:"up"`    // the sum of the ranks of the pairs in which the first is larger
	Down  float64 `json:"down"`  // of those in which it is smaller
	// P is the two-sided level of significance: over all ways to give signs to the ranks
	// for up to 50 pairs, ties included, and by the normal distribution beyond.
	P float64 `json:"p"`
}

// NewWilcoxon compares two lists of one length of finite numbers.
func NewWilcoxon(a, b []float64) (*Wilcoxon, error) {
	if len(a) != len(b) {
		return nil, fmt.Errorf("hypothesis: %d numbers against %d", len(a), len(b))
	}
	w := &Wilcoxon{P: 1}
	var sizes []float64
	var up []bool
	for i := range a {
		d := a[i] - b[i]
		switch {
		case math.IsNaN(d) || math.IsInf(d, 0):
			return nil, fmt.Errorf("hypothesis: pair %d is %v and %v", i+1, a[i], b[i])
		case d == 0:
			w.Equal++
		default:
			sizes, up = append(sizes, math.Abs(d)), append(up, d > 0)
		}
	}
	w.Pairs = len(sizes)
	ranks := rank.New(sizes).Ranks(nil, rank.Average)
	squares := 0.0
	for i, r := range ranks {
		squares += float64(r * r)
		if up[i] {
			w.Up += r
		} else {
			w.Down += r
		}
	}
	switch n := float64(w.Pairs); {
	case w.Pairs == 0:
	case w.Pairs <= exactPairs:
		w.P = signs(ranks, min(w.Up, w.Down))
	default:
		// The variance of the sum is that of n independent signs; half a rank is the
		// correction for continuity.
		z := (math.Abs(w.Up-float64(n*(n+1))/4) - 0.5) / math.Sqrt(squares/4)
		w.P = min(1, 2*normalUpper(max(0, z)))
	}
	return w, nil
}

// signs returns twice the fraction of all ways to give signs to ranks in which the sum
// of the positive ones is at most a limit.
func signs(ranks []float64, limit float64) float64 {
	// Twice a rank is an integer.
	top := int(2 * limit)
	ways := make([]float64, top+1)
	ways[0] = 1
	for _, r := range ranks {
		for s := top; s >= int(2*r); s-- {
			ways[s] += ways[s-int(2*r)]
		}
	}
	sum := 0.0
	for _, n := range ways {
		sum += n
	}
	return min(1, 2*math.Ldexp(sum, -len(ranks)))
}
