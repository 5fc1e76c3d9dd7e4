package main

import "protocell/tools/kerngen/wasm"

// pack adds the kernels that write a matrix as panels of columns. A panel has
// two vectors to a row; the last has one, if that is enough.
func pack(g *generator, e element) {
	{
		k, a := g.kernel(e, "pack", "panels of a matrix whose columns lie side by side",
			"dst", "src", "rows", "rowStep", "count")
		dst, src, rows, step, n := a[0], a[1], a[2], a[3], a[4]
		k.panels(n, func(vectors int, cols wasm.Local) {
			from, r := k.copyOf(src), k.copyOf(rows)
			width := vectors * e.vector.lanes
			k.IfElse(wasm.I32Eq.Of(cols, wasm.Int(width)), func() {
				k.times(r, func() {
					for i := range vectors {
						k.Store(wasm.V128Store, dst, 16*i, wasm.V128Load.At(from, 16*i))
					}
					k.advance(from, step)
					k.advance(dst, wasm.Int(16*vectors))
				})
			}, func() {
				bytes := k.copyOf(mul(cols, wasm.Int(e.size)))
				k.times(r, func() {
					s := k.copyOf(from)
					k.copyElements(dst, s, bytes, unchanged)
					k.zero(dst, sub(wasm.Int(16*vectors), bytes))
					k.advance(from, step)
				})
			})
			k.advance(src, wasm.Int(16*vectors))
		})
	}
	{
		k, a := g.kernel(e, "pack_transposed", "panels of a matrix whose rows lie side by side, in runs",
			"dst", "src", "outer", "middle", "inner", "outerStep", "middleStep", "columnStep", "count")
		dst, src, outer, middle, inner, outerStep, middleStep, colStep, n := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]
		k.panels(n, func(vectors int, cols wasm.Local) {
			width := vectors * e.vector.lanes
			rowO, i := k.copyOf(src), k.copyOf(outer)
			k.times(i, func() {
				rowM, j := k.copyOf(rowO), k.copyOf(middle)
				k.times(j, func() {
					at, left := k.copyOf(rowM), k.copyOf(inner)
					k.If(wasm.I32Eq.Of(cols, wasm.Int(width)), func() {
						k.While(wasm.I32GtS.Of(left, wasm.Int(e.vector.lanes-1)), func() {
							k.transpose(dst, at, colStep, vectors)
							k.advance(at, wasm.Int(16))
							k.advance(dst, wasm.Int(16*width))
							k.advance(left, wasm.Int(-e.vector.lanes))
						})
					})
					// What is left of the run, or all of it, one element at a time.
					k.times(left, func() {
						from, c := k.copyOf(at), k.copyOf(cols)
						k.times(c, func() {
							k.Store(e.scalar.store, dst, 0, e.scalar.load.At(from, 0))
							k.advance(from, colStep)
							k.advance(dst, wasm.Int(e.size))
						})
						k.zero(dst, mul(sub(wasm.Int(width), cols), wasm.Int(e.size)))
						k.advance(at, wasm.Int(e.size))
					})
					k.advance(rowM, middleStep)
				})
				k.advance(rowO, outerStep)
			})
			k.advance(src, mul(colStep, wasm.Int(width)))
		})
	}
}

// panels runs body for each panel of n columns, with the number of its vectors
// to a row and the number of columns that are there.
func (k kernel) panels(n wasm.Local, body func(vectors int, cols wasm.Local)) {
	lanes := k.e.vector.lanes
	full := func() {
		cols := k.copyOf(minimum(n, wasm.Int(2*lanes)))
		body(2, cols)
		k.Set(n, sub(n, cols))
	}
	k.While(wasm.I32GtS.Of(n, wasm.Int(lanes)), full)
	k.If(n, func() { body(1, k.copyOf(n)) })
}

// transpose writes a square, or two side by side, whose columns are step apart
// at from, as rows at dst.
func (k kernel) transpose(dst, from, step wasm.Local, vectors int) {
	lanes := k.e.vector.lanes
	at := k.copyOf(from)
	for v := range vectors {
		cols := k.Locals(lanes, wasm.V128)
		for _, c := range cols {
			k.Set(c, wasm.V128Load.At(at, 0))
			k.advance(at, step)
		}
		var rows []wasm.Value
		if lanes == 2 {
			rows = []wasm.Value{
				wasm.Shuffle(cols[0], cols[1], 0, 2),
				wasm.Shuffle(cols[0], cols[1], 1, 3),
			}
		} else {
			t := k.Locals(4, wasm.V128)
			for i := range 2 {
				k.Set(t[2*i], wasm.Shuffle(cols[2*i], cols[2*i+1], 0, 4, 1, 5))
				k.Set(t[2*i+1], wasm.Shuffle(cols[2*i], cols[2*i+1], 2, 6, 3, 7))
			}
			for i := range 2 {
				rows = append(rows,
					wasm.Shuffle(t[i], t[2+i], 0, 1, 4, 5),
					wasm.Shuffle(t[i], t[2+i], 2, 3, 6, 7))
			}
		}
		for i, r := range rows {
			k.Store(wasm.V128Store, dst, 16*(i*vectors+v), r)
		}
	}
}
