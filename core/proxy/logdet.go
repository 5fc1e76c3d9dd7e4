package proxy

import (
	"math"
	"slices"

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
	return sumLogs(pivots(k, n), n)
}

// sumLogs returns the sum of the logarithms of n pivots, -Inf if there are fewer.
func sumLogs(list []float64, n int) float64 {
	if len(list) < n {
		return math.Inf(-1)
	}
	sum := 0.0
	for _, v := range list {
		sum += detmath.Log(v)
	}
	return sum
}

// scoreKernel scores a network by the kernel k of the codes of n images, whose
// diagonal is the number of units.
func (p *Passes) scoreKernel(k []int64, n int, units int64) Score {
	equal := 0.0
	for i := range n {
		for j := range i {
			equal += float64(k[i*n+j])
		}
	}
	list := pivots(k, n)
	v := sumLogs(list, n)
	s := p.score(v, nil)
	s.Steps = []Step{
		{"Images N", Number(n)},
		{"ReLU units, the diagonal of K", Number(units)},
		{"Pivots greater than 0", Number(len(list))},
	}
	if n > 1 {
		s.Steps = append(s.Steps, Step{"Mean of K beside the diagonal", Number(equal / float64(n*(n-1)/2))})
	}
	if len(list) > 0 {
		s.Steps = append(s.Steps, Step{"Greatest pivot", Number(slices.Max(list))}, Step{"Least pivot", Number(slices.Min(list))})
	}
	s.Steps = append(s.Steps, Step{"Sum of ln pivot", Number(v)},
		Step{"The same of K divided by its diagonal", Number(v - float64(float64(n)*detmath.Log(float64(units))))})
	return s
}

// pivots returns the pivots, of which there are fewer than n if the matrix is singular.
func pivots(k []int64, n int) []float64 {
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
	list := make([]float64, 0, n)
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
			break
		}
		list = append(list, pivot)
		for _, i := range order[step+1:] {
			factor := a[i*n+p] / pivot
			for _, j := range order[step+1:] {
				a[i*n+j] -= float64(factor * a[p*n+j])
			}
		}
	}
	return list
}
