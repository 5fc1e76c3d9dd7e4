// Package regions cuts a window of the plane into the linear regions of a ReLU
// network, exactly: every region is a convex polygon on which the network is one
// affine function (Hanin and Rolnick, "Deep ReLU Networks Have Surprisingly Few
// Activation Patterns", NeurIPS 2019).
package regions

import (
	"fmt"
	"math"

	"protocell/core/rng"
)

// Bounds of a network.
const (
	MaxDepth = 6  // hidden layers
	MaxWidth = 12 // neurons of a hidden layer
)

// Net is a network from the plane to a number: Depth hidden layers of Width ReLU
// neurons each, and a linear neuron.
type Net struct {
	Depth, Width int

	weights []float64 // by layer, neuron and input; the output's are last
	biases  []float64 // by layer and neuron; the output's is last
}

// Zero returns a network of which every weight and bias is 0. It fails where depth
// or width are out of bounds.
func Zero(depth, width int) (*Net, error) {
	if depth < 1 || depth > MaxDepth || width < 1 || width > MaxWidth {
		return nil, fmt.Errorf("regions: %d layers of %d neurons; there are 1 to %d layers of 1 to %d neurons", depth, width, MaxDepth, MaxWidth)
	}
	weights := 2*width + (depth-1)*width*width + width
	return &Net{
		Depth: depth, Width: width,
		weights: make([]float64, weights), biases: make([]float64, depth*width+1),
	}, nil
}

// Random returns a network with weights from N(0, 2/fan-in) and biases from
// N(0, sigma²), a pure function of its arguments. A layer's numbers do not depend
// on how many layers follow. It fails where depth, width or sigma are out of bounds.
func Random(seed uint64, depth, width int, sigma float64) (*Net, error) {
	if !(sigma >= 0 && sigma <= 100) {
		return nil, fmt.Errorf("regions: the standard deviation of the biases is %v; it is 0 to 100", sigma)
	}
	n, err := Zero(depth, width)
	if err != nil {
		return nil, err
	}
	for layer := range depth + 1 {
		// The output's streams have a name of their own, whatever the depth.
		name := "output"
		if layer < depth {
			name = string(rune('1' + layer))
		}
		w, b := rng.Named(seed, "regions/weights/"+name), rng.Named(seed, "regions/biases/"+name)
		std := math.Sqrt(2 / float64(n.Inputs(layer)))
		for j := range n.Neurons(layer) {
			for i := range n.Inputs(layer) {
				*n.Weight(layer, j, i) = rng.Normal(w.Key, uint64(j*MaxWidth+i)) * std
			}
			*n.Bias(layer, j) = rng.Normal(b.Key, uint64(j)) * sigma
		}
	}
	return n, nil
}

// Clone returns a copy of n.
func (n *Net) Clone() *Net {
	c := *n
	c.weights = append([]float64(nil), n.weights...)
	c.biases = append([]float64(nil), n.biases...)
	return &c
}

// Inputs returns the fan-in of a layer, 0 to Depth; layer Depth is the output.
func (n *Net) Inputs(layer int) int {
	if layer == 0 {
		return 2
	}
	return n.Width
}

// Neurons returns how many neurons a layer has, 0 to Depth.
func (n *Net) Neurons(layer int) int {
	if layer == n.Depth {
		return 1
	}
	return n.Width
}

// Hidden returns how many ReLU neurons there are.
func (n *Net) Hidden() int { return n.Depth * n.Width }

// Weight returns where the weight of an input of a neuron is kept.
func (n *Net) Weight(layer, neuron, input int) *float64 {
	at := 0
	if layer > 0 {
		at = 2*n.Width + (layer-1)*n.Width*n.Width
	}
	return &n.weights[at+neuron*n.Inputs(layer)+input]
}

// Bias returns where the bias of a neuron is kept.
func (n *Net) Bias(layer, neuron int) *float64 { return &n.biases[layer*n.Width+neuron] }

// Eval returns the code of a point, and the output there.
func (n *Net) Eval(x, y float64) (code Code, value float64) {
	var in, out [MaxWidth]float64
	in[0], in[1] = x, y
	for layer := range n.Depth {
		for j := range n.Width {
			z := *n.Bias(layer, j)
			for i := range n.Inputs(layer) {
				z = float64(*n.Weight(layer, j, i)*in[i]) + z
			}
			out[j] = 0
			if z > 0 {
				out[j] = z
				code.set(layer*n.Width + j)
			}
		}
		in = out
	}
	value = *n.Bias(n.Depth, 0)
	for i := range n.Width {
		value = float64(*n.Weight(n.Depth, 0, i)*in[i]) + value
	}
	return code, value
}

// Sum returns what a neuron of a hidden layer adds up at a point, before its ReLU: it
// is active where that is greater than 0, and its line is where it is 0.
func (n *Net) Sum(layer, neuron int, at Point) float64 {
	in := []float64{at.X, at.Y}
	for l := 0; ; l++ {
		out := make([]float64, n.Width)
		for j := range out {
			z := *n.Bias(l, j)
			for i, v := range in {
				z = float64(*n.Weight(l, j, i)*v) + z
			}
			if l == layer && j == neuron {
				return z
			}
			out[j] = max(0, z)
		}
		in = out
	}
}

// Swap exchanges two neurons of a hidden layer, which leaves the function of the
// network as it is.
func (n *Net) Swap(layer, j, k int) {
	exchange := func(a, b *float64) { *a, *b = *b, *a }
	exchange(n.Bias(layer, j), n.Bias(layer, k))
	for i := range n.Inputs(layer) {
		exchange(n.Weight(layer, j, i), n.Weight(layer, k, i))
	}
	for next := range n.Neurons(layer + 1) {
		exchange(n.Weight(layer+1, next, j), n.Weight(layer+1, next, k))
	}
}
