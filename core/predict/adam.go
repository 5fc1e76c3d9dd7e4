package predict

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/rng"
)

// adam trains weights, its rate falling to 0 by half a cosine (Loshchilov and Hutter,
// "Decoupled weight decay regularization", ICLR 2019).
type adam struct {
	rate, decay  float64
	weight, grad []float64
	first        []float64 // moments of the gradient
	second       []float64
	step, steps  int
}

// newAdam returns one for n weights, all 0, and so many steps.
func newAdam(n, steps int, rate, decay float64) *adam {
	return &adam{rate: rate, decay: decay, steps: steps, weight: make([]float64, n), grad: make([]float64, n), first: make([]float64, n), second: make([]float64, n)}
}

// update takes a step by the gradient and clears it.
func (a *adam) update() {
	const beta1, beta2, epsilon = 0.9, 0.999, 1e-8
	a.step++
	fraction := float64(a.step-1) / float64(a.steps)
	rate := a.rate * (1 + detmath.Cos(math.Pi*fraction)) / 2
	bias1, bias2 := 1-power1(beta1, a.step), 1-power1(beta2, a.step)
	for i, g := range a.grad {
		a.first[i] = float64(beta1*a.first[i]) + float64((1-beta1)*g)
		a.second[i] = float64(beta2*a.second[i]) + float64(float64((1-beta2)*g)*g)
		a.weight[i] -= float64(rate * (a.first[i]/bias1/(math.Sqrt(a.second[i]/bias2)+epsilon) + float64(a.decay*a.weight[i])))
	}
	clear(a.grad)
}

// power1 returns v to a positive integer power.
func power1(v float64, n int) float64 {
	out := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			out *= v
		}
		v *= v
	}
	return out
}

// layer is a matrix of weights with a bias for each output, as part of all weights.
type layer struct {
	in, out      int
	weight, grad []float64 // [in][out], then the biases
}

// take cuts the next layer off the weights of a, from offset at, and draws its initial
// weights: normal, with a variance of 2/in.
func (a *adam) take(at *int, in, out int, r uint64) layer {
	n := in*out + out
	l := layer{in, out, a.weight[*at : *at+n], a.grad[*at : *at+n]}
	std := math.Sqrt(2 / float64(in))
	for i := range in * out {
		l.weight[i] = float64(rng.Normal(r, uint64(*at+i)) * std)
	}
	*at += n
	return l
}

// size returns how many weights a layer has.
func size(in, out int) int { return in*out + out }

// forward writes x·W + b.
func (l layer) forward(y, x []float64) {
	copy(y, l.weight[l.in*l.out:])
	for i, v := range x {
		if v == 0 {
			continue
		}
		for o, w := range l.weight[i*l.out : (i+1)*l.out] {
			y[o] += float64(v * w)
		}
	}
}

// backward adds the gradients of the weights and writes that of x, unless dx is nil.
func (l layer) backward(dx, x, dy []float64) {
	for o, d := range dy {
		l.grad[l.in*l.out+o] += d
	}
	for i, v := range x {
		row, grad := l.weight[i*l.out:(i+1)*l.out], l.grad[i*l.out:(i+1)*l.out]
		s := 0.0
		for o, d := range dy {
			grad[o] += float64(v * d)
			s += float64(row[o] * d)
		}
		if dx != nil {
			dx[i] = s
		}
	}
}
