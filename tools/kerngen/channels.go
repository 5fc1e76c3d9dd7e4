package main

import "protocell/tools/kerngen/wasm"

// multiplyChannels adds the product in which every column of C takes its own
// column of A and of B: depthwise convolution.
func multiplyChannels(g *generator, e element) {
	k, a := g.kernel(e, "multiply_channels", "C = A·B, column by column",
		"a", "b", "c", "mask", "add", "rows", "cols", "bytes", "aRow", "aCol", "cRow", "cCol",
		"outer", "middle", "inner", "aOuter", "aMiddle", "aInner", "bOuter", "bMiddle", "bInner")
	A, B, C, mask, adding, rows, cols, n := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
	aRow, aCol, cRow, cCol, outer, middle, inner := a[8], a[9], a[10], a[11], a[12], a[13], a[14]
	aOuter, aMiddle, aInner, bOuter, bMiddle, bInner := a[15], a[16], a[17], a[18], a[19], a[20]
	hasMask := k.copyOf(mask)
	k.Set(mask, sub(mask, C))
	k.times(rows, func() {
		rowA, rowC, col := k.copyOf(A), k.copyOf(C), k.copyOf(cols)
		k.times(col, func() {
			x, w, y := k.copyOf(rowA), k.copyOf(B), k.copyOf(rowC)
			k.strips(n, k.elements(x, w, y), func(o *operations, count int) {
				sums := k.Locals(count, o.kind)
				for _, s := range sums {
					k.Set(s, o.zero)
				}
				i, xi, wi := k.copyOf(outer), k.copyOf(x), k.copyOf(w)
				k.times(i, func() {
					j, xj, wj := k.copyOf(middle), k.copyOf(xi), k.copyOf(wi)
					k.times(j, func() {
						l, xl, wl := k.copyOf(inner), k.copyOf(xj), k.copyOf(wj)
						k.times(l, func() {
							for i, s := range sums {
								k.Set(s, o.add.Of(s, o.mul.Of(o.load.At(xl, i*o.bytes), o.load.At(wl, i*o.bytes))))
							}
							k.advance(xl, aInner)
							k.advance(wl, bInner)
						})
						k.advance(xj, aMiddle)
						k.advance(wj, bMiddle)
					})
					k.advance(xi, aOuter)
					k.advance(wi, bOuter)
				})
				k.finishChannels(o, y, sums, adding, hasMask, mask)
			})
			k.advance(rowA, aCol)
			k.advance(rowC, cCol)
		})
		k.advance(A, aRow)
		k.advance(C, cRow)
	})
}

// finishChannels writes sums at y, or adds them, if hasMask where the number at
// y plus mask is greater than 0.
func (k kernel) finishChannels(o *operations, y wasm.Local, sums []wasm.Local, adding, hasMask, mask wasm.Local) {
	old := k.Local(o.kind)
	for i, s := range sums {
		at := i * o.bytes
		k.If(adding, func() {
			k.Set(old, o.load.At(y, at))
			k.Set(s, o.add.Of(old, s))
			k.If(hasMask, func() {
				k.Set(s, o.choose(s, old, o.gt.Of(o.load.At(add(y, mask), at), o.zero)))
			})
		})
		k.Store(o.store, y, at, s)
	}
}
