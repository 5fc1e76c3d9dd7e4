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
				for n := range out {
					var s T
					for iy := y0; iy < y1; iy++ {
						for ix := x0; ix < x1; ix++ {
							s += image[(iy*p.InW+ix)*p.C+n]
						}
					}
					if s = T(s * scale); add {
						s += out[n]
					}
					out[n] = s
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
