package proxy

import "math"

// score makes a Score of a value: its status says what kind of number it is, and
// of a finite one whether the network carries its input to its output.
func (p *Passes) score(value float64, layers []Layer) Score {
	s := Score{Value: Number(value), Status: OK, Layers: layers}
	switch {
	case math.IsNaN(value):
		s.Status = NaN
	case math.IsInf(value, 1):
		s.Status = PosInf
	case math.IsInf(value, -1):
		s.Status = NegInf
	case !p.connected:
		s.Status = Disconnected
	}
	return s
}

// undefined says why a proxy's definition does not cover a network.
type undefined string

func (u undefined) Error() string { return "proxy: " + string(u) }

// unscored returns the score of a network that a proxy is not defined on, if that is
// what err says, and else err.
func unscored(err error) (Score, error) {
	if _, ok := err.(undefined); ok {
		return Score{Value: Number(math.NaN()), Status: Undefined}, nil
	}
	return Score{}, err
}

// layer makes a node's share of a score.
func (p *Passes) layer(node int, value float64) Layer {
	n := p.in.Graph.Nodes[node]
	return Layer{Name: n.Label, Block: n.Block, Value: Number(value)}
}
