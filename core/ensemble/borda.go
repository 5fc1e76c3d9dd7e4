package ensemble

import (
	"protocell/core/proxy"
	"protocell/core/rank"
)

// borda is the average of the ranks.
type borda struct{}

// Info implements Ensemble.
func (borda) Info() Info {
	return Info{
		ID:      "borda",
		Name:    "Rank average",
		Formula: `\frac1K\sum_k\operatorname{rank}_k(a)`,
		Summary: "Average of the ranks in the members, which is Borda's count.",
		Paper:   "J.-C. de Borda, Mémoire sur les élections au scrutin, Histoire de l'Académie Royale des Sciences 1781",
		Members: []string{"synflow", "jacob_cov", "snip"},
	}
}

// Score implements Ensemble.
func (borda) Score(pool Pool) ([]proxy.Score, error) {
	if err := pool.check(); err != nil {
		return nil, err
	}
	values := rankSum(pool)
	for i := range values {
		values[i] /= float64(len(pool))
	}
	return pool.score(values), nil
}

// rankSum returns the sum of the average ranks of each row. It is exact.
func rankSum(pool Pool) []float64 {
	sum := make([]float64, pool.Rows())
	var ranks []float64
	for _, c := range pool.ranked() {
		ranks = c.Ranks(ranks[:0], rank.Average)
		for i, r := range ranks {
			sum[i] += r
		}
	}
	return sum
}
