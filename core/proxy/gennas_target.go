package proxy

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/rng"
)

// signal is what the synthetic maps of one level of GenNAS are the sum of. Each
// signal has an amplitude; frequencies are in periods a position.
type signal struct {
	channels int
	shared   bool       // by all samples; else each has its own
	line     float64    // amplitude of waves along one axis
	lines    [2]float64 // range of their frequencies
	plane    float64    // amplitude of waves along both axes
	planes   [2]float64 // range of their frequencies
	dots     float64    // amplitude of blurred dots
	filled   float64    // share of the positions that are dots
}

// frequencies is how many frequencies a range has, evenly spaced; phases is how many
// phases each of them, or each pair of them, has.
const (
	frequencies = 10
	phases      = 32
)

// maps returns the target of a level: samples maps of h x w, NHWC.
func (s signal) maps(samples, h, w int, r *rng.Stream) []float32 {
	all := make([]float32, samples*h*w*s.channels)
	size := h * w * s.channels
	for i := range samples {
		one := all[i*size:][:size]
		if i > 0 && s.shared {
			copy(one, all[:size])
			continue
		}
		s.addLines(one, h, w, r)
		s.addPlanes(one, h, w, r)
		s.addDots(one, h, w, r)
	}
	return all
}

// frequency returns frequency i of a range.
func frequency(span [2]float64, i int) float64 {
	return span[0] + float64((span[1]-span[0])*float64(i))/(frequencies-1)
}

// phase returns phase i of a stream of phases, in periods.
func phase(key uint64, i int) float64 { return float64(rng.At(key, uint64(i))>>11) / (1 << 53) }

// wave returns a wave that has gone through some periods: sines and cosines take
// turns.
func wave(periods float64, kind int) float64 {
	if kind%2 == 0 {
		return detmath.Sin(float64(2 * math.Pi * periods))
	}
	return detmath.Cos(float64(2 * math.Pi * periods))
}

// addLines adds a different wave along x or y to each channel.
func (s signal) addLines(dst []float32, h, w int, r *rng.Stream) {
	key := r.Uint64()
	for c, pick := range r.Perm(frequencies * 2 * phases)[:s.channels] {
		f, kind := pick/(2*phases), pick%phases
		beta, start := frequency(s.lines, f), phase(key, f*phases+kind)
		alongX := pick%(2*phases) >= phases
		for y := range h {
			for x := range w {
				at := y
				if alongX {
					at = x
				}
				v := wave(float64(beta*float64(at+1))+start, kind)
				dst[(y*w+x)*s.channels+c] += float32(s.line * v)
			}
		}
	}
}

// addPlanes adds a different wave along x and y to each channel, half of them mirrored.
func (s signal) addPlanes(dst []float32, h, w int, r *rng.Stream) {
	key := r.Uint64()
	for c, pick := range r.Perm(frequencies * frequencies * 2 * phases)[:s.channels] {
		pair, kind := pick/(2*phases), pick%phases
		betaY, betaX := frequency(s.planes, pair/frequencies), frequency(s.planes, pair%frequencies)
		start := 2 * phase(key, pair*phases+kind)
		mirrored := pick%(2*phases) >= phases
		for y := range h {
			at := y
			if mirrored {
				at = h - 1 - y
			}
			for x := range w {
				v := wave(float64(betaX*float64(x+1))+float64(betaY*float64(at+1))+start, kind)
				dst[(y*w+x)*s.channels+c] += float32(s.plane * v)
			}
		}
	}
}

// addDots adds dots of random signs to each channel, blurred and then scaled to a
// largest value of 1.
func (s signal) addDots(dst []float32, h, w int, r *rng.Stream) {
	dots := make([]float64, h*w)
	for c := range s.channels {
		clear(dots)
		for _, at := range r.Perm(h * w)[:int(s.filled*float64(h*w))] {
			dots[at] = 2*float64(r.IntN(2)) - 1
		}
		blur(dots, h, w)
		most := 0.0
		for _, v := range dots {
			most = max(most, math.Abs(v))
		}
		if most == 0 {
			continue
		}
		for at, v := range dots {
			dst[at*s.channels+c] += float32(s.dots * (v / most))
		}
	}
}

// blurRadius is how far a blurred dot reaches: four standard deviations.
const blurRadius = 4

// blur blurs an image by a Gaussian with standard deviation 1; beyond its edges the
// image is mirrored.
func blur(image []float64, h, w int) {
	var weights [blurRadius + 1]float64
	sum := 0.0
	for i := range weights {
		weights[i] = detmath.Exp(-float64(i*i) / 2)
		sum += 2 * weights[i]
	}
	sum -= weights[0]
	for i := range weights {
		weights[i] /= sum
	}
	line := func(first, step, n int) {
		old := make([]float64, n)
		for i := range old {
			old[i] = image[first+i*step]
		}
		for i := range n {
			v := 0.0
			for d := -blurRadius; d <= blurRadius; d++ {
				v += float64(weights[max(d, -d)] * old[mirror(i+d, n)])
			}
			image[first+i*step] = v
		}
	}
	for x := range w {
		line(x, w, h)
	}
	for y := range h {
		line(y*w, 1, w)
	}
}

// mirror returns which of n positions is at i, where they are mirrored beyond either
// end, the end included.
func mirror(i, n int) int {
	if i %= 2 * n; i < 0 {
		i += 2 * n
	}
	if i >= n {
		return 2*n - 1 - i
	}
	return i
}
