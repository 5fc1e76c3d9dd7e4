package detmath

import (
	"math"
	"math/bits"
)

// π/2 as a twofold.
const (
	halfPiHigh = 0x1.921fb54442d18p+0
	halfPiLow  = math.Pi/2 - halfPiHigh
)

// sinTail has the coefficients of (sin(r)/r - 1)/r² in r², cosTail those of
// (cos(r) - 1 + r²/2)/r⁴.
var (
	sinTail = []float64{
		-1. / 6, 1. / 120, -1. / 5040, 1. / 362880, -1. / 39916800, 1. / 6227020800,
		-1. / 1307674368000, 1. / 355687428096000,
	}
	cosTail = []float64{
		1. / 24, -1. / 720, 1. / 40320, -1. / 3628800, 1. / 479001600, -1. / 87178291200,
		1. / 20922789888000, -1. / 6402373705728000,
	}
)

// Sin returns the sine of x radians. Sin(±Inf) = Sin(NaN) = NaN, Sin(±0) = ±0.
func Sin(x float64) float64 {
	if x == 0 {
		return x
	}
	return sinQuarter(x, 0)
}

// Cos returns the cosine of x radians. Cos(±Inf) = Cos(NaN) = NaN.
func Cos(x float64) float64 { return sinQuarter(x, 1) }

// sinQuarter returns sin(x + quarters·π/2).
func sinQuarter(x float64, quarters uint64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	q, r := reduce(x)
	q += quarters
	z := product(r.hi, r.hi)
	var y float64
	if q&1 == 0 {
		low := float64(r.lo * (1 - z.hi/2))
		y = r.hi + (low + float64(r.hi*float64(z.hi*polynomial(z.hi, sinTail))))
	} else {
		s := sum(1, -z.hi/2)
		low := s.lo - z.lo/2 - float64(r.hi*r.lo)
		y = s.hi + (low + float64(float64(z.hi*z.hi)*polynomial(z.hi, cosTail)))
	}
	if q&2 != 0 {
		return -y
	}
	return y
}

// reduce returns r, |r| <= π/4, and q modulo 4 such that x = q·π/2 + r, for
// every finite x, by multiplying with as many bits of 2/π as matter (Payne and
// Hanek, "Radian reduction for trigonometric functions", SIGNUM 18, 1983).
func reduce(x float64) (q uint64, r twofold) {
	if math.Abs(x) <= math.Pi/4 {
		return 0, twofold{x, 0}
	}
	b := math.Float64bits(x)
	// |x| = m·2^e. A window of 256 bits of 2/π, whose first has weight 2^(1-e),
	// times m, modulo 2^256, is |x|·2/π modulo 4 with 254 bits of fraction.
	m := b&(1<<52-1) | 1<<52
	e := int(b>>52&0x7FF) - 1075
	at := uint(e + 62)
	w := twoOverPi[at/64:]
	shift := at % 64
	var p [4]uint64 // most significant first
	var carry uint64
	for i := 3; i >= 0; i-- {
		word := w[i]<<shift | w[i+1]>>1>>(63-shift)
		hi, lo := bits.Mul64(m, word)
		var c uint64
		p[i], c = bits.Add64(lo, carry, 0)
		carry = hi + c
	}
	q = p[0] >> 62
	p[0] &= 1<<62 - 1
	negative := p[0]>>61 != 0 // a fraction of 1/2 or more: count down from the next quarter
	if negative {
		q++
		var borrow uint64
		for i := 3; i >= 1; i-- {
			p[i], borrow = bits.Sub64(0, p[i], borrow)
		}
		p[0], _ = bits.Sub64(1<<62, p[0], borrow)
	}
	// Move the first 106 significant bits to the front.
	zeros := 0
	for p[0] == 0 {
		p = [4]uint64{p[1], p[2], p[3], 0}
		zeros += 64
	}
	n := uint(bits.LeadingZeros64(p[0]))
	first := p[0]<<n | p[1]>>1>>(63-n)
	second := p[1]<<n | p[2]>>1>>(63-n)
	unit := power(2 - zeros - int(n))
	high := float64(first>>11) * 0x1p-53 * unit
	low := float64(first&0x7FF<<42|second>>22) * 0x1p-106 * unit
	r = product(high, halfPiHigh)
	r = sum(r.hi, r.lo+(float64(high*halfPiLow)+float64(low*halfPiHigh)))
	if negative != (b>>63 != 0) {
		r = twofold{-r.hi, -r.lo}
	}
	if b>>63 != 0 {
		q = -q
	}
	return q, r
}
