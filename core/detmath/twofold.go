// Package detmath has the elementary functions with the same bits on every
// platform. Package math may use a processor's own instructions or assembly, and
// so differs in the last place between machines; here every operation is one
// that IEEE 754 fixes, each product is rounded before it is added, and the order
// is fixed. Errors are below 1 unit in the last place.
package detmath

import "math"

// A twofold is an unevaluated sum hi + lo with |lo| at most half a unit in the
// last place of hi: about 106 bits (Dekker, "A floating-point technique for
// extending the available precision", Numerische Mathematik 18, 1971).
type twofold struct{ hi, lo float64 }

// sum returns a + b exactly, for |a| >= |b| or a = 0.
func sum(a, b float64) twofold {
	s := a + b
	return twofold{s, b - (s - a)}
}

// product returns a·b exactly, unless it or a half of it leaves the range.
func product(a, b float64) twofold {
	p := float64(a * b)
	ah, al := split(a)
	bh, bl := split(b)
	e := float64(ah*bh) - p
	e += float64(ah * bl)
	e += float64(al * bh)
	e += float64(al * bl)
	return twofold{p, e}
}

// split cuts a into a half of 26 bits and the rest.
func split(a float64) (high, low float64) {
	t := float64(a * (1<<27 + 1))
	high = t - (t - a)
	return high, a - high
}

// polynomial returns c[0] + c[1]·x + c[2]·x² + ..., by Horner's rule.
func polynomial(x float64, c []float64) float64 {
	y := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		y = float64(y*x) + c[i]
	}
	return y
}

// scale returns x·2^k, for x of the order of 1. It rounds at most once.
func scale(x float64, k int) float64 {
	switch {
	case k > 1000:
		return float64(float64(x*power(k-100)) * 0x1p100)
	case k < -1000:
		return float64(float64(x*power(k+200)) * 0x1p-200)
	}
	return float64(x * power(k))
}

// power returns 2^k, for -1022 <= k <= 1023.
func power(k int) float64 { return math.Float64frombits(uint64(k+1023) << 52) }
