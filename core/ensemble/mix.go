package ensemble

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/proxy"
	"protocell/core/rank"
)

// Mix is the weighted sum of RoBoT, of ranks instead of values: the members of a
// pool span thirty powers of ten, so that scaling by the smallest and the largest
// value, as RoBoT does, leaves all but one architecture at 0. Ranks are scaled to
// [0, 1], 1 for the best.
type Mix struct {
	// Of are the ids of its members; nil means those of Info of the zero value.
	Of []string
	// Weights are one for each member, in [-1, 1]; nil means that all are 1. A negative
	// weight prefers what the member thinks worse.
	Weights []float64
}

// Info implements Ensemble.
func (x Mix) Info() Info {
	info := Info{
		ID:      "mix",
		Name:    "Weighted mix",
		Formula: `\sum_k w_k\frac{\operatorname{rank}_k(a)-1}{m-1}`,
		Summary: "Weighted sum of the ranks in the members, scaled to [0, 1]; RoBoT weighs values scaled so, and learns the weights.",
		Paper:   "Z. He, Y. Shu, Z. Dai and B. K. H. Low, Robustifying and Boosting Training-Free Neural Architecture Search, ICLR 2024",
		Members: []string{"grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov"},
	}
	if x.Of != nil {
		info.Members = x.Of
	}
	return info
}

// Weighted returns the mix of proxies by their weights, in the order of the table of
// proxies, whose sum does not depend on the order in which they were named. Without
// weights it is the mix of its own members.
func Weighted(weights map[string]float64) Mix {
	var x Mix
	for _, id := range proxy.IDs() {
		if w, ok := weights[id]; ok {
			x.Of, x.Weights = append(x.Of, id), append(x.Weights, w)
		}
	}
	return x
}

// ParseWeights reads pairs of a proxy and its weight in [-1, 1], joined by commas, as
// in "synflow=1, nwot=-0.5"; a space or a colon may join a pair too. Without a pair
// there are no weights. The error names the pair.
func ParseWeights(text string) (map[string]float64, error) {
	var weights map[string]float64
	for _, pair := range strings.Split(text, ",") {
		words := strings.FieldsFunc(pair, func(r rune) bool { return r == ' ' || r == '=' || r == ':' || r == '\t' })
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			return nil, fmt.Errorf("%q is not a proxy and its weight, as in synflow=0.5", strings.TrimSpace(pair))
		}
		id := words[0]
		w, err := strconv.ParseFloat(words[1], 64)
		if err != nil || !(w >= -1 && w <= 1) {
			return nil, fmt.Errorf("the weight of %s is %q, not a number from -1 to 1", id, words[1])
		}
		if _, ok := proxy.Lookup(id); !ok {
			return nil, fmt.Errorf("%q is not a proxy; there are: %s", id, strings.Join(proxy.IDs(), ", "))
		}
		if _, twice := weights[id]; twice {
			return nil, fmt.Errorf("%s has two weights", id)
		}
		if weights == nil {
			weights = map[string]float64{}
		}
		weights[id] = w
	}
	return weights, nil
}

// PrintWeights returns the one text that ParseWeights reads as weights, in the order of the
// table of proxies: "nwot=0.5,synflow=1"; "" if there are none.
func PrintWeights(weights map[string]float64) string {
	var pairs []string
	for _, id := range proxy.IDs() {
		if w, ok := weights[id]; ok {
			pairs = append(pairs, id+"="+strconv.FormatFloat(w, 'g', -1, 64))
		}
	}
	return strings.Join(pairs, ",")
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
