package main

import "protocell/tools/kerngen/wasm"

// pad adds the copies of an image into a larger one.
func pad(g *generator, e element) {
	{
		k, a := g.kernel(e, "pad", "padded copy of an image, with ReLU if so asked",
			"dst", "src", "height", "rowBytes", "outHeight", "outRowBytes", "top", "leftBytes", "relu")
		dst, src, h, row, outH, outRow, top, left, rectify := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]
		n, right := k.cropped(row, outRow, left)
		k.paddedRows(dst, outH, outRow, top, h, func(d, y wasm.Local) {
			s := k.copyOf(add(src, mul(y, row)))
			k.zero(d, left)
			k.IfElse(rectify,
				func() { k.copyElements(d, s, n, relu) },
				func() { k.copyElements(d, s, n, unchanged) })
			k.zero(d, right)
		})
	}
	{
		k, a := g.kernel(e, "pad_mirror", "padded copy of an image, its pixels in reverse order",
			"dst", "src", "height", "rowBytes", "outHeight", "outRowBytes", "top", "leftBytes", "pixelBytes")
		dst, src, h, row, outH, outRow, top, left, pixel := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]
		n, right := k.cropped(row, outRow, left)
		// The source's first row goes to the last but top: walk it from the end.
		k.Set(top, sub(outH, add(top, h)))
		last := k.copyOf(add(src, mul(sub(h, wasm.Int(1)), row)))
		k.paddedRows(dst, outH, outRow, top, h, func(d, y wasm.Local) {
			k.zero(d, right)
			s, end := k.copyOf(add(sub(last, mul(y, row)), sub(n, pixel))), k.copyOf(add(d, n))
			k.While(wasm.I32LtS.Of(d, end), func() {
				k.copyElements(d, s, pixel, unchanged)
				k.Set(s, sub(s, add(pixel, pixel)))
			})
			k.zero(d, left)
		})
	}
}

// cropped returns how many bytes of a source row are copied, and how many zeros
// follow.
func (k kernel) cropped(row, outRow, left wasm.Local) (n, right wasm.Local) {
	room := k.copyOf(sub(outRow, left))
	n = k.copyOf(minimum(row, room))
	return n, k.copyOf(sub(room, n))
}

// paddedRows writes outH rows at dst: zeros, but for row y of h, which is top
// rows further down, what body writes at d.
func (k kernel) paddedRows(dst, outH, outRow, top, h wasm.Local, body func(d, y wasm.Local)) {
	y := k.copyOf(sub(wasm.Int(0), top))
	d := k.copyOf(dst)
	k.times(outH, func() {
		// Unsigned, so that rows before the first are outside too.
		k.IfElse(wasm.I32LtU.Of(y, h), func() { body(d, y) }, func() { k.zero(d, outRow) })
		k.advance(y, wasm.Int(1))
	})
}

// zero writes n bytes of zeros at d, and moves d on.
func (k kernel) zero(d wasm.Local, n wasm.Value) {
	k.strips(n, k.elements(d), func(o *operations, count int) {
		for i := range count {
			k.Store(o.store, d, i*o.bytes, o.zero)
		}
	})
}

// copyElements writes f of each element of n bytes at s to d, and moves both on.
func (k kernel) copyElements(d, s wasm.Local, n wasm.Value, f func(o *operations, v wasm.Local) wasm.Value) {
	k.strips(n, k.elements(d, s), func(o *operations, count int) {
		for i, v := range k.Locals(count, o.kind) {
			k.Set(v, o.load.At(s, i*o.bytes))
			k.Store(o.store, d, i*o.bytes, f(o, v))
		}
	})
}

func unchanged(_ *operations, v wasm.Local) wasm.Value { return v }
