package ensemble

import (
	"protocell/core/detmath"
	"protocell/core/proxy"
	"protocell/core/rank"
)

// azNAS is the non-linear ranking of AZ-NAS.
type azNAS struct{}

// Info implements Ensemble.
func (azNAS) Info() Info {
	return Info{
		ID:      "az_nas",
		Name:    "AZ-NAS",
		Formula: `\sum_k\ln\frac{\operatorname{rank}_k(a)}m`,
		Summary: "Sum of the logarithms of the ranks in a pool of m: one bad rank weighs more than one good rank makes up for.",
		Paper:   "J. Lee and B. Ham, AZ-NAS: Assembling Zero-Cost Proxies for Network Architecture Search, CVPR 2024",
		Members: []string{"az_expressivity", "az_progressivity", "az_trainability", "flops"},
	}
}

// Score implements Ensemble. Terms are added in the order of the columns.
func (azNAS) Score(pool Pool) ([]proxy.Score, error) {
	if err := pool.check(); err != nil {
		return nil, err
	}
	sum := make([]float64, pool.Rows())
	var ranks []float64
	for _, c := range pool.ranked() {
		ranks = c.Ranks(ranks[:0], rank.Average)
		for i, r := range ranks {
			sum[i] += detmath.Log(r / float64(len(ranks)))
		}
	}
	return pool.score(sum), nil
}
