// Package spread says how far scores vary: over repeats with other seeds, and from
// one setting to another, such as a small skeleton and the full one.
package spread

import "math"

// Summary describes a list of numbers.
type Summary struct {
	N    int // numbers that are finite
	Left int // numbers that are not, and are left out
	mean float64
	sd   float64
}

// Summarize describes the finite ones of values. Sums are in the order of values.
func Summarize(values []float64) Summary {
	var s Summary
	largest := 0.0
	for _, v := range values {
		if finite(v) {
			s.N++
			largest = max(largest, math.Abs(v))
		}
	}
	s.Left = len(values) - s.N
	if s.N == 0 {
		return s
	}
	// Scores of SynFlow span the range of float64: numbers are scaled to at most 1, by
	// a power of two, so that neither sums nor squares leave it.
	_, exponent := math.Frexp(largest)
	deviations := func(from float64, power func(d float64) float64) float64 {
		sum := 0.0
		for _, v := range values {
			if finite(v) {
				sum += power(math.Ldexp(v, -exponent) - from)
			}
		}
		return sum
	}
	mean := deviations(0, itself) / float64(s.N)
	mean += deviations(mean, itself) / float64(s.N) // what rounding has left: that of equal numbers is exact
	squares := deviations(mean, square)
	s.mean = math.Ldexp(mean, exponent)
	if s.N > 1 {
		s.sd = math.Ldexp(math.Sqrt(squares/float64(s.N-1)), exponent)
	}
	return s
}

func itself(d float64) float64 { return d }
func square(d float64) float64 { return float64(d * d) }
func finite(v float64) bool    { return math.Abs(v) <= math.MaxFloat64 }

// Mean returns the arithmetic mean, which is not defined of no number.
func (s Summary) Mean() (mean float64, ok bool) { return s.mean, s.N > 0 }

// SD returns the sample standard deviation, the root of the sum of squared deviations
// from the mean over N-1. It takes two numbers, and must be finite.
func (s Summary) SD() (sd float64, ok bool) {
	if s.N < 2 || !finite(s.sd) {
		return 0, false
	}
	return s.sd, true
}

// CV returns the coefficient of variation: the standard deviation over the magnitude
// of the mean, which must not be 0.
func (s Summary) CV() (cv float64, ok bool) {
	if s.N < 2 || s.mean == 0 {
		return 0, false
	}
	cv = s.sd / math.Abs(s.mean)
	if !finite(cv) {
		return 0, false
	}
	return cv, true
}
