package train

import (
	"math"

	"protocell/core/detmath"
)

// cosine returns the learning rate of a step, 0 to steps-1: half a cosine from rate
// down to 0, which the step after the last would have (Loshchilov and Hutter, "SGDR",
// ICLR 2017, without restarts).
func cosine(rate float64, step, steps int) float64 {
	return rate * (1 + detmath.Cos(math.Pi*float64(step)/float64(steps))) / 2
}

// descent is stochastic gradient descent with Nesterov momentum and weight decay
// (Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and
// momentum in deep learning", ICML 2013), in PyTorch's form: the velocity adds up
// gradients, and the step looks one velocity ahead.
type descent struct{ rate, momentum, decay float32 }

// step moves parameters w with velocity v along their gradient.
func (d descent) step(w, v, gradient []float32) {
	v, gradient = v[:len(w)], gradient[:len(w)]
	for i, p := range w {
		g := gradient[i] + float32(d.decay*p)
		ahead := float32(d.momentum*v[i]) + g
		v[i] = ahead
		w[i] = p - float32(d.rate*(g+float32(d.momentum*ahead)))
	}
}
