package kernel

// Moments implements Kernels.
func (pure[T]) Moments(mean, variance []float64, x []T, rows, c int) {
	mean, variance = mean[:c], variance[:c]
	clear(mean)
	clear(variance)
	for top := 0; top < rows; top += MomentBlock {
		b := x[top*c : min(rows, top+MomentBlock)*c]
		for n := range mean {
			var s T
			for i := n; i < len(b); i += c {
				s += b[i]
			}
			mean[n] += float64(s)
		}
	}
	for n := range mean {
		mean[n] /= float64(rows)
	}
	for top := 0; top < rows; top += MomentBlock {
		b := x[top*c : min(rows, top+MomentBlock)*c]
		for n := range variance {
			var s T
			m := T(mean[n])
			for i := n; i < len(b); i += c {
				d := T(b[i] - m)
				s += T(d * d)
			}
			variance[n] += float64(s)
		}
	}
	for n := range variance {
		variance[n] /= float64(rows)
	}
}

// GradMoments implements Kernels.
func (pure[T]) GradMoments(sumDy, sumDyX []float64, dy, x, mean []T, rows, c int) {
	sumDy, sumDyX, mean = sumDy[:c], sumDyX[:c], mean[:c]
	clear(sumDy)
	clear(sumDyX)
	for top := 0; top < rows; top += MomentBlock {
		b := x[top*c : min(rows, top+MomentBlock)*c]
		d := dy[top*c : min(rows, top+MomentBlock)*c][:len(b)]
		for n, m := range mean {
			var s, t T
			for i := n; i < len(b); i += c {
				s += d[i]
				t += T(d[i] * T(b[i]-m))
			}
			sumDy[n] += float64(s)
			sumDyX[n] += float64(t)
		}
	}
}

// ScaleShift implements Kernels.
func (pure[T]) ScaleShift(y, x, scale, shift []T, rows, c int, add bool) {
	for r := range rows {
		yr, xr := y[r*c:(r+1)*c], x[r*c:(r+1)*c]
		yr, scale, shift := yr[:len(xr)], scale[:len(xr)], shift[:len(xr)]
		if add {
			for n, v := range xr {
				yr[n] += T(T(v*scale[n]) + shift[n])
			}
		} else {
			for n, v := range xr {
				yr[n] = T(v*scale[n]) + shift[n]
			}
		}
	}
}

// BatchNormGrad implements Kernels.
func (pure[T]) BatchNormGrad(dx, dy, x, a, b, mean, s []T, rows, c int) {
	for r := range rows {
		dxr, dyr, xr := dx[r*c:(r+1)*c], dy[r*c:(r+1)*c], x[r*c:(r+1)*c]
		dxr, dyr = dxr[:len(xr)], dyr[:len(xr)]
		a, b, mean, s := a[:len(xr)], b[:len(xr)], mean[:len(xr)], s[:len(xr)]
		for n, v := range xr {
			dxr[n] = T(T(dyr[n]*a[n])+T(T(v-mean[n])*b[n])) + s[n]
		}
	}
}
