package rank

import "math"

// Statistic is a number that says how well two rankings agree.
type Statistic struct {
	Value   float64 // 1 is full agreement; 0 if it is not defined
	Defined bool    // false if a side is constant, or there are fewer than two rows
	Rows    int
	// Unranked is the number of rows in which a side is not finite, and ranks last.
	Unranked int
}

// Spearman returns the rank correlation ρ of two columns of one length: Pearson's
// correlation of average ranks, in [-1, 1] (Spearman, "The proof and measurement of
// association between two things", American Journal of Psychology 1904).
func Spearman(a, b *Column) Statistic {
	sameLen(a.Len(), b.Len())
	var product int64
	for i, u := range a.centred {
		product += int64(u) * int64(b.centred[i])
	}
	s := statistic(a, b)
	s.Value, s.Defined = correlation(product, a.square, b.square)
	return s
}

// statistic returns what is common to the statistics of two columns.
func statistic(a, b *Column) Statistic {
	return Statistic{Rows: a.Len(), Unranked: eitherUnranked(a, b)}
}

// eitherUnranked counts the rows in which a side is not finite.
func eitherUnranked(a, b *Column) int {
	n := a.unranked + b.unranked
	// Rows that are not finite come first in the order.
	if b.unranked > 0 {
		for _, row := range a.order[:a.unranked] {
			if b.dense[row] == 0 {
				n--
			}
		}
	}
	return n
}

// correlation returns a covariance over the root of two variances, which is not
// defined if one of them is 0. The root of an exact square is exact, so that equal
// rankings have a correlation of exactly 1.
func correlation(xy, xx, yy int64) (float64, bool) {
	if xx == 0 || yy == 0 {
		return 0, false
	}
	r := float64(xy) / math.Sqrt(float64(float64(xx)*float64(yy)))
	return max(-1, min(1, r)), true
}
