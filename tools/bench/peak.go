package main

import "protocell/tools/kerngen/wasm"

// Of a turn of the peak kernel's loop.
const (
	peakChains = 6 // of multiplications, and of additions
	peakUnroll = 4
	// PeakFlops is how many operations on numbers a turn does.
	peakFlops = 2 * peakChains * peakUnroll * 4
)

// peakModule exports peak(n): n turns of a loop of 128-bit multiplications and
// additions, as many of one as of the other, in registers. No chain of one is
// long enough to wait for, and no operation can be left out, so its time is what
// the processor can do at best.
func peakModule() []byte {
	var m wasm.Module
	m.ImportMemory("go", "mem", 1)
	f := m.Func("peak", wasm.I32)
	products, sums := f.Locals(peakChains, wasm.V128), f.Locals(peakChains, wasm.V128)
	factor, term := f.Local(wasm.V128), f.Local(wasm.V128)
	f.Set(factor, wasm.V128Load.At(wasm.Int(0), 0))
	f.Set(term, wasm.V128Load.At(wasm.Int(16), 0))
	for i := range peakChains {
		f.Set(products[i], wasm.V128Load.At(wasm.Int(32), 16*i))
		f.Set(sums[i], wasm.V128Load.At(wasm.Int(32), 16*(peakChains+i)))
	}
	n := f.Param(0)
	f.DoWhile(func() {
		for range peakUnroll {
			for i := range peakChains {
				f.Set(products[i], wasm.F32x4Mul.Of(products[i], factor))
				f.Set(sums[i], wasm.F32x4Add.Of(sums[i], term))
			}
		}
		f.Set(n, wasm.I32Sub.Of(n, wasm.Int(1)))
	}, n)
	for i := range peakChains {
		f.Store(wasm.V128Store, wasm.Int(32), 16*i, products[i])
		f.Store(wasm.V128Store, wasm.Int(32), 16*(peakChains+i), sums[i])
	}
	return m.Bytes()
}
