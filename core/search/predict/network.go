package predict

import (
	"math"

	"protocell/core/rng"
)

// layer is a fully connected layer: y = W·x + b, W by output and input.
type layer struct {
	in, out     int
	w           []float64 // out x in weights, then out biases
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
		for k := range out * in {
			l.w[k] = (float64(2*r.Float64()) - 1) * limit
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

// sums sets y to W·x + b. Four outputs at once keep a processor busy that would wait for
// each sum of one.
func (l *layer) sums() {
	in, x, y := l.in, l.x, l.y
	copy(y, l.w[l.out*in:])
	o := 0
	for ; o+4 <= l.out; o += 4 {
		a, b, c, d := l.w[o*in:][:len(x)], l.w[(o+1)*in:][:len(x)], l.w[(o+2)*in:][:len(x)], l.w[(o+3)*in:][:len(x)]
		s, t, u, v := y[o], y[o+1], y[o+2], y[o+3]
		for k, f := range x {
			s += float64(a[k] * f)
			t += float64(b[k] * f)
			u += float64(c[k] * f)
			v += float64(d[k] * f)
		}
		y[o], y[o+1], y[o+2], y[o+3] = s, t, u, v
	}
	for ; o < l.out; o++ {
		w := l.w[o*in:][:len(x)]
		for k, f := range x {
			y[o] += float64(w[k] * f)
		}
	}
}

// backward adds the gradient of the last output, times d, to the layers' gradients.
func (n *network) backward(d float64) {
	last := len(n.layers) - 1
	n.layers[last].delta[0] = d
	for i := last; i >= 0; i-- {
		l := n.layers[i]
		var below []float64
		if i > 0 {
			below = n.layers[i-1].delta
			clear(below)
		}
		bias := l.grad[l.out*l.in:]
		for o, d := range l.delta {
			if d == 0 || i < last && l.y[o] <= 0 {
				continue
			}
			bias[o] += d
			w, grad := l.w[o*l.in:][:len(l.x)], l.grad[o*l.in:][:len(l.x)]
			for k, x := range l.x {
				grad[k] += float64(d * x)
			}
			for k := range below {
				below[k] += float64(d * w[k])
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
