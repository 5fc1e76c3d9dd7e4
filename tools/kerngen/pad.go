package main

import "protocell/tools/kerngen/wasm"

// pad adds the copies of an image into a wider one.
func pad(g *generator, e element) {
	{
		k, a := g.kernel(e, "pad", "a padded copy of an image, with ReLU if so asked",
			"dst", "src", "height", "rowBytes", "outRowBytes", "leftBytes", "rectify")
		dst, src, h, row, outRow, left, rectify := a[0], a[1], a[2], a[3], a[4], a[5], a[6]
		n, right := k.cropped(row, outRow, left)
		k.times(h, func() {
			s := k.copyOf(src)
			k.zero(dst, left)
			k.IfElse(rectify,
				func() { k.copyElements(dst, s, n, relu) },
				func() { k.copyElements(dst, s, n, unchanged) })
			k.zero(dst, right)
			k.advance(src, row)
		})
	}
	{
		k, a := g.kernel(e, "pad_mirror", "a padded copy of an image, its pixels in reverse order",
			"dst", "src", "height", "rowBytes", "outRowBytes", "leftBytes", "pixelBytes")
		dst, src, h, row, outRow, left, pixel := a[0], a[1], a[2], a[3], a[4], a[5], a[6]
		n, right := k.cropped(row, outRow, left)
		k.advance(src, mul(h, row))
		k.times(h, func() {
			k.Set(src, sub(src, row))
			k.zero(dst, right)
			s, end := k.copyOf(sub(add(src, n), pixel)), k.copyOf(add(dst, n))
			k.While(wasm.I32LtS.Of(dst, end), func() {
				k.copyElements(dst, s, pixel, unchanged)
				k.Set(s, sub(s, add(pixel, pixel)))
			})
			k.zero(dst, left)
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
