package kernel_test

import (
	"fmt"
	"math"
	"testing"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// noise returns n values, none closer to 0 than 0.1, so that no small step
// crosses a ReLU's kink.
func noise(id uint64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		v := rng.Normal(rng.Key(7, id), uint64(i))
		x[i] = v + math.Copysign(0.1, v)
	}
	return x
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += float64(a[i] * b[i])
	}
	return s
}

// TestConvGradients compares both gradients with central differences of
// sum(y·dy), along every coordinate.
func TestConvGradients(t *testing.T) {
	k := kernel.Go().F64
	for _, c := range []kernel.Conv{
		{Batch: 2, InH: 5, InW: 4, InC: 3, OutC: 5, Kernel: 3, Stride: 1, Pad: 1, Dilation: 1, Groups: 1, ReLU: true},
		{Batch: 1, InH: 6, InW: 5, InC: 2, OutC: 4, Kernel: 3, Stride: 2, Pad: 1, Dilation: 1, Groups: 1},
		{Batch: 3, InH: 4, InW: 3, InC: 4, OutC: 3, Kernel: 1, Stride: 1, Dilation: 1, Groups: 1, ReLU: true},
		{Batch: 1, InH: 5, InW: 5, InC: 3, OutC: 2, Kernel: 1, Stride: 2, Dilation: 1, Groups: 1},
		{Batch: 2, InH: 7, InW: 6, InC: 2, OutC: 3, Kernel: 3, Stride: 1, Pad: 2, Dilation: 2, Groups: 1},
		{Batch: 1, InH: 7, InW: 7, InC: 4, OutC: 4, Kernel: 5, Stride: 2, Pad: 4, Dilation: 2, Groups: 4, ReLU: true},
		{Batch: 1, InH: 4, InW: 4, InC: 4, OutC: 6, Kernel: 3, Stride: 1, Pad: 1, Dilation: 1, Groups: 2},
	} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			x, w, dy := noise(1, c.InLen()), noise(2, c.WeightLen()), noise(3, c.OutLen())
			scratch, y := make([]float64, k.ConvScratch(c)), make([]float64, c.OutLen())
			loss := func() float64 {
				k.ConvForward(c, y, x, w, scratch)
				return dot(y, dy)
			}
			dx, dw := make([]float64, len(x)), make([]float64, len(w))
			k.ConvGradInput(c, dx, dy, x, w, scratch)
			k.ConvGradWeight(c, dw, dy, x, scratch, false)
			checkGradient(t, "x", loss, x, dx)
			checkGradient(t, "w", loss, w, dw)
		})
	}
}

func TestPoolGradient(t *testing.T) {
	k := kernel.Go().F64
	for _, p := range []kernel.Pool{
		{Batch: 2, InH: 5, InW: 4, C: 3, Kernel: 3, Stride: 1, Pad: 1},
		{Batch: 1, InH: 6, InW: 5, C: 2, Kernel: 2, Stride: 2},
		{Batch: 1, InH: 7, InW: 5, C: 2, Kernel: 3, Stride: 2, Pad: 1},
	} {
		x := noise(4, p.Batch*p.InH*p.InW*p.C)
		dy := noise(5, p.Batch*p.OutH()*p.OutW()*p.C)
		y, dx := make([]float64, len(dy)), make([]float64, len(x))
		k.PoolGrad(p, dx, dy)
		checkGradient(t, fmt.Sprintf("%+v", p), func() float64 {
			k.PoolForward(p, y, x, false)
			return dot(y, dy)
		}, x, dx)

		clear(dx)
		k.MaxPool(p, y, x)
		k.MaxPoolGrad(p, dx, dy, x, y)
		checkGradient(t, fmt.Sprintf("maximum %+v", p), func() float64 {
			k.MaxPool(p, y, x)
			return dot(y, dy)
		}, x, dx)
		// The tangent is the transpose of the gradient.
		moved := make([]float64, len(y))
		move := noise(6, len(x))
		kernel.MaxPoolTangent(p, moved, move, x, y)
		if a, b := dot(moved, dy), dot(move, dx); math.Abs(a-b) > 1e-12*(1+math.Abs(a)) {
			t.Errorf("%+v: the tangent gives %v, the gradient %v", p, a, b)
		}
	}
}

func checkGradient(t *testing.T, name string, loss func() float64, x, grad []float64) {
	t.Helper()
	const h = 1e-4
	for i, v := range x {
		x[i] = v + h
		up := loss()
		x[i] = v - h
		down := loss()
		x[i] = v
		if d := (up - down) / (2 * h); math.Abs(d-grad[i]) > 1e-8*(1+math.Abs(d)) {
			t.Fatalf("gradient of %s, element %d: %v, want %v by differences", name, i, grad[i], d)
		}
	}
}
