package ensemble

import (
	"fmt"
	"slices"

	"protocell/core/proxy"
	"protocell/core/rank"
)

// Mix is the weighted sum of RoBoT, of ranks instead of values: the members of a
// pool span thirty powers of ten, so that scaling by the smallest and the largest
// value, as RoBoT does, leaves all but one architecture at 0. Ranks are scaled to
// [0, 1], 1 for the best.
type Mix struct {
	// Weights are one for each member, in [-1, 1]; nil means that all are 1. A negative
	// weight prefers what the member thinks worse.
	Weights []float64
}

// Info implements Ensemble.
func (Mix) Info() Info {
	return Info{
		ID:      "mix",
		Name:    "Weighted mix",
		Formula: `\sum_k w_k\frac{\operatorname{rank}_k(a)-1}{m-1}`,
		Summary: "Weighted sum of the ranks in the members, scaled to [0, 1]; RoBoT weighs values scaled so, and learns the weights.",
		Paper:   "Z. He, Y. Shu, Z. Dai and B. K. H. Low, Robustifying and Boosting Training-Free Neural Architecture Search, ICLR 2024",
		Members: []string{"grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov"},
	}
}

// Score implements Ensemble. Terms are added in the order of the columns.
func (x Mix) Score(pool Pool) ([]proxy.Score, error) {
	if err := pool.check(); err != nil {
		return nil, err
	}
	weights := x.Weights
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(pool))
	}
	if len(weights) != len(pool) {
		return nil, fmt.Errorf("ensemble: %d weights for %d members", len(weights), len(pool))
	}
	sum := make([]float64, pool.Rows())
	var ranks []float64
	for k, c := range pool.ranked() {
		w := weights[k]
		if !(w >= -1 && w <= 1) {
			return nil, fmt.Errorf("ensemble: the weight of %q is %v, not in -1 to 1", pool[k].ID, w)
		}
		ranks = c.Ranks(ranks[:0], rank.Average)
		for i, r := range ranks {
			sum[i] += float64(w * scaled(r, len(ranks)))
		}
	}
	return pool.score(sum), nil
}

// scaled maps the ranks 1 to m to [0, 1], the middle one to 1/2, even if it is the
// only one.
func scaled(rank float64, m int) float64 {
	if m == 1 {
		return 0.5
	}
	return (rank - 1) / float64(m-1)
}
