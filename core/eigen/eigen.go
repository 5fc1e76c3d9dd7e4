// Package eigen computes eigenvalues of symmetric matrices, with the same bits on
// every platform.
//
// A matrix is brought to tridiagonal form by Householder reflections, and that to
// diagonal form by QR steps with implicit shifts (Golub and Van Loan, "Matrix
// Computations", sections 8.3.1 and 8.3.3). Each eigenvalue is off by a few
// roundings of the largest, not of itself.
package eigen

import "math"

// steps is how many QR steps an eigenvalue may take; two or three are usual.
const steps = 64

// Values returns the eigenvalues of a symmetric n x n matrix, ascending. It reads
// the rows of a one after the other, and writes over them. If an element is not
// finite, all eigenvalues are NaN.
func Values(a []float64, n int) []float64 {
	values := make([]float64, n)
	exponent, ok := normalise(a[:n*n])
	if !ok {
		return fill(values)
	}
	off := make([]float64, n)
	tridiagonalise(a, values, off)
	if !diagonalise(values, off) {
		return fill(values)
	}
	for i := range values {
		values[i] = math.Ldexp(values[i], exponent)
	}
	sort(values)
	return values
}

// sort sorts by insertion: the values come nearly in order, and the library's sort is
// a hundred times the code.
func sort(values []float64) {
	for i, v := range values {
		for ; i > 0 && values[i-1] > v; i-- {
			values[i] = values[i-1]
		}
		values[i] = v
	}
}

// fill sets all values to NaN.
func fill(values []float64) []float64 {
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}

// normalise divides a by a power of two, so that no square overflows, and returns
// its exponent; ok says whether all elements are finite.
func normalise(a []float64) (exponent int, ok bool) {
	most := 0.0
	for _, v := range a {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0, false
		}
		most = max(most, math.Abs(v))
	}
	_, exponent = math.Frexp(most)
	for i, v := range a {
		a[i] = math.Ldexp(v, -exponent)
	}
	return exponent, true
}

// tridiagonalise reduces the symmetric matrix a to the tridiagonal matrix of
// diagonal d, with off[i] beside d[i] and d[i+1].
func tridiagonalise(a, d, off []float64) {
	n := len(d)
	v, w := make([]float64, n), make([]float64, n)
	for k := range n {
		d[k] = a[k*n+k]
		if k+1 == n {
			break
		}
		// Reflect what is below the diagonal of column k onto its first element.
		x := v[k+1:]
		for i := range x {
			x[i] = a[(k+1+i)*n+k]
		}
		rest := dot(x[1:], x[1:])
		off[k] = x[0]
		if rest == 0 {
			continue
		}
		norm := math.Sqrt(float64(x[0]*x[0]) + rest)
		off[k] = -math.Copysign(norm, x[0])
		x[0] -= off[k]
		half := (float64(x[0]*x[0]) + rest) / 2
		// A - v·wᵀ - w·vᵀ is the reflected matrix.
		y := w[k+1:]
		for i := range y {
			y[i] = dot(a[(k+1+i)*n+k+1:][:len(x)], x) / half
		}
		share := dot(x, y) / (2 * half)
		for i := range y {
			y[i] -= float64(share * x[i])
		}
		for i := range x {
			row := a[(k+1+i)*n+k+1:][:len(x)]
			for j := range row {
				row[j] -= float64(x[i]*y[j]) + float64(y[i]*x[j])
			}
		}
	}
}

// dot returns the inner product of a and b, added in order.
func dot(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

// diagonalise turns the tridiagonal matrix of d and off into a diagonal one; ok says
// whether that came to an end.
func diagonalise(d, off []float64) (ok bool) {
	const unit = 0x1p-52
	step := 0
	for last := len(d) - 1; last > 0; {
		for i := range last {
			if math.Abs(off[i]) <= float64(unit*(math.Abs(d[i])+math.Abs(d[i+1]))) || math.Abs(off[i]) < 0x1p-500 {
				off[i] = 0
			}
		}
		if off[last-1] == 0 {
			last--
			step = 0
			continue
		}
		if step++; step > steps {
			return false
		}
		first := last - 1
		for first > 0 && off[first-1] != 0 {
			first--
		}
		rotate(d[first:last+1], off[first:last])
	}
	return true
}

// rotate does one QR step with Wilkinson's shift on a tridiagonal matrix none of
// whose off-diagonal elements is 0.
func rotate(d, off []float64) {
	n := len(d)
	half, b := (d[n-2]-d[n-1])/2, off[n-2]
	root := math.Copysign(math.Sqrt(float64(half*half)+float64(b*b)), half)
	x, z := d[0]-(d[n-1]-float64(b*b)/(half+root)), off[0]
	for i := range n - 1 {
		r := math.Sqrt(float64(x*x) + float64(z*z))
		c, s := 1.0, 0.0
		if r > 0 {
			c, s = x/r, z/r
		}
		if i > 0 {
			off[i-1] = r
		}
		// The rotation of rows and columns i and i+1.
		p, q, e := d[i], d[i+1], off[i]
		cross := float64(2 * float64(c*s) * e)
		cc, ss := float64(c*c), float64(s*s)
		d[i] = float64(cc*p) + cross + float64(ss*q)
		d[i+1] = float64(ss*p) - cross + float64(cc*q)
		off[i] = float64(float64(c*s)*(q-p)) + float64((cc-ss)*e)
		if i+2 < n {
			x, z = off[i], float64(s*off[i+1])
			off[i+1] = float64(c * off[i+1])
		}
	}
}
