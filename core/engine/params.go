package engine

import (
	"math"

	"protocell/core/graph"
	"protocell/core/rng"
)

// Params are the values of a network's parameter tensors, as Graph.Params lists
// them and in PyTorch's layout: OIHW for convolutions, [out, in] for linear
// layers.
type Params [][]float32

// InitParams returns the initial parameters of g under seed. Parameter p takes
// stream p: weights are normal with variance 2/fan_in (He et al., "Delving deep
// into rectifiers", ICCV 2015), biases normal with standard deviation 0.1; the
// scales and shifts of batch normalisations are 1 and 0.
func InitParams(g *graph.Graph, seed uint64) Params {
	total := 0
	for _, p := range g.Params {
		total += p.Len()
	}
	all := make([]float32, total)
	params := make(Params, len(g.Params))
	for i, p := range g.Params {
		n := p.Len()
		params[i], all = all[:n:n], all[n:]
		switch p.Role {
		case graph.Weight:
			fanIn := n / p.Shape[0]
			rng.FillNormal(params[i], seed, uint64(i), math.Sqrt(2/float64(fanIn)))
		case graph.Gamma:
			for j := range params[i] {
				params[i][j] = 1
			}
		case graph.Bias:
			rng.FillNormal(params[i], seed, uint64(i), 0.1)
		}
	}
	return params
}

// SetParams sets the parameters, with abs to their absolute values.
func (n *Net[T]) SetParams(params Params, abs bool) {
	for i, p := range n.plan.graph.Params {
		dst, src := n.Param(i), params[i]
		if p.Role == graph.Weight {
			// [out, in, taps] to [taps, in, out].
			out, in := p.Shape[0], p.Shape[1]
			taps := p.Len() / (out * in)
			for o := range out {
				for c := range in {
					from := src[(o*in+c)*taps:][:taps]
					for t, v := range from {
						dst[(t*in+c)*out+o] = T(v)
					}
				}
			}
		} else {
			for j, v := range src {
				dst[j] = T(v)
			}
		}
		if abs {
			for j, v := range dst {
				dst[j] = T(math.Abs(float64(v)))
			}
		}
	}
}

// SetInput sets the input from a batch in NCHW.
func (n *Net[T]) SetInput(x []float32) {
	in, dst := n.plan.graph.In, n.Input()
	plane := in.H * in.W
	for b := range n.Batch() {
		for c := range in.C {
			for at, v := range x[(b*in.C+c)*plane:][:plane] {
				dst[(b*plane+at)*in.C+c] = T(v)
			}
		}
	}
}
