package kernel

// MaxPool implements Kernels.
func (pure[T]) MaxPool(p Pool, y, x []T) {
	p.windows(func(out, in, ny, nx int) {
		most := y[out:][:p.C]
		copy(most, x[in:])
		for i := range ny {
			for j := range nx {
				for n, v := range x[in+(i*p.InW+j)*p.C:][:len(most)] {
					most[n] = max(most[n], v)
				}
			}
		}
	})
}

// MaxPoolGrad implements Kernels.
func (pure[T]) MaxPoolGrad(p Pool, dx, dy, x, y []T) {
	p.windows(func(out, in, ny, nx int) {
		for n, d := range dy[out:][:p.C] {
			if at := maximum(p, x[in+n:], y[out+n], ny, nx); at >= 0 {
				dx[in+n+at] += d
			}
		}
	})
}

// MaxPoolTangent adds the tangent dx of x to that of the maximum pool y, dy: where
// MaxPoolGrad takes gradients to, it is taken from.
func MaxPoolTangent[T Float](p Pool, dy, dx, x, y []T) {
	p.windows(func(out, in, ny, nx int) {
		for n := range p.C {
			if at := maximum(p, x[in+n:], y[out+n], ny, nx); at >= 0 {
				dy[out+n] += dx[in+n+at]
			}
		}
	})
}

// maximum returns where, from its channel's element of a window's first cell on, the
// first cell is that is not less than y.
func maximum[T Float](p Pool, x []T, y T, ny, nx int) int {
	for i := range ny {
		for j := range nx {
			if at := (i*p.InW + j) * p.C; !(x[at] < y) {
				return at
			}
		}
	}
	return -1
}

// windows calls f for every output position in order: with where its channels begin in
// the output and those of its first cell in the input, and the window's height and
// width.
func (p Pool) windows(f func(out, in, ny, nx int)) {
	outH, outW := p.OutH(), p.OutW()
	for b := range p.Batch {
		for oy := range outH {
			y0, y1 := p.window(oy, p.InH)
			for ox := range outW {
				x0, x1 := p.window(ox, p.InW)
				f(((b*outH+oy)*outW+ox)*p.C, ((b*p.InH+y0)*p.InW+x0)*p.C, y1-y0, x1-x0)
			}
		}
	}
}
