package engine

import "math"

// batchNorm normalises each channel by the mean and the biased variance of the
// batch (Ioffe and Szegedy, "Batch normalization", ICML 2015). The moments are
// float64; the shift is computed for the scale as rounded, so that the mean of
// the result is the shift whatever the mean of x.
func (n *Net[T]) batchNorm(s *step) {
	k := n.plan.kernels
	gamma, beta := n.buffers[s.w], n.buffers[s.v]
	scale, shift := n.vectors[0][:s.c], n.vectors[1][:s.c]
	mean, variance := s.moments(n.stats)
	x := n.buffers[s.x]
	if n.evaluate {
		mean, variance = s.moments(n.running)
	} else {
		k.Moments(mean, variance, x, s.rows, s.c)
	}
	for i := range scale {
		scale[i] = T(float64(gamma[i]) / math.Sqrt(variance[i]+epsilon))
		shift[i] = T(float64(beta[i]) - float64(mean[i]*float64(scale[i])))
	}
	k.ScaleShift(n.buffers[s.y], x, scale, shift, s.rows, s.c, s.add)
}

// batchNormGrad computes the gradients of a batch normalisation. With
// x' = (x - mean)·r, r = 1/sqrt(variance + eps) and m rows:
//
//	dγ = Σ dy·x', dβ = Σ dy, dx = γ·r·(dy - dβ/m - x'·dγ/m)
//
// The kernels subtract the mean as rounded to T; the difference is made good
// here.
func (n *Net[T]) batchNormGrad(s *step) {
	k := n.plan.kernels
	gamma, dGamma, dBeta := n.buffers[s.gamma], n.buffers[s.w], n.buffers[s.v]
	a, b, rounded, c := n.vectors[0][:s.c], n.vectors[1][:s.c], n.vectors[2][:s.c], n.vectors[3][:s.c]
	sumDy, sumDyX := n.sums[0][:s.c], n.sums[1][:s.c]
	mean, variance := s.moments(n.stats)
	for i, m := range mean {
		rounded[i] = T(m)
	}
	x, d := n.buffers[s.x], n.buffers[s.d]
	k.GradMoments(sumDy, sumDyX, d, x, rounded, s.rows, s.c)
	m := float64(s.rows)
	for i := range a {
		rest := mean[i] - float64(rounded[i])
		r := 1 / math.Sqrt(variance[i]+epsilon)
		dg := float64(r * (sumDyX[i] - float64(rest*sumDy[i])))
		scale := float64(float64(gamma[i]) * r)
		slope := -float64(float64(scale*r)*dg) / m
		if s.sums != 0 {
			n.stats[s.sums+i], n.stats[s.sums+s.c+i] = sumDy[i], sumDyX[i]-float64(rest*sumDy[i])
		}
		if s.w != 0 {
			dGamma[i], dBeta[i] = T(dg), T(sumDy[i])
		}
		a[i], b[i] = T(scale), T(slope)
		c[i] = T(-float64(scale*sumDy[i])/m - float64(slope*rest))
	}
	k.BatchNormGrad(n.buffers[s.y], d, x, a, b, rounded, c, s.rows, s.c)
}

// moments returns the means and variances of a batch normalisation among all of a
// network's.
func (s *step) moments(all []float64) (mean, variance []float64) {
	return all[s.stat : s.stat+s.c], all[s.stat+s.c : s.stat+2*s.c]
}
