package kernel

// window returns the first cell along an axis that the pooling at position o
// covers, and the one after the last.
func (p Pool) window(o, size int) (from, to int) {
	from = o*p.Stride - p.Pad
	return max(0, from), min(size, from+p.Kernel)
}

// PoolForward implements Kernels.
func (pure[T]) PoolForward(p Pool, y, x []T, add bool) {
	outH, outW := p.OutH(), p.OutW()
	for b := range p.Batch {
		image := x[b*p.InH*p.InW*p.C:]
		for oy := range outH {
			y0, y1 := p.window(oy, p.InH)
			for ox := range outW {
				x0, x1 := p.window(ox, p.InW)
				scale := 1 / T((y1-y0)*(x1-x0))
				out := y[((b*outH+oy)*outW+ox)*p.C:][:p.C]
				for n := 0; n < p.C; n += panel {
					var s [panel]T
					cols := min(panel, p.C-n)
					for iy := y0; iy < y1; iy++ {
						for ix := x0; ix < x1; ix++ {
							addPanel(&s, image[(iy*p.InW+ix)*p.C+n:], cols)
						}
					}
					for i := range cols {
						v := T(s[i] * scale)
						if add {
							v += out[n+i]
						}
						out[n+i] = v
					}
				}
			}
		}
	}
}

// PoolGrad implements Kernels.
func (pure[T]) PoolGrad(p Pool, dx, dy []T) {
	outH, outW := p.OutH(), p.OutW()
	for b := range p.Batch {
		image := dx[b*p.InH*p.InW*p.C:]
		for oy := range outH {
			y0, y1 := p.window(oy, p.InH)
			for ox := range outW {
				x0, x1 := p.window(ox, p.InW)
				scale := 1 / T((y1-y0)*(x1-x0))
				out := dy[((b*outH+oy)*outW+ox)*p.C:][:p.C]
				for iy := y0; iy < y1; iy++ {
					for ix := x0; ix < x1; ix++ {
						in := image[(iy*p.InW+ix)*p.C:][:len(out)]
						for n, v := range out {
							in[n] += T(v * scale)
						}
					}
				}
			}
		}
	}
}

// addPanel adds cols elements of x, of up to 4, to s.
func addPanel[T Float](s *[panel]T, x []T, cols int) {
	if cols == panel {
		x := (*[panel]T)(x)
		s[0] += x[0]
		s[1] += x[1]
		s[2] += x[2]
		s[3] += x[3]
		return
	}
	for i := range cols {
		s[i] += x[i]
	}
}
