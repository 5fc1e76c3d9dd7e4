package predict

import (
	"math"

	"protocell/core/rng"
)

// layer is a fully connected layer: y = W·x + b. Inputs that are zero, about half of
// them after ReLU, are passed over.
type layer struct {
	in, out     int
	w           []float64 // in x out weights, then out biases
	grad, m, v  []float64 // gradient, and Adam's moments
	x, y, delta []float64 // of the last pass: input, output after ReLU, gradient of the output
}

// network is a multilayer perceptron with ReLU between its layers and one output.
type network struct {
	layers                  []*layer
	firstPower, secondPower float64
}

// Adam's constants, as Keras has them.
const (
	first   = 0.9
	second  = 0.999
	epsilon = 1e-7
)

// newNetwork returns a network with weights uniform within ±√(6/(in+out)) (Glorot and
// Bengio, "Understanding the difficulty of training deep feedforward neural networks",
// AISTATS 2010).
func newNetwork(inputs, depth, width int, r *rng.Stream) *network {
	n := &network{firstPower: 1, secondPower: 1}
	for in, i := inputs, 0; i <= depth; i++ {
		out := width
		if i == depth {
			out = 1
		}
		size := out*in + out
		l := &layer{
			in: in, out: out, w: make([]float64, size), grad: make([]float64, size),
			m: make([]float64, size), v: make([]float64, size),
			y: make([]float64, out), delta: make([]float64, out),
		}
		limit := math.Sqrt(6 / float64(in+out))
		for o := range out {
			for k := range in {
				l.w[k*out+o] = (float64(2*r.Float64()) - 1) * limit
			}
		}
		n.layers = append(n.layers, l)
		in = out
	}
	return n
}

// forward returns the output for x, which it keeps. Sums are in the order of inputs.
func (n *network) forward(x []float64) float64 {
	last := len(n.layers) - 1
	for i, l := range n.layers {
		l.x = x[:l.in]
		l.sums()
		if i < last {
			for o, v := range l.y {
				l.y[o] = max(0, v)
			}
		}
		x = l.y
	}
	return x[0]
}

// sums sets y to W·x + b, in the order of inputs, two at once.
func (l *layer) sums() {
	out, y := l.out, l.y
	copy(y, l.w[l.in*out:])
	last, had := 0, false // an input that waits for another
	for k, f := range l.x {
		if f == 0 {
			continue
		}
		if !had {
			last, had = k, true
			continue
		}
		g, a, b := l.x[last], l.w[last*out:][:len(y)], l.w[k*out:][:len(y)]
		for o, v := range y {
			y[o] = v + float64(a[o]*g) + float64(b[o]*f)
		}
		had = false
	}
	if had {
		f, a := l.x[last], l.w[last*out:][:len(y)]
		for o := range y {
			y[o] += float64(a[o] * f)
		}
	}
}

// backward adds the gradient of the last output, times d, to the layers' gradients.
func (n *network) backward(d float64) {
	last := len(n.layers) - 1
	n.layers[last].delta[0] = d
	for i := last; i >= 0; i-- {
		l := n.layers[i]
		out, delta := l.out, l.delta
		bias := l.grad[l.in*out:][:len(delta)]
		for o := range delta {
			if i < last && l.y[o] <= 0 {
				delta[o] = 0
			}
			bias[o] += delta[o]
		}
		var below []float64
		if i > 0 {
			below = n.layers[i-1].delta
		}
		for k, x := range l.x {
			if x == 0 { // and so is the gradient below ReLU
				if below != nil {
					below[k] = 0
				}
				continue
			}
			w, grad := l.w[k*out:][:len(delta)], l.grad[k*out:][:len(delta)]
			sum := 0.0
			for o, d := range delta {
				grad[o] += float64(d * x)
				sum += float64(d * w[o])
			}
			if below != nil {
				below[k] = sum
			}
		}
	}
}

// step is a step of Adam (Kingma and Ba, ICLR 2015), and clears the gradients.
func (n *network) step(rate float64) {
	n.firstPower *= first
	n.secondPower *= second
	rate = rate * math.Sqrt(1-n.secondPower) / (1 - n.firstPower)
	for _, l := range n.layers {
		for k, g := range l.grad {
			l.m[k] = float64(first*l.m[k]) + float64((1-first)*g)
			l.v[k] = float64(second*l.v[k]) + float64(float64((1-second)*g)*g)
			l.w[k] -= float64(rate*l.m[k]) / (math.Sqrt(l.v[k]) + epsilon)
			l.grad[k] = 0
		}
	}
}
