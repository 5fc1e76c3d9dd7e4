package data

import (
	"math"
	"slices"
	"testing"
)

func resized(plane []float64, h, w, outH, outW int) []float64 {
	out := make([]float64, outH*outW)
	last := -1
	NewResize(1, h, w, outH, outW).Image(out, func(y int, dst []float64) {
		if y <= last {
			panic("rows are not asked for from the top down, once each")
		}
		last = y
		copy(dst, plane[y*w:])
	})
	return out
}

func TestResizeByHand(t *testing.T) {
	for _, c := range []struct {
		plane        []float64
		h, w, oh, ow int
		want         []float64
	}{
		{[]float64{1, 2, 3, 4}, 2, 2, 2, 2, []float64{1, 2, 3, 4}},
		{[]float64{1, 2, 3, 4}, 2, 2, 1, 1, []float64{2.5}},
		{[]float64{0, 3, 6}, 1, 3, 1, 2, []float64{1, 5}},
		{[]float64{0, 4}, 1, 2, 1, 4, []float64{0, 1, 3, 4}},
		{[]float64{7}, 1, 1, 2, 3, []float64{7, 7, 7, 7, 7, 7}},
		{[]float64{0, 8}, 2, 1, 4, 1, []float64{0, 2, 6, 8}},
	} {
		if got := resized(c.plane, c.h, c.w, c.oh, c.ow); !slices.Equal(got, c.want) {
			t.Errorf("%v, %dx%d to %dx%d: %v, want %v", c.plane, c.h, c.w, c.oh, c.ow, got, c.want)
		}
	}
}

func TestResizeKeepsConstantsAndMeans(t *testing.T) {
	for n := 1; n < 24; n++ {
		for m := 1; m < 24; m++ {
			ramp, sum := make([]float64, n*n), 0.0
			for i := range ramp {
				ramp[i] = float64(i * i % 97)
				sum += ramp[i]
			}
			got := 0.0
			out := resized(ramp, n, n, m, m)
			for _, v := range out {
				got += v
			}
			if m <= n && math.Abs(got/float64(m*m)-sum/float64(n*n)) > 1e-9 {
				t.Errorf("%d to %d: mean %v, want %v", n, m, got/float64(m*m), sum/float64(n*n))
			}
			if slices.Min(out) < slices.Min(ramp)-1e-9 || slices.Max(out) > slices.Max(ramp)+1e-9 {
				t.Errorf("%d to %d: values outside of the source's", n, m)
			}
		}
	}
}
