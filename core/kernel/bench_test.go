package kernel_test

import (
	"fmt"
	"testing"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// normal returns n float32 values of a stream of their own.
func normal(id uint64, n int) []float32 {
	x := make([]float32, n)
	rng.FillNormal(x, 1, id, 1)
	return x
}

func BenchmarkConv(b *testing.B) {
	k := kernel.Go().F32
	for _, stage := range []struct{ channels, size int }{{16, 32}, {64, 8}} {
		c := kernel.Conv{
			Batch: 8, InH: stage.size, InW: stage.size, InC: stage.channels, OutC: stage.channels,
			Kernel: 3, Stride: 1, Pad: 1, Dilation: 1, Groups: 1, ReLU: true,
		}
		x, w, y := normal(1, c.InLen()), normal(2, c.WeightLen()), normal(3, c.OutLen())
		dx, dw, scratch := make([]float32, len(x)), make([]float32, len(w)), make([]float32, k.ConvScratch(c))
		for name, run := range map[string]func(){
			"forward":     func() { k.ConvForward(c, y, x, w, scratch) },
			"grad_input":  func() { k.ConvGradInput(c, dx, y, x, w, scratch) },
			"grad_weight": func() { k.ConvGradWeight(c, dw, y, x, scratch, false) },
		} {
			b.Run(fmt.Sprintf("%s/%d@%d", name, c.InC, c.InH), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					run()
				}
				b.ReportMetric(2*float64(c.MACs())*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}

func BenchmarkPointwise(b *testing.B) {
	k := kernel.Go().F32
	const rows, c = 4096, 16
	x, dy, y := normal(1, rows*c), normal(2, rows*c), make([]float32, rows*c)
	words := make([]uint64, rows*c/64)
	m, v := make([]float64, c), make([]float64, c)
	p := kernel.Pool{Batch: 4, InH: 32, InW: 32, C: c, Kernel: 3, Stride: 1, Pad: 1}
	for name, run := range map[string]func(){
		"relu":           func() { k.ReLU(y, x) },
		"relu_grad":      func() { k.ReLUGrad(y, dy, x) },
		"add":            func() { k.Add(y, x) },
		"codes":          func() { k.Codes(words, x) },
		"moments":        func() { k.Moments(m, v, x, rows, c) },
		"grad_moments":   func() { k.GradMoments(m, v, dy, x, dy[:c], rows, c) },
		"scale_shift":    func() { k.ScaleShift(y, x, dy, dy, rows, c, true) },
		"batchnorm_grad": func() { k.BatchNormGrad(y, dy, x, x, x, x, x, rows, c) },
		"pool":           func() { k.PoolForward(p, y, x, false) },
		"pool_grad":      func() { k.PoolGrad(p, y, x) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
			b.ReportMetric(float64(rows*c)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gelem/s")
		})
	}
}
