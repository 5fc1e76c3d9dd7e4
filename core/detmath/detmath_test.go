package detmath

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"protocell/core/rng"
)

// precision of the reference arithmetic. Reducing the largest argument of Sin
// and Cos costs 1024 bits.
const precision = 1400

func bigFloat(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func div(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(a, b) }
func mul(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(a, b) }
func add(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Add(a, b) }
func sub(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(a, b) }

// series sums first + first·ratio(1) + first·ratio(1)·ratio(2) + ... until the
// terms are 2^-300 of the sum.
func series(first *big.Float, ratio func(k int) *big.Float) *big.Float {
	total, term := add(first, bigFloat(0)), first
	for k := 1; ; k++ {
		term = mul(term, ratio(k))
		if term.Sign() == 0 || term.MantExp(nil) < total.MantExp(nil)-300 {
			return total
		}
		total = add(total, term)
	}
}

// arctanInverse returns atan(1/n), or atanh(1/n) with sign 1.
func arctanInverse(n, sign float64) *big.Float {
	first := div(bigFloat(1), bigFloat(n))
	total, power := add(first, bigFloat(0)), first
	for k := 1; k < precision; k++ {
		power = mul(power, div(bigFloat(sign), bigFloat(n*n)))
		total = add(total, div(power, bigFloat(float64(2*k+1))))
	}
	return total
}

var (
	bigLn2 = mul(bigFloat(2), arctanInverse(3, 1))
	bigPi  = mul(bigFloat(4), sub(mul(bigFloat(4), arctanInverse(5, -1)), arctanInverse(239, -1)))
)

func bigExp(x float64) *big.Float {
	k := math.Round(x / math.Ln2)
	r := sub(bigFloat(x), mul(bigFloat(k), bigLn2))
	y := series(bigFloat(1), func(k int) *big.Float { return div(r, bigFloat(float64(k))) })
	return new(big.Float).SetMantExp(y, int(k))
}

func bigLog(x float64) *big.Float {
	m := new(big.Float).SetPrec(precision)
	k := bigFloat(x).MantExp(m)
	s := div(sub(m, bigFloat(1)), add(m, bigFloat(1)))
	z := mul(s, s)
	total, power := add(s, bigFloat(0)), s
	for i := 1; i < 400 && power.Sign() != 0; i++ {
		power = mul(power, z)
		total = add(total, div(power, bigFloat(float64(2*i+1))))
	}
	return add(mul(bigFloat(2), total), mul(bigFloat(float64(k)), bigLn2))
}

// bigSin returns sin(x + quarters·π/2).
func bigSin(x float64, quarters int) *big.Float {
	half := div(bigPi, bigFloat(2))
	turns, _ := add(div(bigFloat(x), half), bigFloat(0.5)).Int(nil)
	r := sub(bigFloat(x), mul(new(big.Float).SetPrec(precision).SetInt(turns), half))
	q := (int(new(big.Int).Mod(turns, big.NewInt(4)).Int64()) + quarters) % 4
	z := mul(r, r)
	first, from := r, 1
	if q%2 == 1 {
		first, from = bigFloat(1), 0
	}
	y := series(first, func(k int) *big.Float {
		n := float64(2*k + from)
		return div(z, bigFloat(-n*(n-1)))
	})
	if q >= 2 {
		y.Neg(y)
	}
	return y
}

// ulps returns the distance of got from want in units of got's last place.
func ulps(got float64, want *big.Float) float64 {
	unit := math.Abs(math.Nextafter(got, math.Inf(1)) - got)
	if below := math.Abs(got - math.Nextafter(got, math.Inf(-1))); below < unit {
		unit = below
	}
	d, _ := div(sub(bigFloat(got), want), bigFloat(unit)).Float64()
	return math.Abs(d)
}

// arguments returns n numbers of which some are ordinary, some near 1 and some
// of every magnitude between 2^-scale and 2^scale.
func arguments(n, scale int, negative bool) []float64 {
	r := rng.Named(1, fmt.Sprint(n, scale, negative))
	var xs []float64
	for len(xs) < n {
		x := r.Float64()*20 + 1e-6
		switch len(xs) % 4 {
		case 1:
			x = math.Ldexp(1+r.Float64(), r.IntN(2*scale)-scale)
		case 2:
			x = 1 + math.Ldexp(r.Float64()-0.5, -r.IntN(50))
		case 3:
			x = float64(r.IntN(4000)+1) / 8
		}
		if negative && r.IntN(2) == 0 {
			x = -x
		}
		xs = append(xs, x)
	}
	return xs
}

func TestErrorsAreBelowOneUlp(t *testing.T) {
	n := 4000
	if testing.Short() {
		n = 400
	}
	// The numbers that are nearest to a multiple of π/2 for their size.
	near := []float64{
		math.Pi / 2, math.Pi, 3 * math.Pi / 2, 2 * math.Pi, 0x1.6ac5b262ca1ffp+849, 0x1.7858fb2a3p+44,
		math.MaxFloat64, 1e22, 0x1p1000, math.Pi / 4, math.Nextafter(math.Pi/4, 1),
	}
	tests := []struct {
		name string
		got  func(float64) float64
		want func(float64) *big.Float
		args []float64
	}{
		{"Log", Log, bigLog, append(arguments(n, 1020, false),
			math.SmallestNonzeroFloat64, 0x1p-1030, math.MaxFloat64, math.Sqrt2, math.Nextafter(1, 0), math.Nextafter(1, 2))},
		{"Exp", Exp, bigExp, append(arguments(n, 9, true), 709.78, -708, -720.5, -744.4, -745.13, 1e-300)},
		{"Sin", Sin, func(x float64) *big.Float { return bigSin(x, 0) }, append(arguments(n, 1020, true), near...)},
		{"Cos", Cos, func(x float64) *big.Float { return bigSin(x, 1) }, append(arguments(n, 1020, true), near...)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			worst, at := 0.0, 0.0
			for _, x := range test.args {
				want := test.want(x)
				if want.Sign() == 0 {
					if got := test.got(x); got != 0 {
						t.Errorf("%s(%g) = %g, want 0", test.name, x, got)
					}
					continue
				}
				got := test.got(x)
				if math.IsInf(got, 0) || math.IsNaN(got) {
					if f, _ := want.Float64(); !math.IsInf(f, 0) {
						t.Errorf("%s(%g) = %g, want %g", test.name, x, got, f)
					}
					continue
				}
				if u := ulps(got, want); u > worst {
					worst, at = u, x
				}
			}
			if worst >= 1 {
				t.Errorf("%s(%x) is off by %.3f ulp", test.name, at, worst)
			}
			t.Logf("worst error %.3f ulp", worst)
		})
	}
}

