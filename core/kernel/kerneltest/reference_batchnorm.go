package kerneltest

import "protocell/core/kernel"

// blocks adds term(row) over rows, MomentBlock at a time in T and the blocks in
// float64.
func blocks[T kernel.Float](rows int, term func(row int) T) float64 {
	var total float64
	var s T
	for r := range rows {
		s += term(r)
		if (r+1)%kernel.MomentBlock == 0 || r == rows-1 {
			total += float64(s)
			s = 0
		}
	}
	return total
}

func (reference[T]) Moments(mean, variance []float64, x []T, rows, c int) {
	for n := range c {
		mean[n] = blocks(rows, func(r int) T { return x[r*c+n] }) / float64(rows)
		m := T(mean[n])
		variance[n] = blocks(rows, func(r int) T {
			d := T(x[r*c+n] - m)
			return T(d * d)
		}) / float64(rows)
	}
}

func (reference[T]) GradMoments(sumDy, sumDyX []float64, dy, x, mean []T, rows, c int) {
	for n := range c {
		sumDy[n] = blocks(rows, func(r int) T { return dy[r*c+n] })
		sumDyX[n] = blocks(rows, func(r int) T { return T(dy[r*c+n] * T(x[r*c+n]-mean[n])) })
	}
}

func (reference[T]) ScaleShift(y, x, scale, shift []T, rows, c int, add bool) {
	for i := range rows * c {
		v := T(T(x[i]*scale[i%c]) + shift[i%c])
		if add {
			v = T(y[i] + v)
		}
		y[i] = v
	}
}

func (reference[T]) BatchNormGrad(dx, dy, x, a, b, mean, s []T, rows, c int) {
	for i := range rows * c {
		n := i % c
		dx[i] = T(T(T(dy[i]*a[n])+T(T(x[i]-mean[n])*b[n])) + s[n])
	}
}

func (reference[T]) ReLU(y, x []T) {
	for i, v := range x {
		y[i] = relu(true, v)
	}
}

func (reference[T]) ReLUGrad(dx, dy, x []T) {
	for i, v := range x {
		if v > 0 {
			dx[i] += dy[i]
		}
	}
}

func (reference[T]) Add(y, x []T) {
	for i, v := range x {
		y[i] += v
	}
}

func (reference[T]) Codes(words []uint64, x []T) {
	clear(words)
	for i, v := range x {
		if v > 0 {
			words[i/64] |= 1 << (i % 64)
		}
	}
}
