package proxy

import (
	"iter"
	"math"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Gradient is what a forward and a backward pass found.
type Gradient struct {
	Loss   float64     // what was differentiated
	Name   string      // what that is called on the page
	Layers []LayerGrad // the convolutions and linear layers, in graph order
	Fisher []float64   // of each node its share of Fisher, with NeedFisher
}

// LayerGrad is a layer's weights and the gradient with respect to them.
type LayerGrad struct {
	Node int // index into Graph.Nodes
	// Blocks are the weights w and the gradient g, in float64, piece by piece in
	// a fixed order. A piece is valid until the next, and must not be changed.
	Blocks iter.Seq2[[]float64, []float64]
}

// layers returns the layers of a network after a backward pass.
func layers[T kernel.Float](net *engine.Net[T]) []LayerGrad {
	var list []LayerGrad
	for i, p := range net.Graph().Params {
		if p.Role == graph.Weight {
			list = append(list, LayerGrad{Node: p.Node, Blocks: blocks(net.Param(i), net.ParamGrad(i))})
		}
	}
	return list
}

// blocks reads w and g as float64.
func blocks[T kernel.Float](w, g []T) iter.Seq2[[]float64, []float64] {
	const size = 1 << 8
	return func(yield func(w, g []float64) bool) {
		var a, b [size]float64
		for at := 0; at < len(w); at += size {
			n := min(size, len(w)-at)
			for i, v := range w[at:][:n] {
				a[i] = float64(v)
			}
			for i, v := range g[at:][:n] {
				b[i] = float64(v)
			}
			if !yield(a[:n], b[:n]) {
				return
			}
		}
	}
}

// sumLayers scores a network whose score is the sum over its layers of what share
// makes of each.
func sumLayers(p *Passes, g *Gradient, share func(LayerGrad) float64) Score {
	sum := 0.0
	list := make([]Layer, len(g.Layers))
	for i, l := range g.Layers {
		v := share(l)
		sum += v
		list[i] = p.layer(l.Node, v)
	}
	s := p.score(sum, list)
	if g.Name != "" {
		s.Steps = []Step{{g.Name, Number(g.Loss)}}
	}
	return s
}

// sumAbsProduct returns the sum of |w·g| over a layer.
func sumAbsProduct(l LayerGrad) float64 {
	sum := 0.0
	for w, g := range l.Blocks {
		for i, v := range w {
			sum += math.Abs(float64(v * g[i]))
		}
	}
	return sum
}
