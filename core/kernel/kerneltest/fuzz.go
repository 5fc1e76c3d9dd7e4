package kerneltest

import (
	"testing"

	"protocell/core/kernel"
)

// FuzzConv compares the convolution methods, as Conform does, on shapes and
// values that the fuzzer finds.
func FuzzConv(f *testing.F, want, got kernel.Set, m Memory) {
	f.Add(uint64(1), uint(2), uint(5), uint(7), uint(3), uint(10), uint(3), uint(2), uint(1), uint(1), uint(1))
	f.Fuzz(func(t *testing.T, seed uint64, batch, h, w, in, out, size, stride, pad, dilation, groups uint) {
		c := kernel.Conv{
			Batch: int(batch%4) + 1, InH: int(h%12) + 1, InW: int(w%12) + 1,
			InC: int(in%20) + 1, OutC: int(out%20) + 1, Kernel: int(size%4)*2 + 1,
			Stride: int(stride%4) + 1, Pad: int(pad % 6), Dilation: int(dilation%4) + 1,
			Groups: int(groups%4) + 1, ReLU: seed%3 == 0,
		}
		if c.InC%c.Groups != 0 || c.OutC%c.Groups != 0 {
			c.Groups = 1
		}
		if reach := c.Dilation*(c.Kernel-1) + 1; c.InH+2*c.Pad < reach || c.InW+2*c.Pad < reach {
			return
		}
		a := &suite[float32]{want: want.F32, got: got.F32, m: m, alloc: m.Float32}
		a.begin(seed, seed%2 == 1)
		a.conv(t, c)
		b := &suite[float64]{want: want.F64, got: got.F64, m: m, alloc: m.Float64}
		b.begin(seed, seed%2 == 1)
		b.conv(t, c)
	})
}

// FuzzPool does so with poolings.
func FuzzPool(f *testing.F, want, got kernel.Set, m Memory) {
	f.Add(uint64(1), uint(2), uint(5), uint(7), uint(3), uint(2), uint(1), uint(1))
	f.Fuzz(func(t *testing.T, seed uint64, batch, h, w, c, size, stride, pad uint) {
		p := kernel.Pool{
			Batch: int(batch%4) + 1, InH: int(h%12) + 1, InW: int(w%12) + 1, C: int(c%40) + 1,
			Kernel: int(size%5) + 1, Stride: int(stride%4) + 1,
		}
		p.Pad = int(pad) % (p.Kernel/2 + 1)
		if min(p.InH, p.InW)+2*p.Pad < p.Kernel {
			return
		}
		a := &suite[float32]{want: want.F32, got: got.F32, m: m, alloc: m.Float32}
		a.begin(seed, seed%2 == 1)
		a.pool(t, p)
		b := &suite[float64]{want: want.F64, got: got.F64, m: m, alloc: m.Float64}
		b.begin(seed, seed%2 == 1)
		b.pool(t, p)
	})
}
