package detmath

import "math"

// The results of Exp beyond these arguments are +Inf and 0.
const (
	expOverflow  = 0x1.62e42fefa39efp+9 // ln of the largest number
	expUnderflow = -0x1.74910d52d3052p9 // ln of half the smallest number, rounded down
)

// expTail has the coefficients of (exp(r) - 1 - r)/r².
var expTail = []float64{
	1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800,
	1. / 39916800, 1. / 479001600, 1. / 6227020800, 1. / 87178291200,
}

// Exp returns e to the power x. Special cases are those of math.Exp:
// Exp(+Inf) = +Inf, Exp(-Inf) = 0, Exp(NaN) = NaN; large results overflow to
// +Inf, small ones underflow gradually to 0.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > expOverflow:
		return math.Inf(1)
	case x < expUnderflow:
		return 0
	}
	// x = k·ln 2 + r, |r| < 0.35.
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := sum(x-float64(k*ln2High), -float64(k*ln2Low))
	square := float64(r.hi * r.hi)
	tail := float64(square * polynomial(r.hi, expTail))
	y := sum(1, r.hi)
	return scale(y.hi+(y.lo+(tail+(r.lo+float64(r.lo*r.hi)))), int(k))
}
