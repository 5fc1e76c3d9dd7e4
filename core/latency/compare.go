package latency

import (
	"slices"

	"protocell/core/rank"
)

// Comparison is what two profiles have in common: how two devices, engines or days
// differ.
type Comparison struct {
	Networks  int            // that both have measured
	Operators int            // that both have measured
	Spearman  rank.Statistic // of the networks' times
	// Scale is the median of how many times as long the second takes, over the
	// networks or, if there are none, the operators; 0 if there are neither.
	Scale float64
	// Within5 is the share of networks whose times, divided by Scale, agree to 5 %: of
	// two profiles of one device, how far measurements repeat.
	Within5 float64
	// Alike is false if the profiles are of different spaces, skeletons or batches:
	// then networks do not compare.
	Alike bool
}

// Compare compares two profiles.
func Compare(a, b *Profile) Comparison {
	c := Comparison{Alike: a.Space == b.Space && a.Skeleton == b.Skeleton && a.Batch == b.Batch}
	var x, y, ratios []float64
	if c.Alike {
		times := map[string]float64{}
		for _, n := range a.Networks {
			if n.Time.OK() {
				times[n.Code] = n.Time.Seconds
			}
		}
		for _, n := range b.Networks {
			if t := times[n.Code]; t > 0 && n.Time.OK() {
				delete(times, n.Code) // once, if it was measured in both passes
				x, y = append(x, t), append(y, n.Time.Seconds)
				ratios = append(ratios, n.Time.Seconds/t)
			}
		}
	}
	c.Networks = len(x)
	c.Spearman = rank.Spearman(rank.New(x), rank.New(y))
	var operators []float64
	times := map[Operator]float64{}
	for _, o := range a.Operators {
		if o.Time.OK() {
			times[o.Operator] = o.Time.Seconds
		}
	}
	for _, o := range b.Operators {
		if t := times[o.Operator]; t > 0 && o.Time.OK() && a.Batch == b.Batch {
			operators = append(operators, o.Time.Seconds/t)
		}
	}
	c.Operators = len(operators)
	if len(ratios) == 0 {
		ratios = operators
	}
	if len(ratios) == 0 {
		return c
	}
	c.Scale = quantile(slices.Sorted(slices.Values(ratios)), 0.5)
	for i := range x {
		if r := ratios[i] / c.Scale; r >= 0.95 && r <= 1.05 {
			c.Within5 += 1 / float64(len(x))
		}
	}
	return c
}
