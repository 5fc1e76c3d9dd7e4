package proxy

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"protocell/core/rng"
)

// Kernels of random codes have the determinant that gonum's LU factorisation
// finds, which may not compute scores: it adds in the order of the processor.
func TestLogDetAgreesWithLU(t *testing.T) {
	r := rng.Named(1, "kernels of codes")
	for _, n := range []int{1, 2, 5, 16, 33, 64} {
		for _, units := range []int{4 * n, 1000} {
			codes := make([]bool, n*units)
			for i := range codes {
				codes[i] = r.IntN(3) == 0
			}
			k := make([]int64, n*n)
			for i := range k {
				a, b := codes[i/n*units:][:units], codes[i%n*units:][:units]
				for u := range a {
					if a[u] == b[u] {
						k[i]++
					}
				}
			}
			dense := mat.NewDense(n, n, nil)
			for i, v := range k {
				dense.Set(i/n, i%n, float64(v))
			}
			want, _ := mat.LogDet(dense)
			if got := logDet(k, n); math.IsInf(want, 0) || relative(got, want) > 1e-12 {
				t.Errorf("%d images, %d units: %v, want %v", n, units, got, want)
			}
		}
	}
}
