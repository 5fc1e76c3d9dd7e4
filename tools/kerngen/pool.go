package main

import "protocell/tools/kerngen/wasm"

// pool adds average pooling.
func pool(g *generator, e element) {
	for _, adding := range []bool{false, true} {
		name, doc := "pool", "y = average pool of x"
		if adding {
			name, doc = "pool_add", "y += average pool of x"
		}
		k, w := newWindows(g, e, name, doc, "y", "x")
		y, x := w.args[0], w.args[1]
		w.each(x, func(cell, ny, nx, rowBytes, scale, scales wasm.Local) {
			k.strips(w.cell, k.elements(y, cell), func(o *operations, count int) {
				sums := k.Locals(count, o.kind)
				for _, s := range sums {
					k.Set(s, o.zero)
				}
				w.cells(cell, ny, nx, rowBytes, func(p wasm.Local) {
					for i, s := range sums {
						k.Set(s, o.add.Of(s, o.load.At(p, i*o.bytes)))
					}
				})
				for i, s := range sums {
					v := o.mul.Of(s, w.factor(o, scale, scales))
					if adding {
						v = o.add.Of(v, o.load.At(y, i*o.bytes))
					}
					k.Store(o.store, y, i*o.bytes, v)
				}
			})
		})
	}

	k, w := newWindows(g, e, "pool_grad", "dx += gradient of the average pool", "dy", "dx")
	dy, dx := w.args[0], w.args[1]
	w.each(dx, func(cell, ny, nx, rowBytes, scale, scales wasm.Local) {
		k.times(ny, func() {
			p, j := k.copyOf(cell), k.copyOf(nx)
			k.times(j, func() {
				from := k.copyOf(dy)
				k.strips(w.cell, k.elements(p, from), func(o *operations, count int) {
					for i := range count {
						at := i * o.bytes
						k.Store(o.store, p, at, o.add.Of(o.load.At(p, at), o.mul.Of(o.load.At(from, at), w.factor(o, scale, scales))))
					}
				})
			})
			k.advance(cell, rowBytes)
		})
		k.advance(dy, w.cell)
	})
}

// windows walks the output positions of a pooling.
type windows struct {
	k                             kernel
	args                          []wasm.Local
	batch, inH, inW, cell         wasm.Local
	outH, outW, size, stride, pad wasm.Local
}

func newWindows(g *generator, e element, name, doc string, args ...string) (kernel, *windows) {
	k, a := g.kernel(e, name, doc, append(args, "batch", "inH", "inW", "cellBytes", "outH", "outW", "size", "stride", "pad")...)
	p := a[len(args):]
	return k, &windows{
		k: k, args: a, batch: p[0], inH: p[1], inW: p[2], cell: p[3],
		outH: p[4], outW: p[5], size: p[6], stride: p[7], pad: p[8],
	}
}

// each runs body for every output position of every image, in order, with the
// address of the first cell of its window in the input, which is at image, the
// window's height and width, and the reciprocal of the number of its cells, also
// in all lanes of a vector.
func (w *windows) each(image wasm.Local, body func(cell, ny, nx, rowBytes, scale, scales wasm.Local)) {
	k := w.k
	scale, scales := k.Local(k.e.scalar.kind), k.Local(wasm.V128)
	rowBytes := k.copyOf(mul(w.inW, w.cell))
	// clip returns the part of a window that is inside, as start and length.
	clip := func(o, size wasm.Local) (from, n wasm.Local) {
		from = k.copyOf(sub(mul(o, w.stride), w.pad))
		end := k.copyOf(add(from, w.size))
		k.Set(end, minimum(end, size))
		k.Set(from, maximum(from, wasm.Int(0)))
		return from, k.copyOf(sub(end, from))
	}
	k.times(w.batch, func() {
		oy := k.copyOf(wasm.Int(0))
		k.DoWhile(func() {
			y0, ny := clip(oy, w.inH)
			ox := k.copyOf(wasm.Int(0))
			k.DoWhile(func() {
				x0, nx := clip(ox, w.inW)
				k.Set(scale, k.e.divide.Of(k.e.one, k.e.convert.Of(mul(ny, nx))))
				k.Set(scales, k.e.splat.Of(scale))
				cell := k.copyOf(add(image, add(mul(y0, rowBytes), mul(x0, w.cell))))
				body(cell, k.copyOf(ny), nx, rowBytes, scale, scales)
				k.advance(ox, wasm.Int(1))
			}, wasm.I32LtS.Of(ox, w.outW))
			k.advance(oy, wasm.Int(1))
		}, wasm.I32LtS.Of(oy, w.outH))
		k.advance(image, mul(w.inH, rowBytes))
	})
}

// cells runs body for every cell of a window, in order, with its address.
func (w *windows) cells(first, ny, nx, rowBytes wasm.Local, body func(cell wasm.Local)) {
	k := w.k
	p, i := k.copyOf(first), k.copyOf(ny)
	k.times(i, func() {
		j := k.copyOf(nx)
		k.times(j, func() {
			body(p)
			k.advance(p, w.cell)
		})
		k.advance(p, sub(rowBytes, mul(nx, w.cell)))
	})
}

// factor is the reciprocal as an operand of o.
func (w *windows) factor(o *operations, scale, scales wasm.Local) wasm.Value {
	if o.kind == wasm.V128 {
		return scales
	}
	return scale
}
