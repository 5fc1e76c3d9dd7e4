package main

import "protocell/tools/kerngen/wasm"

// maxPool adds maximum pooling.
func maxPool(g *generator, e element) {
	{
		k, w := newWindows(g, e, "max_pool", "y = maximum pool of x", "y", "x")
		y, x := w.args[0], w.args[1]
		w.each(x, func(cell, ny, nx, rowBytes, _, _ wasm.Local) {
			k.strips(w.cell, k.elements(y, cell), func(o *operations, count int) {
				most := k.Locals(count, o.kind)
				for i, m := range most {
					k.Set(m, o.load.At(cell, i*o.bytes))
				}
				w.cells(cell, ny, nx, rowBytes, func(p wasm.Local) {
					for i, m := range most {
						k.Set(m, o.max.Of(m, o.load.At(p, i*o.bytes)))
					}
				})
				for i, m := range most {
					k.Store(o.store, y, i*o.bytes, m)
				}
			})
		})
	}

	k, w := newWindows(g, e, "max_pool_grad", "dx += dy in the first cell that is not less than the maximum y", "dy", "dx", "x", "y")
	dy, dx, x, y := w.args[0], w.args[1], w.args[2], w.args[3]
	toX := k.copyOf(sub(x, dx)) // from a gradient to the cell that it is of
	w.each(dx, func(cell, ny, nx, rowBytes, _, _ wasm.Local) {
		k.strips(w.cell, k.elements(dy, y, cell), func(o *operations, count int) {
			open := k.Locals(count, o.truth) // whether no cell was the maximum yet
			for _, free := range open {
				k.Set(free, o.le.Of(o.zero, o.zero))
			}
			less, old := k.Local(o.truth), k.Local(o.kind)
			w.cells(cell, ny, nx, rowBytes, func(p wasm.Local) {
				for i, free := range open {
					at := i * o.bytes
					k.Set(less, o.gt.Of(o.load.At(y, at), o.load.At(add(p, toX), at)))
					k.Set(old, o.load.At(p, at))
					k.Store(o.store, p, at, o.choose(old, o.choose(o.add.Of(old, o.load.At(dy, at)), old, free), less))
					k.Set(free, o.and.Of(free, less))
				}
			})
		})
	})
}
