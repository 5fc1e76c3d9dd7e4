package detmath

import "math"

// ln2High has so few bits that its product with an exponent is exact.
const (
	ln2High = 0x1.62e42fefa38p-1
	ln2Low  = math.Ln2 - ln2High
)

// atanhTail has the coefficients of 2·atanh(s)/s - 2 = z·(2/3 + 2z/5 + ...), in
// z = s².
var atanhTail = []float64{
	2. / 3, 2. / 5, 2. / 7, 2. / 9, 2. / 11, 2. / 13, 2. / 15, 2. / 17, 2. / 19, 2. / 21, 2. / 23,
}

// Log returns the natural logarithm of x. Special cases are those of math.Log:
// Log(+Inf) = +Inf, Log(0) = -Inf, Log(x < 0) = Log(NaN) = NaN.
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	// x = m·2^k, with m in [1/√2, √2).
	k := 0
	if x < 0x1p-1022 {
		x *= 0x1p54
		k = -54
	}
	bits := math.Float64bits(x)
	k += int(bits>>52) - 1023
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	if m >= math.Sqrt2 {
		m /= 2
		k++
	}
	// ln m = 2·atanh(s), s = f/(2 + f), |s| < 0.172.
	f := m - 1
	d := sum(2, f)
	s := f / d.hi
	q := product(s, d.hi)
	rest := ((f - q.hi) - q.lo - float64(s*d.lo)) / d.hi
	z := float64(s * s)
	low := 2*rest + float64(s*float64(z*polynomial(z, atanhTail)))
	if k == 0 {
		return 2*s + low
	}
	high := sum(float64(float64(k)*ln2High), 2*s)
	return high.hi + (high.lo + (low + float64(float64(k)*ln2Low)))
}
