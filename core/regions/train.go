package regions

import (
	"errors"
	"fmt"
	"math"
)

// MaxSteps bounds a training.
const MaxSteps = 1000

// Target is the function that Train fits: a saddle, from -1 to 1 in the window [-2, 2]².
func Target(p Point) float64 { return (float64(p.X*p.X) - float64(p.Y*p.Y)) / 4 }

// grid has the points that Train fits at.
var grid = func() (points []Point) {
	const n = 8
	for i := range n {
		for j := range n {
			points = append(points, Point{-2 + 4*(float64(i)+0.5)/n, -2 + 4*(float64(j)+0.5)/n})
		}
	}
	return points
}()

// Loss returns the mean squared error against Target at the points of a grid.
func (n *Net) Loss() float64 {
	sum := 0.0
	for _, p := range grid {
		_, v := n.Eval(p.X, p.Y)
		d := v - Target(p)
		sum += float64(d * d)
	}
	return sum / float64(len(grid))
}

// What Train descends by.
const (
	rate     = 0.01
	momentum = 0.9
	steepest = 1.0 // the longest that a gradient counts as
)

// Train returns the network after steps of gradient descent with momentum on Loss, each
// over all points of the grid. A gradient longer than 1 counts as one of length 1. It
// fails where steps are out of bounds, or the numbers leave what Cut takes.
func (n *Net) Train(steps int) (*Net, error) {
	if steps < 0 || steps > MaxSteps {
		return nil, fmt.Errorf("regions: %d steps of training; there are 0 to %d", steps, MaxSteps)
	}
	t := n.Clone()
	gradient, speed := t.zero(), t.zero()
	for range steps {
		clear(gradient.weights)
		clear(gradient.biases)
		for _, p := range grid {
			t.backward(p, gradient)
		}
		scale := 1.0
		if size := gradient.size(); size > steepest {
			scale = steepest / size
		}
		descend(t.weights, speed.weights, gradient.weights, scale)
		descend(t.biases, speed.biases, gradient.biases, scale)
	}
	if size := t.size(); !(size < 1e6) {
		return nil, errors.New("regions: the training leaves the range of weights")
	}
	return t, nil
}

// descend takes a step.
func descend(values, speed, gradient []float64, scale float64) {
	for i, g := range gradient {
		speed[i] = float64(momentum*speed[i]) - float64(rate*float64(scale*g))
		values[i] += speed[i]
	}
}

// zero returns a network of the same size of which every number is 0.
func (n *Net) zero() *Net {
	return &Net{Depth: n.Depth, Width: n.Width, weights: make([]float64, len(n.weights)), biases: make([]float64, len(n.biases))}
}

// size returns the Euclidean length of all numbers together.
func (n *Net) size() float64 {
	sum := 0.0
	for _, list := range [][]float64{n.weights, n.biases} {
		for _, v := range list {
			sum += float64(v * v)
		}
	}
	return math.Sqrt(sum)
}

// backward adds the gradient of the loss at one point to g.
func (n *Net) backward(p Point, g *Net) {
	var values [MaxDepth + 1][MaxWidth]float64 // into each layer
	values[0][0], values[0][1] = p.X, p.Y
	for layer := range n.Depth {
		for j := range n.Width {
			values[layer+1][j] = max(0, n.sum(layer, j, values[layer][:]))
		}
	}
	var above [MaxWidth]float64 // the gradient of the loss by what the layer's neurons add up
	above[0] = 2 * (n.sum(n.Depth, 0, values[n.Depth][:]) - Target(p)) / float64(len(grid))
	for layer := n.Depth; layer >= 0; layer-- {
		var below [MaxWidth]float64
		for j := range n.Neurons(layer) {
			*g.Bias(layer, j) += above[j]
			for i := range n.Inputs(layer) {
				*g.Weight(layer, j, i) += float64(above[j] * values[layer][i])
				if values[layer][i] > 0 { // else the ReLU below is off; of the inputs it is not used
					below[i] += float64(above[j] * *n.Weight(layer, j, i))
				}
			}
		}
		above = below
	}
}

// sum returns what a neuron adds up of the values into its layer.
func (n *Net) sum(layer, neuron int, in []float64) float64 {
	z := *n.Bias(layer, neuron)
	for i := range n.Inputs(layer) {
		z = float64(*n.Weight(layer, neuron, i)*in[i]) + z
	}
	return z
}
