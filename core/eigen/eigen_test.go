package eigen

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"protocell/core/rng"
)

func TestKnown(t *testing.T) {
	for _, test := range []struct {
		name string
		a    []float64
		want []float64
	}{
		{"none", nil, nil},
		{"one", []float64{-3}, []float64{-3}},
		{"pair", []float64{2, 1, 1, 2}, []float64{1, 3}},
		{"equal diagonal", []float64{0, 1, 1, 0}, []float64{-1, 1}},
		{"zero", make([]float64, 9), []float64{0, 0, 0}},
		{"diagonal", []float64{3, 0, 0, 0, -1, 0, 0, 0, 2}, []float64{-1, 2, 3}},
		{"ones", []float64{1, 1, 1, 1, 1, 1, 1, 1, 1}, []float64{0, 0, 3}},
		{"zero corner", []float64{0, 0, 2, 0, 5, 0, 2, 0, 0}, []float64{-2, 2, 5}},
		{"huge", []float64{2e300, 1e300, 1e300, 2e300}, []float64{1e300, 3e300}},
		{"tiny", []float64{2e-300, 1e-300, 1e-300, 2e-300}, []float64{1e-300, 3e-300}},
	} {
		n := len(test.want)
		got := Values(slices.Clone(test.a), n)
		if len(got) != n {
			t.Fatalf("%s: %v", test.name, got)
		}
		for i, want := range test.want {
			if math.Abs(got[i]-want) > 4e-16*math.Abs(test.want[n-1]) {
				t.Errorf("%s: %v, want %v", test.name, got, test.want)
			}
		}
	}
}

// The second difference of n points has eigenvalues 2 - 2cos(πk/(n+1)).
func TestSecondDifference(t *testing.T) {
	const n = 40
	a := make([]float64, n*n)
	for i := range n {
		a[i*n+i] = 2
		if i > 0 {
			a[i*n+i-1], a[(i-1)*n+i] = -1, -1
		}
	}
	for i, v := range Values(a, n) {
		if want := 2 - 2*math.Cos(math.Pi*float64(i+1)/(n+1)); math.Abs(v-want) > 1e-14 {
			t.Errorf("eigenvalue %d is %v, want %v", i, v, want)
		}
	}
}

// random returns a symmetric matrix, of a rank below n if rank is.
func random(n, rank int, seed uint64) []float64 {
	x := make([]float64, n*rank)
	key := rng.Key(seed, 1)
	for i := range x {
		x[i] = rng.Normal(key, uint64(i))
	}
	a := make([]float64, n*n)
	for i := range n {
		for j := range n {
			for k := range rank {
				a[i*n+j] += float64(k%3-1) * x[i*rank+k] * x[j*rank+k]
			}
		}
	}
	return a
}

func TestAgreesWithGonum(t *testing.T) {
	for _, n := range []int{1, 2, 3, 8, 33, 64} {
		for _, rank := range []int{1, n, 3 * n} {
			a := random(n, rank, uint64(n+1000*rank))
			var e mat.EigenSym
			if !e.Factorize(mat.NewSymDense(n, slices.Clone(a)), false) {
				t.Fatal("gonum finds none")
			}
			want := e.Values(nil)
			norm := max(math.Abs(want[0]), math.Abs(want[n-1]))
			for i, v := range Values(a, n) {
				if math.Abs(v-want[i]) > 1e-14*float64(n)*norm {
					t.Errorf("%d x %d of rank %d: eigenvalue %d is %v, want %v", n, n, rank, i, v, want[i])
				}
			}
		}
	}
}

func TestTransposedAndPermuted(t *testing.T) {
	const n = 12
	a := random(n, n, 5)
	b := make([]float64, n*n)
	for i, p := range rng.New(1, 2).Perm(n) {
		for j, q := range rng.New(1, 2).Perm(n) {
			b[i*n+j] = a[p*n+q]
		}
	}
	x, y := Values(a, n), Values(b, n)
	for i := range x {
		if math.Abs(x[i]-y[i]) > 1e-14*math.Abs(x[n-1]) {
			t.Errorf("eigenvalue %d is %v, of the permuted matrix %v", i, x[i], y[i])
		}
	}
}

func TestNotFinite(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, v := range Values([]float64{1, bad, bad, 1}, 2) {
			if !math.IsNaN(v) {
				t.Errorf("with %v an eigenvalue is %v", bad, v)
			}
		}
	}
}

func BenchmarkValues(b *testing.B) {
	const n = 64
	a := random(n, n, 3)
	for b.Loop() {
		Values(slices.Clone(a), n)
	}
}
