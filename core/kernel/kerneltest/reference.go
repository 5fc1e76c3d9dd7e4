package kerneltest

import "protocell/core/kernel"

// Reference returns kernels that compute everything straight from the
// definitions in package kernel, an element at a time. They are slow, and the
// measure of all others.
func Reference() kernel.Set {
	return kernel.Set{F32: reference[float32]{}, F64: reference[float64]{}}
}

type reference[T kernel.Float] struct{}

func (reference[T]) Name() string                { return "reference" }
func (reference[T]) ConvScratch(kernel.Conv) int { return 0 }

func relu[T kernel.Float](on bool, v T) T {
	if on && v <= 0 {
		return 0
	}
	return v
}

// at returns x at image b, position (y, x), channel ch, or 0 beside the image.
func at[T kernel.Float](x []T, h, w, c, b, iy, ix, ch int) T {
	if ix < 0 || ix >= w {
		return 0
	}
	return x[((b*h+iy)*w+ix)*c+ch]
}

func (reference[T]) ConvForward(c kernel.Conv, y, x, w, _ []T) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	i := 0
	for b := range c.Batch {
		for oy := range c.OutH() {
			for ox := range c.OutW() {
				for o := range c.OutC {
					var s T
					for ky := range c.Kernel {
						iy := oy*c.Stride + ky*c.Dilation - c.Pad
						if iy < 0 || iy >= c.InH {
							continue
						}
						for kx := range c.Kernel {
							for n := range inG {
								v := at(x, c.InH, c.InW, c.InC, b, iy, ox*c.Stride+kx*c.Dilation-c.Pad, o/outG*inG+n)
								s += T(relu(c.ReLU, v) * w[((ky*c.Kernel+kx)*inG+n)*c.OutC+o])
							}
						}
					}
					y[i] = s
					i++
				}
			}
		}
	}
}

func (reference[T]) ConvGradInput(c kernel.Conv, dx, dy, x, w, _ []T) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	i := -1
	for b := range c.Batch {
		for iy := range c.InH {
			for ix := range c.InW {
				for n := range c.InC {
					var s T
					taps := 0
					for ky := range c.Kernel {
						for kx := range c.Kernel {
							ty, tx := iy+c.Pad-ky*c.Dilation, ix+c.Pad-kx*c.Dilation
							if ty%c.Stride != 0 || tx%c.Stride != 0 || ty < 0 || ty/c.Stride >= c.OutH() {
								continue
							}
							taps++
							for o := range outG {
								o += n / inG * outG
								s += T(at(dy, c.OutH(), c.OutW(), c.OutC, b, ty/c.Stride, tx/c.Stride, o) * w[((ky*c.Kernel+kx)*inG+n%inG)*c.OutC+o])
							}
						}
					}
					i++
					if taps > 0 && (!c.ReLU || x[i] > 0) {
						dx[i] += s
					}
				}
			}
		}
	}
}

func (reference[T]) ConvGradWeight(c kernel.Conv, dw, dy, x, _ []T, add bool) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	i := 0
	for ky := range c.Kernel {
		for kx := range c.Kernel {
			for n := range inG {
				for o := range c.OutC {
					var total T
					if add {
						total = dw[i]
					}
					for b := range c.Batch {
						var s T
						for oy := range c.OutH() {
							iy := oy*c.Stride + ky*c.Dilation - c.Pad
							if iy < 0 || iy >= c.InH {
								continue
							}
							for ox := range c.OutW() {
								v := at(x, c.InH, c.InW, c.InC, b, iy, ox*c.Stride+kx*c.Dilation-c.Pad, o/outG*inG+n)
								s += T(relu(c.ReLU, v) * dy[((b*c.OutH()+oy)*c.OutW()+ox)*c.OutC+o])
							}
						}
						total += s
					}
					dw[i] = total
					i++
				}
			}
		}
	}
}

// poolCells calls f for every cell of the pooling at each output position.
func poolCells(p kernel.Pool, f func(out, in int, count int)) {
	inside := func(o, k, size int) bool { i := o*p.Stride - p.Pad + k; return i >= 0 && i < size }
	for b := range p.Batch {
		for oy := range p.OutH() {
			for ox := range p.OutW() {
				for n := range p.C {
					count := 0
					for pass := range 2 {
						for ky := range p.Kernel {
							for kx := range p.Kernel {
								if !inside(oy, ky, p.InH) || !inside(ox, kx, p.InW) {
									continue
								}
								if pass == 0 {
									count++
									continue
								}
								iy, ix := oy*p.Stride-p.Pad+ky, ox*p.Stride-p.Pad+kx
								f(((b*p.OutH()+oy)*p.OutW()+ox)*p.C+n, ((b*p.InH+iy)*p.InW+ix)*p.C+n, count)
							}
						}
					}
				}
			}
		}
	}
}

func (reference[T]) PoolForward(p kernel.Pool, y, x []T, add bool) {
	sums := make([]T, len(y))
	counts := make([]int, len(y))
	poolCells(p, func(out, in, count int) { sums[out] += x[in]; counts[out] = count })
	for i, s := range sums {
		s = T(s * (1 / T(counts[i])))
		if add {
			s += y[i]
		}
		y[i] = s
	}
}

func (reference[T]) PoolGrad(p kernel.Pool, dx, dy []T) {
	poolCells(p, func(out, in, count int) { dx[in] += T(dy[out] * (1 / T(count))) })
}

func (reference[T]) MaxPool(p kernel.Pool, y, x []T) {
	begun := make([]bool, len(y))
	poolCells(p, func(out, in, _ int) {
		if !begun[out] || above(x[in], y[out]) {
			y[out] = x[in]
		}
		begun[out] = true
	})
}

// above orders numbers as a maximum does: -0 is below +0, and NaN above all.
func above[T kernel.Float](a, b T) bool {
	return a > b || a != a && b == b || a == 0 && b == 0 && 1/a > 1/b
}

func (reference[T]) MaxPoolGrad(p kernel.Pool, dx, dy, x, y []T) {
	taken := make([]bool, len(y))
	poolCells(p, func(out, in, _ int) {
		if !taken[out] && !(x[in] < y[out]) {
			taken[out] = true
			dx[in] += dy[out]
		}
	})
}
