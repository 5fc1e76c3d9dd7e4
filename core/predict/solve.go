package predict

import (
	"math"
)

// cholesky factors the symmetric n x n matrix a, of which it reads the lower triangle,
// in place: a = L·Lᵀ. It reports false if a is not positive definite.
func cholesky(a []float64, n int) bool {
	for j := range n {
		row := a[j*n : (j+1)*n]
		d := row[j]
		for k := range j {
			d -= float64(row[k] * row[k])
		}
		if !(d > 0) || math.IsInf(d, 0) {
			return false
		}
		d = math.Sqrt(d)
		row[j] = d
		for i := j + 1; i < n; i++ {
			other := a[i*n : (i+1)*n]
			s := other[j]
			for k := range j {
				s -= float64(other[k] * row[k])
			}
			other[j] = s / d
		}
	}
	return true
}

// solve solves L·Lᵀ·x = b in place of b.
func solve(l []float64, n int, b []float64) {
	forward(l, n, b)
	for i := n - 1; i >= 0; i-- {
		s := b[i]
		for k := i + 1; k < n; k++ {
			s -= float64(l[k*n+i] * b[k])
		}
		b[i] = s / l[i*n+i]
	}
}

// forward solves L·x = b in place of b.
func forward(l []float64, n int, b []float64) {
	for i := range n {
		s := b[i]
		for k, v := range l[i*n : i*n+i] {
			s -= float64(v * b[k])
		}
		b[i] = s / l[i*n+i]
	}
}

// ridge returns the w that minimises the sum of squares of y - x·w plus the sum of
// penalty·(w - prior)², for rows of m columns. Penalties are positive.
func ridge(x []float64, m int, y, penalty, prior []float64) []float64 {
	a, w := make([]float64, m*m), make([]float64, m)
	for i, target := range y {
		row := x[i*m : (i+1)*m]
		residual := target - dot(row, prior)
		for j, v := range row {
			w[j] += float64(v * residual)
			for k := range j + 1 {
				a[j*m+k] += float64(v * row[k])
			}
		}
	}
	for j, p := range penalty {
		a[j*m+j] += p
	}
	if !cholesky(a, m) { // columns of the same values beyond the precision of numbers
		copy(w, prior)
		return w
	}
	solve(a, m, w)
	for j, v := range prior {
		w[j] += v
	}
	return w
}

// dot returns the sum of products, in order.
func dot(x, y []float64) float64 {
	s := 0.0
	for i, v := range x {
		s += float64(v * y[i])
	}
	return s
}

// mean returns the mean of values.
func mean(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s / float64(len(values))
}
