package rank

import "math"

// Pearson returns the correlation of the values themselves, in [-1, 1], over the rows
// in which both are finite; Unranked counts the others. It is that of a straight line,
// and says little of scores that span many powers of ten. Sums are in the order of the
// rows.
func Pearson(x, y []float64) Statistic {
	u, v, left := Finite(x, y)
	s := Statistic{Rows: len(u), Unranked: left}
	centre(u)
	centre(v)
	var xy, xx, yy float64
	for i := range u {
		xy += float64(u[i] * v[i])
		xx += float64(u[i] * u[i])
		yy += float64(v[i] * v[i])
	}
	if xx > 0 && yy > 0 {
		s.Value, s.Defined = max(-1, min(1, xy/math.Sqrt(float64(xx*yy)))), true
	}
	return s
}

// centre takes the mean off values, and scales them to at most 2 by a power of two, for
// scores of SynFlow span the range of float64.
func centre(values []float64) {
	largest := 0.0
	for _, v := range values {
		largest = max(largest, math.Abs(v))
	}
	_, exponent := math.Frexp(largest)
	for i, v := range values {
		values[i] = math.Ldexp(v, -exponent)
	}
	// The second time takes off what rounding has left.
	for range 2 {
		sum := 0.0
		for _, v := range values {
			sum += v
		}
		mean := sum / float64(len(values))
		for i := range values {
			values[i] -= mean
		}
	}
}
