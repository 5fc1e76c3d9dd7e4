package hypothesis

import (
	"cmp"
	"slices"
)

// Holm returns the levels of significance of several tests after the correction for
// their number, in the same order: a test whose corrected level is at most α keeps the
// chance of any wrong rejection below α (Holm, "A simple sequentially rejective multiple
// test procedure", Scandinavian Journal of Statistics 1979).
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(p[i], p[j]), cmp.Compare(i, j)) })
	out := make([]float64, len(p))
	least := 0.0
	for k, i := range order {
		least = max(least, min(1, float64(float64(len(p)-k)*p[i])))
		out[i] = least
	}
	return out
}
