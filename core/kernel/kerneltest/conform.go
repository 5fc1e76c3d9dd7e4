// Package kerneltest checks implementations of the tensor kernels: it has a
// reference written from the definitions, and compares others with it bit for
// bit on random shapes and values, special ones among them.
package kerneltest

import (
	"fmt"
	"math"
	"testing"
	"unsafe"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// Memory supplies the tensors of a test, where the implementation under test
// can reach them. Reset takes back all that were made.
type Memory interface {
	Float32(n int) []float32
	Float64(n int) []float64
	Uint64(n int) []uint64
	Reset()
}

// Heap is Go's own memory.
type Heap struct{}

// Float32 implements Memory.
func (Heap) Float32(n int) []float32 { return make([]float32, n) }

// Float64 implements Memory.
func (Heap) Float64(n int) []float64 { return make([]float64, n) }

// Uint64 implements Memory.
func (Heap) Uint64(n int) []uint64 { return make([]uint64, n) }

// Reset implements Memory.
func (Heap) Reset() {}

// Conform compares every method of got with the same of want, for both types, on
// rounds random cases each, and fails t where a bit differs. A NaN equals any
// other.
func Conform(t *testing.T, want, got kernel.Set, m Memory, rounds int) {
	t.Run("float32", func(t *testing.T) {
		conform(t, &suite[float32]{want: want.F32, got: got.F32, m: m, alloc: m.Float32}, rounds)
	})
	t.Run("float64", func(t *testing.T) {
		conform(t, &suite[float64]{want: want.F64, got: got.F64, m: m, alloc: m.Float64}, rounds)
	})
}

// suite compares two implementations for one type.
type suite[T kernel.Float] struct {
	want, got kernel.Kernels[T]
	m         Memory
	alloc     func(int) []T
	random    rng.Stream
	special   bool // whether tensors hold special values
}

func conform[T kernel.Float](t *testing.T, s *suite[T], rounds int) {
	for name, run := range map[string]func(testing.TB){
		"conv":      func(t testing.TB) { s.conv(t, s.drawConv()) },
		"pool":      func(t testing.TB) { s.pool(t, s.drawPool()) },
		"batchnorm": func(t testing.TB) { s.batchNorm(t) },
		"pointwise": func(t testing.TB) { s.pointwise(t) },
	} {
		t.Run(name, func(t *testing.T) {
			for i := range rounds {
				s.begin(uint64(i), i%3 == 2)
				if run(t); t.Failed() {
					return
				}
			}
		})
	}
}

// begin starts a case.
func (s *suite[T]) begin(seed uint64, special bool) {
	s.m.Reset()
	s.random = rng.Stream{Key: rng.Key(seed, 1)}
	s.special = special
}

// draw returns one of the values of a tensor's element.
func (s *suite[T]) draw() T {
	u := s.random.Uint64()
	if s.special {
		denormal := T(math.SmallestNonzeroFloat64)
		if unsafe.Sizeof(denormal) == 4 {
			denormal = T(float32(math.SmallestNonzeroFloat32))
		}
		switch u % 64 {
		case 0, 1, 2:
			return 0
		case 3, 4, 5:
			return T(math.Copysign(0, -1))
		case 6:
			return denormal * T(u>>8%100)
		case 7:
			return -denormal * T(u>>8%100)
		case 8:
			if u>>8%16 == 0 {
				return T(math.Inf(int(u>>20)&2 - 1))
			}
		case 9:
			if u>>8%16 == 0 {
				return T(math.NaN())
			}
		}
	}
	return T(rng.Normal(u, 0))
}

// tensor returns n elements of random values.
func (s *suite[T]) tensor(n int) []T {
	x := s.alloc(n)
	for i := range x {
		x[i] = s.draw()
	}
	return x
}

// copyOf returns a copy of x.
func (s *suite[T]) copyOf(x []T) []T {
	y := s.alloc(len(x))
	copy(y, x)
	return y
}

// choose returns one of the options.
func (s *suite[T]) choose(options ...int) int {
	return options[s.random.Uint64()%uint64(len(options))]
}

// equal fails t if got differs from want.
func equal[T kernel.Float](t testing.TB, what string, want, got []T) {
	t.Helper()
	for i, w := range want {
		a, b := float64(w), float64(got[i])
		if math.Float64bits(a) != math.Float64bits(b) && !(a != a && b != b) {
			t.Errorf("%s: element %d of %d is %v, want %v", what, i, len(want), b, a)
			return
		}
	}
}

func (s *suite[T]) drawConv() kernel.Conv {
	c := kernel.Conv{
		Batch: s.choose(1, 1, 2, 3, 5),
		InH:   s.choose(1, 2, 4, 5, 7, 8), InW: s.choose(1, 2, 3, 5, 7, 8, 13, 27),
		InC: s.choose(1, 2, 3, 4, 6, 8, 10, 16, 36), OutC: s.choose(1, 2, 3, 4, 5, 8, 10, 12, 16, 36),
		Kernel: s.choose(1, 3, 3, 3, 5, 7), Stride: s.choose(1, 1, 1, 2, 3), Dilation: s.choose(1, 1, 1, 2, 3),
		Groups: 1, ReLU: s.choose(0, 1) == 1,
	}
	c.Pad = s.choose(0, c.Dilation*(c.Kernel/2), c.Dilation*(c.Kernel/2))
	switch s.choose(0, 0, 1, 2) {
	case 1:
		c.Groups, c.OutC = c.InC, c.InC
	case 2:
		if c.InC%2 == 0 {
			c.Groups, c.OutC = 2, 2*s.choose(1, 3, 4, 5)
		}
	}
	if reach := c.Dilation*(c.Kernel-1) + 1; c.InH+2*c.Pad < reach || c.InW+2*c.Pad < reach {
		c.Dilation, c.Pad = 1, c.Kernel/2
	}
	return c
}

func (s *suite[T]) conv(t testing.TB, c kernel.Conv) {
	x, w := s.tensor(c.InLen()), s.tensor(c.WeightLen())
	dy := s.tensor(c.OutLen())
	scratch := s.alloc(s.got.ConvScratch(c))
	dirty := func() []T { // scratch holds nothing between calls
		for i := range scratch {
			scratch[i] = T(math.NaN())
		}
		return scratch
	}
	reference := make([]T, s.want.ConvScratch(c))

	y := s.tensor(c.OutLen())
	wantY := s.copyOf(y)
	s.want.ConvForward(c, wantY, x, w, reference)
	s.got.ConvForward(c, y, x, w, dirty())
	equal(t, fmt.Sprintf("ConvForward %+v", c), wantY, y)

	dx := s.tensor(c.InLen())
	wantDx := s.copyOf(dx)
	s.want.ConvGradInput(c, wantDx, dy, x, w, reference)
	s.got.ConvGradInput(c, dx, dy, x, w, dirty())
	equal(t, fmt.Sprintf("ConvGradInput %+v", c), wantDx, dx)

	dw := s.tensor(c.WeightLen())
	wantDw := s.copyOf(dw)
	s.want.ConvGradWeight(c, wantDw, dy, x, reference, false)
	s.got.ConvGradWeight(c, dw, dy, x, dirty(), false)
	equal(t, fmt.Sprintf("ConvGradWeight %+v", c), wantDw, dw)

	// The batch in two portions.
	first, second := c, c
	first.Batch = c.Batch / 2
	second.Batch -= first.Batch
	if first.Batch > 0 {
		s.got.ConvGradWeight(first, dw, dy[:first.OutLen()], x[:first.InLen()], dirty(), false)
		s.got.ConvGradWeight(second, dw, dy[first.OutLen():], x[first.InLen():], dirty(), true)
		equal(t, fmt.Sprintf("ConvGradWeight in portions %+v", c), wantDw, dw)
	}
}

func (s *suite[T]) drawPool() kernel.Pool {
	p := kernel.Pool{
		Batch: s.choose(1, 2, 3), InH: s.choose(2, 3, 5, 8), InW: s.choose(2, 4, 7),
		C: s.choose(1, 3, 4, 8, 10, 16), Kernel: s.choose(2, 3), Stride: s.choose(1, 2),
	}
	p.Pad = s.choose(p.Kernel/2, 1)
	if s.choose(0, 1) == 1 {
		p.Kernel, p.Pad, p.Stride = 2, 0, 2
	}
	return p
}

func (s *suite[T]) pool(t testing.TB, p kernel.Pool) {
	x := s.tensor(p.Batch * p.InH * p.InW * p.C)
	for _, add := range []bool{false, true} {
		y := s.tensor(p.Batch * p.OutH() * p.OutW() * p.C)
		wantY := s.copyOf(y)
		s.want.PoolForward(p, wantY, x, add)
		s.got.PoolForward(p, y, x, add)
		equal(t, fmt.Sprintf("PoolForward %+v add=%v", p, add), wantY, y)
	}
	dy := s.tensor(p.Batch * p.OutH() * p.OutW() * p.C)
	dx := s.tensor(len(x))
	wantDx := s.copyOf(dx)
	s.want.PoolGrad(p, wantDx, dy)
	s.got.PoolGrad(p, dx, dy)
	equal(t, fmt.Sprintf("PoolGrad %+v", p), wantDx, dx)
	s.maxPool(t, p, x, dy)
}

// maxPool compares maximum pooling, of values among which some are equal too.
func (s *suite[T]) maxPool(t testing.TB, p kernel.Pool, x, dy []T) {
	if s.choose(0, 1) == 1 {
		for i, v := range x {
			x[i] = T(int(max(-2, min(v, 2)))) // a NaN stays one, or becomes some number
		}
	}
	y, wantY := s.tensor(len(dy)), make([]T, len(dy))
	s.want.MaxPool(p, wantY, x)
	s.got.MaxPool(p, y, x)
	equal(t, fmt.Sprintf("MaxPool %+v", p), wantY, y)
	dx := s.tensor(len(x))
	wantDx := s.copyOf(dx)
	s.want.MaxPoolGrad(p, wantDx, dy, x, wantY)
	s.got.MaxPoolGrad(p, dx, dy, x, y)
	equal(t, fmt.Sprintf("MaxPoolGrad %+v", p), wantDx, dx)
}

func (s *suite[T]) batchNorm(t testing.TB) {
	rows, c := s.choose(1, 2, 5, 31, 32, 33, 64, 100), s.choose(1, 2, 3, 4, 5, 8, 10, 16, 19, 36, 64)
	what := fmt.Sprintf("%d rows of %d", rows, c)
	x, dy := s.tensor(rows*c), s.tensor(rows*c)
	m1, m2 := s.m.Float64(c), s.m.Float64(c)
	want1, want2 := make([]float64, c), make([]float64, c)
	s.want.Moments(want1, want2, x, rows, c)
	s.got.Moments(m1, m2, x, rows, c)
	equal(t, "mean of "+what, want1, m1)
	equal(t, "variance of "+what, want2, m2)

	mean := s.tensor(c)
	s.want.GradMoments(want1, want2, dy, x, mean, rows, c)
	s.got.GradMoments(m1, m2, dy, x, mean, rows, c)
	equal(t, "sum of dy of "+what, want1, m1)
	equal(t, "sum of dy·x of "+what, want2, m2)

	a, b, shift := s.tensor(c), s.tensor(c), s.tensor(c)
	for _, add := range []bool{false, true} {
		y := s.tensor(rows * c)
		wantY := s.copyOf(y)
		s.want.ScaleShift(wantY, x, a, shift, rows, c, add)
		s.got.ScaleShift(y, x, a, shift, rows, c, add)
		equal(t, fmt.Sprintf("ScaleShift of %s add=%v", what, add), wantY, y)
	}
	dx := s.tensor(rows * c)
	wantDx := s.copyOf(dx)
	s.want.BatchNormGrad(wantDx, dy, x, a, b, mean, shift, rows, c)
	s.got.BatchNormGrad(dx, dy, x, a, b, mean, shift, rows, c)
	equal(t, "BatchNormGrad of "+what, wantDx, dx)
	s.got.BatchNormGrad(dy, dy, x, a, b, mean, shift, rows, c)
	equal(t, "BatchNormGrad in place of "+what, wantDx, dy)
}

func (s *suite[T]) pointwise(t testing.TB) {
	n := s.choose(1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 127, 200, 1000)
	what := fmt.Sprintf(" of %d", n)
	x, dy := s.tensor(n), s.tensor(n)
	y := s.tensor(n)
	wantY := s.copyOf(y)
	s.want.ReLU(wantY, x)
	s.got.ReLU(y, x)
	equal(t, "ReLU"+what, wantY, y)
	y = s.copyOf(x)
	s.got.ReLU(y, y)
	equal(t, "ReLU in place"+what, wantY, y)

	dx := s.tensor(n)
	wantDx := s.copyOf(dx)
	s.want.ReLUGrad(wantDx, dy, x)
	s.got.ReLUGrad(dx, dy, x)
	equal(t, "ReLUGrad"+what, wantDx, dx)

	s.want.Add(wantY, dy)
	s.got.Add(y, dy)
	equal(t, "Add"+what, wantY, y)

	words, wantWords := s.m.Uint64((n+63)/64), make([]uint64, (n+63)/64)
	for i := range words {
		words[i] = s.random.Uint64()
	}
	s.want.Codes(wantWords, x)
	s.got.Codes(words, x)
	for i := range words {
		if words[i] != wantWords[i] {
			t.Errorf("Codes%s: word %d is %016x, want %016x", what, i, words[i], wantWords[i])
		}
	}
}
