package engine

import (
	"math"

	"protocell/core/detmath"
)

// forwardSums and backwardSums return where the sums over the rows lie that Tangent
// keeps of a batch normalisation, after its means and variances: of each channel those
// of x's tangent, and of that times x - mean; and those of the gradient, and of that
// times x - mean.
func (s *step) forwardSums() int  { return s.stat + 2*s.c }
func (s *step) backwardSums() int { return s.stat + 4*s.c }

// batchNormTangent computes the tangent of a batch normalisation's gradient. With
// the names of batchNormGrad, dots for tangents, S1 = Σ dy and S2 = Σ dy·(x - mean),
// it differentiates
//
//	dx = γ·(r·dy - r·S1/m - r³·S2/m·(x - mean)), dγ = r·S2, dβ = S1
//
// where ṙ = -r³·Σ ẋ·(x - mean)/m. γ has no tangent.
func (n *Net[T]) batchNormTangent(s *step) {
	k := n.plan.kernels
	gamma, dGamma, dBeta := n.buffers[s.gamma], n.buffers[s.w], n.buffers[s.v]
	v0, v1, rounded, v3 := n.vectors[0][:s.c], n.vectors[1][:s.c], n.vectors[2][:s.c], n.vectors[3][:s.c]
	mean, variance := s.moments(n.stats)
	moved, movedX := pair(n.stats[s.forwardSums():], s.c)
	sumDy, sumDyX := pair(n.stats[s.backwardSums():], s.c)
	x, d, dd, y := n.buffers[s.x], n.buffers[s.d], n.buffers[s.dd], n.buffers[s.y]
	m := float64(s.rows)

	for i, v := range mean {
		rounded[i] = T(v)
	}
	sums, sumsX := n.sums[0][:s.c], n.sums[1][:s.c] // of the tangent of dy
	k.GradMoments(sums, sumsX, dd, x, rounded, s.rows, s.c)
	cross := n.sums[2][:s.c] // the sum of dy times the tangent of x - mean
	clear(cross)
	if s.dx != 0 {
		for i, v := range moved {
			v0[i] = T(v / m)
		}
		k.GradMoments(n.sums[3][:s.c], cross, d, n.buffers[s.dx], v0, s.rows, s.c)
		for i, v := range moved {
			cross[i] -= float64((v/m - float64(v0[i])) * sumDy[i])
		}
	}
	// y = v0·dẏ + v1·(x - rounded) + v3 + turn·dy + slope·ẋ. The last two factors wait
	// where the sums were.
	turn, slope := sums, sumsX
	for i := range v0 {
		g, r := float64(gamma[i]), 1/math.Sqrt(variance[i]+epsilon)
		square := float64(r * r)
		cube := float64(square * r)
		rest := mean[i] - float64(rounded[i])
		dr, dMean := 0.0, 0.0 // tangents of r and the mean
		if s.dx != 0 {
			dr, dMean = -float64(cube*movedX[i])/m, moved[i]/m
		}
		dS1 := sums[i]
		dS2 := sumsX[i] - float64(rest*dS1) + cross[i]
		dGamma[i], dBeta[i] = T(float64(dr*sumDyX[i])+float64(r*dS2)), T(dS1)
		along := -float64(g*(float64(float64(3*float64(square*dr))*sumDyX[i])+float64(cube*dS2))) / m
		tilt := -float64(g*float64(cube*sumDyX[i])) / m
		level := -float64(g*(float64(dr*sumDy[i])+float64(r*dS1))) / m
		v0[i], v1[i] = T(float64(g*r)), T(along)
		v3[i] = T(level - float64(tilt*dMean) - float64(along*rest))
		turn[i], slope[i] = float64(g*dr), tilt
	}
	k.BatchNormGrad(y, dd, x, v0, v1, rounded, v3, s.rows, s.c)
	if s.dx == 0 {
		return
	}
	clear(v1)
	n.addScaled(s, y, d, turn, v0, v1)
	n.addScaled(s, y, n.buffers[s.dx], slope, v0, v1)
}

// addScaled adds x, each channel times its factor, to y.
func (n *Net[T]) addScaled(s *step, y, x []T, factors []float64, scale, zero []T) {
	for i, v := range factors {
		scale[i] = T(v)
	}
	n.plan.kernels.ScaleShift(y, x, scale, zero, s.rows, s.c, true)
}

// pair returns two runs of c numbers.
func pair(all []float64, c int) (a, b []float64) { return all[:c], all[c : 2*c] }

// lossTangent writes the tangent of the gradient that CrossEntropy sets, given that
// of the logits: for the softmax p of a row, p·(d - Σ p·d)/batch. Logits without one
// are constant.
func (n *Net[T]) lossTangent(s *step) {
	y, logits, d := n.buffers[s.y], n.buffers[s.x], n.buffers[s.d]
	if s.d == 0 {
		clear(y)
		return
	}
	batch := float64(n.Batch())
	classes := len(logits) / n.Batch()
	for ; len(y) > 0; y, logits, d = y[classes:], logits[classes:], d[classes:] {
		most := float64(logits[0])
		for _, v := range logits[:classes] {
			most = max(most, float64(v))
		}
		sum, mean := 0.0, 0.0
		for i, v := range logits[:classes] {
			e := detmath.Exp(float64(v) - most)
			sum += e
			mean += float64(e * float64(d[i]))
		}
		mean /= sum
		for i, v := range logits[:classes] {
			p := detmath.Exp(float64(v)-most) / sum
			y[i] = T(float64(p*(float64(d[i])-mean)) / batch)
		}
	}
}
