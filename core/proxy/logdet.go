package proxy

import (
	"math"

	"protocell/core/detmath"
)

// logDet returns ln|det K| of a symmetric positive semi-definite n x n matrix of
// integers, such as a kernel of codes, by a factorisation LDLᵀ that takes the
// largest remaining diagonal element as pivot (Higham, "Analysis of the Cholesky
// decomposition of a semi-definite matrix", 1990).
//
// It is -Inf where the matrix is singular: where a pivot is 0, as it is if two
// images have equal codes, or no larger than rounding can make of 0. The published
// code returns a large negative number there, which depends on rounding.
func logDet(k []int64, n int) float64 {
	a := make([]float64, n*n)
	for i, v := range k {
		a[i] = float64(v)
	}
	order := make([]int, n)
	most := 0.0
	for i := range order {
		order[i] = i
		most = max(most, a[i*n+i])
	}
	noise := float64(float64(n)*most) * 0x1p-52
	sum := 0.0
	for step := range n {
		best := step
		for i := step + 1; i < n; i++ {
			if a[order[i]*n+order[i]] > a[order[best]*n+order[best]] {
				best = i
			}
		}
		order[step], order[best] = order[best], order[step]
		p := order[step]
		pivot := a[p*n+p]
		if !(pivot > noise) {
			return math.Inf(-1)
		}
		sum += detmath.Log(pivot)
		for _, i := range order[step+1:] {
			factor := a[i*n+p] / pivot
			for _, j := range order[step+1:] {
				a[i*n+j] -= float64(factor * a[p*n+j])
			}
		}
	}
	return sum
}
