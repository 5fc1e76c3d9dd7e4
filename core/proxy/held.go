package proxy

import "protocell/core/graph"

// hold returns n numbers for a proxy to keep between its passes, all 0. They are
// lost when another proxy asks for some. Own.Held counts them.
func (p *Passes) hold(n int) []float32 {
	m := &p.in.Memory.own.held
	if cap(*m) < n {
		*m = make([]float32, n)
	}
	list := (*m)[:n]
	clear(list)
	return list
}

// sumWeights scores a network whose score is the sum of shares of its convolutions
// and linear layers, given the number of the parameter tensor that is the weight.
func (p *Passes) sumWeights(share func(param int) float64) Score {
	sum := 0.0
	var list []Layer
	for i, param := range p.in.Graph.Params {
		if param.Role == graph.Weight {
			v := share(i)
			sum += v
			list = append(list, p.layer(param.Node, v))
		}
	}
	return p.score(sum, list)
}

// weights returns how many weights convolutions and linear layers have.
func (p *Passes) weights() int {
	n := 0
	for _, param := range p.in.Graph.Params {
		if param.Role == graph.Weight {
			n += param.Len()
		}
	}
	return n
}
