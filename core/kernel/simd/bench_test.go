package simd

import (
	"testing"

	"protocell/core/kernel"
)

// BenchmarkSmall has a convolution so small that its time is that of the way to
// the kernels.
func BenchmarkSmall(b *testing.B) {
	set, ok := Set()
	if !ok {
		b.Skip("the host has no SIMD")
	}
	k := set.F32
	c := kernel.Conv{Batch: 1, InH: 1, InW: 4, InC: 4, OutC: 4, Kernel: 1, Stride: 1, Dilation: 1, Groups: 1}
	x, w, y := make([]float32, c.InLen()), make([]float32, c.WeightLen()), make([]float32, c.OutLen())
	scratch := make([]float32, k.ConvScratch(c))
	b.Run("forward", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			k.ConvForward(c, y, x, w, scratch)
		}
	})
	b.Run("add", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			k.Add(y, x)
		}
	})
}
