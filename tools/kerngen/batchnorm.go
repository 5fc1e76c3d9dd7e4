package main

import (
	core "protocell/core/kernel"
	"protocell/tools/kerngen/wasm"
)

// batchNorm adds the kernels of batch normalisation.
func batchNorm(g *generator, e element) {
	moments(g, e)
	gradMoments(g, e)
	for _, adding := range []bool{false, true} {
		name, doc := "scale_shift", "y = x·scale + shift"
		if adding {
			name, doc = "scale_shift_add", "y += x·scale + shift"
		}
		k, a := g.kernel(e, name, doc, "y", "x", "scale", "shift", "rows", "rowBytes")
		y, x, scale, shift, rows, n := a[0], a[1], a[2], a[3], a[4], a[5]
		k.times(rows, func() {
			p, q := k.copyOf(scale), k.copyOf(shift)
			k.strips(n, k.elements(y, x, p, q), func(o *operations, count int) {
				for i := range count {
					at := i * o.bytes
					v := o.add.Of(o.mul.Of(o.load.At(x, at), o.load.At(p, at)), o.load.At(q, at))
					if adding {
						v = o.add.Of(o.load.At(y, at), v)
					}
					k.Store(o.store, y, at, v)
				}
			})
		})
	}
	k, a := g.kernel(e, "batchnorm_grad", "dx = dy·a + (x - mean)·b + s",
		"dx", "dy", "x", "a", "b", "mean", "s", "rows", "rowBytes")
	rows, n := a[7], a[8]
	k.times(rows, func() {
		c := append(a[:3:3], k.copyOf(a[3]), k.copyOf(a[4]), k.copyOf(a[5]), k.copyOf(a[6]))
		k.strips(n, k.elements(c...), func(o *operations, count int) {
			for i := range count {
				load := func(j int) wasm.Value { return o.load.At(c[j], i*o.bytes) }
				k.Store(o.store, c[0], i*o.bytes, o.add.Of(o.add.Of(
					o.mul.Of(load(1), load(3)),
					o.mul.Of(o.sub.Of(load(2), load(5)), load(4))),
					load(6)))
			}
		})
	})
}

// blocks runs body for every MomentBlock of rows rows, with the number of rows in
// it; body moves its own addresses on.
func (k kernel) blocks(rows wasm.Local, body func(rows wasm.Local)) {
	left := k.copyOf(rows)
	k.While(left, func() {
		n := k.copyOf(minimum(left, wasm.Int(core.MomentBlock)))
		body(n)
		k.Set(left, sub(left, n))
	})
}

// divide divides count numbers of type f64 at address by by, and moves address
// on.
func (k kernel) divide(address, count wasm.Local, by wasm.Value) {
	n := k.copyOf(count)
	k.times(n, func() {
		k.Store(wasm.F64Store, address, 0, wasm.F64Div.Of(wasm.F64Load.At(address, 0), wasm.F64ConvertI32S.Of(by)))
		k.advance(address, wasm.Int(8))
	})
}

// clear sets count numbers of type f64 at address to 0.
func (k kernel) clear(address, count wasm.Local) {
	n, at := k.copyOf(count), k.copyOf(address)
	k.times(n, func() {
		k.Store(wasm.F64Store, at, 0, wasm.Double(0))
		k.advance(at, wasm.Int(8))
	})
}

func moments(g *generator, e element) {
	k, a := g.kernel(e, "moments", "mean and variance of each channel", "mean", "variance", "x", "rows", "count")
	mean, variance, x, rows, count := a[0], a[1], a[2], a[3], a[4]
	n := k.copyOf(mul(count, wasm.Int(e.size)))
	for pass, sum := range []wasm.Local{mean, variance} {
		k.clear(sum, count)
		block := k.copyOf(x)
		k.blocks(rows, func(rows wasm.Local) {
			at, s, m := k.copyOf(block), k.copyOf(sum), k.copyOf(mean)
			k.strips(n, append(k.elements(at), cursor{s, 8}, cursor{m, 8}), func(o *operations, count int) {
				sums, means, d := k.Locals(count, o.kind), k.Locals(count, o.kind), k.Local(o.kind)
				for i := range count {
					k.Set(sums[i], o.zero)
					if pass == 1 {
						k.Set(means[i], e.narrow(o, m, i*o.lanes*8))
					}
				}
				p, r := k.copyOf(at), k.copyOf(rows)
				k.times(r, func() {
					for i := range count {
						v := o.load.At(p, i*o.bytes)
						if pass == 1 {
							k.Set(d, o.sub.Of(v, means[i]))
							v = o.mul.Of(d, d)
						}
						k.Set(sums[i], o.add.Of(sums[i], v))
					}
					k.advance(p, n)
				})
				for i := range count {
					k.addWide(o, s, i*o.lanes*8, sums[i])
				}
			})
			k.advance(block, mul(rows, n))
		})
		k.divide(k.copyOf(sum), count, rows)
	}
}

func gradMoments(g *generator, e element) {
	k, a := g.kernel(e, "grad_moments", "sums of dy and of dy·(x - mean)", "sumDy", "sumDyX", "dy", "x", "mean", "rows", "count")
	sumDy, sumDyX, dy, x, mean, rows, count := a[0], a[1], a[2], a[3], a[4], a[5], a[6]
	n := k.copyOf(mul(count, wasm.Int(e.size)))
	k.clear(sumDy, count)
	k.clear(sumDyX, count)
	k.blocks(rows, func(rows wasm.Local) {
		atDy, atX, s, t, m := k.copyOf(dy), k.copyOf(x), k.copyOf(sumDy), k.copyOf(sumDyX), k.copyOf(mean)
		k.strips(n, append(k.elements(atDy, atX, m), cursor{s, 8}, cursor{t, 8}), func(o *operations, count int) {
			sums, sumsX, means := k.Locals(count, o.kind), k.Locals(count, o.kind), k.Locals(count, o.kind)
			d := k.Local(o.kind)
			for i := range count {
				k.Set(sums[i], o.zero)
				k.Set(sumsX[i], o.zero)
				k.Set(means[i], o.load.At(m, i*o.bytes))
			}
			p, q, r := k.copyOf(atDy), k.copyOf(atX), k.copyOf(rows)
			k.times(r, func() {
				for i := range count {
					k.Set(d, o.load.At(p, i*o.bytes))
					k.Set(sums[i], o.add.Of(sums[i], d))
					k.Set(sumsX[i], o.add.Of(sumsX[i], o.mul.Of(d, o.sub.Of(o.load.At(q, i*o.bytes), means[i]))))
				}
				k.advance(p, n)
				k.advance(q, n)
			})
			for i := range count {
				k.addWide(o, s, i*o.lanes*8, sums[i])
				k.addWide(o, t, i*o.lanes*8, sumsX[i])
			}
		})
		k.advance(dy, mul(rows, n))
		k.advance(x, mul(rows, n))
	})
}
