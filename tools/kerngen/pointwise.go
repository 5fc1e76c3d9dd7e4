package main

import "protocell/tools/kerngen/wasm"

// pointwise adds the kernels that treat every element alike.
func pointwise(g *generator, e element) {
	{
		k, a := g.kernel(e, "relu", "y = x, but +0 where x <= 0", "y", "x", "bytes")
		y, x, n := a[0], a[1], a[2]
		k.strips(n, k.elements(y, x), func(o *operations, count int) {
			v := k.Locals(count, o.kind)
			for i, v := range v {
				k.Set(v, o.load.At(x, i*o.bytes))
				k.Store(o.store, y, i*o.bytes, relu(o, v))
			}
		})
	}
	{
		k, a := g.kernel(e, "relu_grad", "dx += dy where x > 0", "dx", "dy", "x", "bytes")
		dx, dy, x, n := a[0], a[1], a[2], a[3]
		k.strips(n, k.elements(dx, dy, x), func(o *operations, count int) {
			v := k.Local(o.kind)
			for i := range count {
				at := i * o.bytes
				k.Set(v, o.load.At(dx, at))
				k.Store(o.store, dx, at, o.choose(o.add.Of(v, o.load.At(dy, at)), v, o.gt.Of(o.load.At(x, at), o.zero)))
			}
		})
	}
	{
		k, a := g.kernel(e, "add", "y += x", "y", "x", "bytes")
		y, x, n := a[0], a[1], a[2]
		k.strips(n, k.elements(y, x), func(o *operations, count int) {
			for i := range count {
				at := i * o.bytes
				k.Store(o.store, y, at, o.add.Of(o.load.At(y, at), o.load.At(x, at)))
			}
		})
	}
	codes(g, e)
}

// relu is v, but +0 where v <= 0. A NaN is not, and stays.
func relu(o *operations, v wasm.Local) wasm.Value {
	if o.kind == wasm.V128 {
		return wasm.V128Andnot.Of(v, o.le.Of(v, o.zero))
	}
	return o.choose(o.zero, v, o.le.Of(v, o.zero))
}

// codes packs signs into words of 64 bits.
func codes(g *generator, e element) {
	k, a := g.kernel(e, "codes", "bit i of words = x[i] > 0", "words", "x", "count")
	words, x, n := a[0], a[1], a[2]
	o, s := e.vector, e.scalar
	word := k.Local(wasm.I64)
	bits := func(v wasm.Value, at wasm.Value) wasm.Value {
		return wasm.I64Shl.Of(wasm.I64ExtendI32U.Of(v), wasm.I64ExtendI32U.Of(at))
	}
	k.While(wasm.I32GtS.Of(n, wasm.Int(63)), func() {
		for i := 0; i < 64; i += o.lanes {
			b := bits(e.bitmask.Of(o.gt.Of(o.load.At(x, i*e.size), o.zero)), wasm.Int(i))
			if i > 0 {
				b = wasm.I64Or.Of(word, b)
			}
			k.Set(word, b)
		}
		k.Store(wasm.I64Store, words, 0, word)
		k.advance(words, wasm.Int(8))
		k.advance(x, wasm.Int(64*e.size))
		k.advance(n, wasm.Int(-64))
	})
	k.If(n, func() {
		at := k.copyOf(wasm.Int(0))
		k.Set(word, wasm.I64ExtendI32U.Of(at))
		k.DoWhile(func() {
			k.Set(word, wasm.I64Or.Of(word, bits(s.gt.Of(s.load.At(x, 0), s.zero), at)))
			k.advance(x, wasm.Int(e.size))
			k.advance(at, wasm.Int(1))
		}, wasm.I32LtS.Of(at, n))
		k.Store(wasm.I64Store, words, 0, word)
	})
}
