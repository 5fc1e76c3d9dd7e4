package predict

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"protocell/core/rng"
)

// TestRidge has gonum as its peer: the normal equations, solved by its LU.
func TestRidge(t *testing.T) {
	r := rng.Named(1, "ridge")
	const n, m = 20, 6
	x, y := make([]float64, n*m), make([]float64, n)
	for i := range x {
		x[i] = r.Float64() - 0.5
	}
	for i := range y {
		y[i] = r.Float64()
	}
	penalty, prior := make([]float64, m), make([]float64, m)
	for i := range penalty {
		penalty[i], prior[i] = 0.01+r.Float64(), r.Float64()
	}
	got := ridge(x, m, y, penalty, prior)
	var a mat.Dense
	xm := mat.NewDense(n, m, x)
	a.Mul(xm.T(), xm)
	b := mat.NewVecDense(m, nil)
	b.MulVec(xm.T(), mat.NewVecDense(n, y))
	for i := range penalty {
		a.Set(i, i, a.At(i, i)+penalty[i])
		b.SetVec(i, b.AtVec(i)+penalty[i]*prior[i])
	}
	var want mat.VecDense
	if err := want.SolveVec(&a, b); err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		if math.Abs(v-want.AtVec(i)) > 1e-12 {
			t.Errorf("weight %d is %v, want %v", i, v, want.AtVec(i))
		}
	}
}

func TestCholeskyRefuses(t *testing.T) {
	for _, a := range [][]float64{{1, 0, 2, 1}, {0, 0, 0, 1}, {math.NaN(), 0, 0, 1}, {1, 0, 1, 1}} {
		if cholesky(a, 2) {
			t.Errorf("%v is taken for positive definite", a)
		}
	}
}