func TestSpecialCases(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		name    string
		got     func(float64) float64
		x, want float64
	}{
		{"Log", Log, 1, 0}, {"Log", Log, 0, -inf}, {"Log", Log, math.Copysign(0, -1), -inf},
		{"Log", Log, -1, nan}, {"Log", Log, inf, inf}, {"Log", Log, -inf, nan}, {"Log", Log, nan, nan},
		{"Exp", Exp, 0, 1}, {"Exp", Exp, inf, inf}, {"Exp", Exp, -inf, 0}, {"Exp", Exp, nan, nan},
		{"Exp", Exp, 709.79, inf}, {"Exp", Exp, -745.14, 0}, {"Exp", Exp, 1e300, inf}, {"Exp", Exp, -1e300, 0},
		{"Sin", Sin, 0, 0}, {"Sin", Sin, math.Copysign(0, -1), math.Copysign(0, -1)},
		{"Sin", Sin, inf, nan}, {"Sin", Sin, -inf, nan}, {"Sin", Sin, nan, nan},
		{"Cos", Cos, 0, 1}, {"Cos", Cos, inf, nan}, {"Cos", Cos, nan, nan},
	}
	for _, test := range tests {
		got := test.got(test.x)
		if math.Float64bits(got) != math.Float64bits(test.want) && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%s(%g) = %g, want %g", test.name, test.x, got, test.want)
		}
	}
}

// TestBits pins the bits, so that a platform that rounds otherwise fails.
func TestBits(t *testing.T) {
	tests := []struct {
		name string
		f    func(float64) float64
		want uint64
	}{
		{"Log", Log, 0x979136c9ed319966},
		{"Exp", Exp, 0xfaf347db190970f8},
		{"Sin", Sin, 0x2ea8b4d5b534777c},
		{"Cos", Cos, 0x203215d79fb3ab2e},
	}
	for _, test := range tests {
		h := uint64(0)
		for i := range 4096 {
			x := rng.Normal(rng.Key(7, 7), uint64(i)) * 8
			if test.name == "Log" {
				x = math.Abs(x)
			}
			h = rng.Mix(h ^ math.Float64bits(test.f(x)))
		}
		if h != test.want {
			t.Errorf("%s: the digest of 4096 results is %#x, want %#x", test.name, h, test.want)
		}
	}
}

func BenchmarkLog(b *testing.B) { benchmark(b, Log) }
func BenchmarkExp(b *testing.B) { benchmark(b, Exp) }
func BenchmarkSin(b *testing.B) { benchmark(b, Sin) }

func benchmark(b *testing.B, f func(float64) float64) {
	y := 0.0
	for i := range b.N {
		y += f(float64(i&1023) + 0.5)
	}
	if math.IsNaN(y) {
		b.Fatal("NaN")
	}
}
