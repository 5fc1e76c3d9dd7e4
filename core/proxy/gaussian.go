package proxy

import (
	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

// gaussianParams returns parameters of a network whose weights are standard
// normal, tensor i from stream first+i under seed. Biases are 0, and so are the
// shifts of batch normalisations; their scales are 1.
func gaussianParams(g *graph.Graph, seed, first uint64) engine.Params {
	params := make(engine.Params, len(g.Params))
	for i, p := range g.Params {
		params[i] = make([]float32, p.Len())
		switch p.Role {
		case graph.Weight:
			rng.FillNormal(params[i], seed, first+uint64(i), 1)
		case graph.Gamma:
			for j := range params[i] {
				params[i][j] = 1
			}
		}
	}
	return params
}

// fillGaussian sets x to standard normal numbers from a named stream.
func fillGaussian(x []float32, seed uint64, stream string) {
	key := rng.Named(seed, stream).Key
	for i := range x {
		x[i] = float32(rng.Normal(key, uint64(i)))
	}
}
