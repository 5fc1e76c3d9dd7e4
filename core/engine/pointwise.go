package engine

import (
	"protocell/core/detmath"
	"protocell/core/graph"
)

// pointwise computes a step of a pointwise operation, each number in float64.
func (n *Net[T]) pointwise(s *step) {
	y, x, d, dx := n.buffers[s.y], n.buffers[s.x], n.buffers[s.d], n.buffers[s.dx]
	switch s.op {
	case opPointwise:
		for i, v := range x {
			y[i] = T(function(s.f, 0, float64(v)))
		}
	case opPointwiseGrad:
		for i, v := range x {
			y[i] += T(float64(d[i]) * function(s.f, 1, float64(v)))
		}
	case opPointwiseTangent:
		for i, v := range x {
			y[i] += T(float64(float64(d[i])*float64(dx[i])) * function(s.f, 2, float64(v)))
		}
	}
}

// function returns the value of a pointwise operation at x, or its first or second
// derivative: at a kink of the first what PyTorch takes.
func function(f graph.Op, order int, x float64) float64 {
	switch f {
	case graph.Sigmoid:
		y := 1 / (1 + detmath.Exp(-x))
		switch order {
		case 0:
			return y
		case 1:
			return y * (1 - y)
		}
		return float64(y*(1-y)) * (1 - 2*y)
	case graph.HSwish:
		switch {
		case order == 0:
			return float64(x*min(max(x+3, 0), 6)) / 6
		case x < -3, x > 3 && order == 2:
			return 0
		case x > 3:
			return 1
		case order == 1:
			return x/3 + 0.5
		}
		return 1. / 3
	}
	switch { // ReLU6
	case order == 0:
		return min(max(x, 0), 6)
	case order == 1 && x > 0 && x < 6:
		return 1
	}
	return 0
}
