package hypothesis

import (
	"math"

	"protocell/core/detmath"
)

// epsilon is where series and continued fractions stop.
const epsilon = 0x1p-53

// maxTerms bounds them; they need about the root of their largest parameter.
const maxTerms = 100000

// lnGamma returns ln Γ(n/2), n >= 1.
func lnGamma(n int) float64 {
	// Γ(1) = 1 and Γ(1/2) = √π; Γ(x+1) = x·Γ(x). Factors are multiplied as long as
	// their product is far from overflow, so that there are few logarithms.
	sum, product := 0.0, 1.0
	for n -= 2; n > 0; n -= 2 {
		product *= float64(n) / 2
		if product > 0x1p900 {
			sum += detmath.Log(product)
			product = 1
		}
	}
	sum += detmath.Log(product)
	if n == -1 {
		sum += float64(detmath.Log(math.Pi) / 2)
	}
	return sum
}

// gammaUpper returns the regularised upper incomplete gamma function Q(n/2, x), n >= 1
// and x >= 0 (DLMF 8.2.4, by 8.11.4 and 8.9.2).
func gammaUpper(n int, x float64) float64 {
	if x <= 0 {
		return 1
	}
	a := float64(n) / 2
	front := detmath.Exp(float64(a*detmath.Log(x)) - x - lnGamma(n))
	if x < a+1 {
		term := 1 / a
		sum := term
		for k := 1; k < maxTerms && term > float64(epsilon*sum); k++ {
			term = float64(term*x) / (a + float64(k))
			sum += term
		}
		return max(0, 1-float64(front*sum))
	}
	fraction := lentz(x+1-a, func(k float64) (num, den float64) {
		return -float64(k * (k - a)), x + 2*k + 1 - a
	})
	return float64(front / fraction)
}

// lentz evaluates the continued fraction b0 + num1/(den1 + num2/(den2 + ...)) by the
// method of Lentz, as modified by Thompson and Barnett, "Coulomb and Bessel functions of
// complex arguments and order", Journal of Computational Physics 1986.
func lentz(b0 float64, term func(k float64) (num, den float64)) float64 {
	const tiny = 0x1p-1000
	f := b0
	if f == 0 {
		f = tiny
	}
	c, d := f, 0.0
	for k := 1; k < maxTerms; k++ {
		num, den := term(float64(k))
		if d = den + float64(num*d); d == 0 {
			d = tiny
		}
		if c = den + num/c; c == 0 {
			c = tiny
		}
		d = 1 / d
		step := float64(c * d)
		f = float64(f * step)
		if math.Abs(step-1) < epsilon {
			break
		}
	}
	return f
}

// beta returns the regularised incomplete beta function I_x(m/2, n/2), m and n >= 1 and
// x in [0, 1] (DLMF 8.17.2, by 8.17.22).
func beta(m, n int, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	a, b := float64(m)/2, float64(n)/2
	if x > (a+1)/(a+b+2) {
		return 1 - beta(n, m, 1-x)
	}
	front := detmath.Exp(lnGamma(m+n) - lnGamma(m) - lnGamma(n) + float64(a*detmath.Log(x)) + float64(b*detmath.Log(1-x)))
	fraction := lentz(1, func(k float64) (num, den float64) {
		h := math.Floor(k / 2)
		if h+h == k {
			return float64(float64(h*(b-h))*x) / float64((a+2*h-1)*(a+2*h)), 1
		}
		return -float64(float64((a+h)*(a+b+h))*x) / float64((a+2*h)*(a+2*h+1)), 1
	})
	return front / float64(a*fraction)
}

// chiSquareUpper returns the probability that a χ² variable of some degrees of freedom
// is at least x.
func chiSquareUpper(x float64, freedom int) float64 { return gammaUpper(freedom, x/2) }

// fUpper returns the probability that an F variable with m and n degrees of freedom is
// at least x >= 0.
func fUpper(x float64, m, n int) float64 {
	d := float64(n)
	return beta(n, m, d/(d+float64(float64(m)*x)))
}

// normalUpper returns the probability that a standard normal variable is at least z.
func normalUpper(z float64) float64 {
	if z < 0 {
		return 1 - normalUpper(-z)
	}
	return gammaUpper(1, float64(z*z)/2) / 2
}

// rangeStep and rangeEnd are the grid of rangeUpper. The trapezoidal rule is as good as
// exact for a function that is smooth and vanishes at both ends.
const (
	rangeStep = 1. / 8
	rangeEnd  = 9.
)

// rangeUpper returns the probability that the range of k standard normal variables is
// at least q: the studentised range with infinitely many degrees of freedom.
func rangeUpper(q float64, k int) float64 {
	if q <= 0 {
		return 1
	}
	// k·∫φ(z)·(Φ(z) - Φ(z-q))^(k-1) dz
	sum := 0.0
	for z := -rangeEnd; z <= rangeEnd; z += rangeStep {
		inside := normalUpper(z-q) - normalUpper(z)
		power := 1.0
		for range k - 1 {
			power = float64(power * inside)
		}
		sum += float64(detmath.Exp(-float64(z*z)/2) * power)
	}
	return max(0, 1-float64(float64(float64(k)*rangeStep)*sum)/math.Sqrt(2*math.Pi))
}

// rangeQuantile returns the q for which rangeUpper is alpha in (0, 1), to 1e-9.
func rangeQuantile(alpha float64, k int) float64 {
	low, high := 0.0, 16.0
	for high-low > 1e-9 {
		mid := (low + high) / 2
		if rangeUpper(mid, k) > alpha {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}
