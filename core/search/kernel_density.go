package search

import (
	"math"

	"protocell/core/rng"
	"protocell/core/space"
)

// kernelDensity is a density of architectures: the mean over its data of a product of
// Aitchison and Aitken's kernels for categories ("Multivariate binary discrimination
// by the kernel method", Biometrika 1976), one a decision, which give 1 - bandwidth to
// the same option and bandwidth/(options - 1) to each other one.
type kernelDensity struct {
	data       []Member
	options    []int
	bandwidths []float64
}

// newKernelDensity returns the density of data. A bandwidth is 1.06·σ·n^(-1/(4+d)),
// with σ the standard deviation of the indices of options: the rule of thumb that
// HpBandSter uses as if they were numbers. It is at least least, and at most that
// which makes all options equal.
func newKernelDensity(data []Member, options []int, least float64) *kernelDensity {
	k := &kernelDensity{data: data, options: options, bandwidths: make([]float64, len(options))}
	n := float64(len(data))
	shrink := power(n, -1/float64(4+len(options)))
	for i, count := range options {
		sum, square, have := 0.0, 0.0, 0.0
		for _, m := range data {
			if i < len(m.Arch) {
				v := float64(m.Arch[i])
				sum += v
				square += v * v // exact
				have++
			}
		}
		spread := 0.0
		if have > 0 {
			mean := sum / have
			spread = math.Sqrt(max(0, square/have-float64(mean*mean)))
		}
		uniform := float64(count-1) / float64(count)
		k.bandwidths[i] = min(max(float64(float64(1.06*spread)*shrink), least), uniform)
	}
	return k
}

// at returns the density of a.
func (k *kernelDensity) at(a space.Arch) float64 {
	sum := 0.0
	for _, m := range k.data {
		if len(m.Arch) != len(a) {
			continue
		}
		product := 1.0
		for i, h := range k.bandwidths[:len(a)] {
			if m.Arch[i] == a[i] {
				product *= 1 - h
			} else {
				product *= h / float64(k.options[i]-1)
			}
		}
		sum += float64(product)
	}
	return sum / float64(len(k.data))
}

// draw returns an architecture near one of the data: each decision is drawn anew with
// the probability of its bandwidth, at least least, times factor.
func (k *kernelDensity) draw(r *rng.Stream, least, factor float64) space.Arch {
	b := []byte(k.data[r.IntN(len(k.data))].Arch)
	for i := range b {
		h := float64(max(k.bandwidths[i], least) * factor)
		if r.Float64() >= 1-h {
			b[i] = byte(r.IntN(k.options[i]))
		}
	}
	return space.Arch(b)
}
