package figures

import (
	"math"

	"protocell/core/handnet"
	"protocell/core/regions"
)

// Hand is the state of the figures of the network done by hand. It is a value; Flow,
// Kernel and Part follow from the rest and are never changed.
type Hand struct {
	Net    handnet.Net
	Points []handnet.Point // never changed in place
	Held   int             // the point that is dragged, or -1

	Flow   handnet.Flow
	Kernel handnet.Kernel
	Part   *regions.Partition
}

// What may happen to the network done by hand.
type (
	// SetHidden sets the weight of an input of a neuron; input handnet.Inputs is its bias.
	SetHidden struct {
		Neuron, Input int
		Value         float64
	}
	// SetOutput sets the weight of a neuron in the output.
	SetOutput struct {
		Neuron int
		Value  float64
	}
	// ResetHand goes back to the first network and points.
	ResetHand struct{}
)

// NewHand returns the first network, with four points that it tells apart.
func NewHand() Hand { return ReduceHand(Hand{}, ResetHand{}) }

// maxEntry bounds the size of a weight.
const maxEntry = 9.0

// ReduceHand returns the state after an action.
func ReduceHand(s Hand, action any) Hand {
	switch a := action.(type) {
	case SetHidden:
		if math.IsNaN(a.Value) {
			return s
		}
		if v := max(-maxEntry, min(a.Value, maxEntry)); a.Input == handnet.Inputs {
			s.Net.Bias[a.Neuron] = v
		} else {
			s.Net.Hidden[a.Neuron][a.Input] = v
		}
	case SetOutput:
		if math.IsNaN(a.Value) {
			return s
		}
		s.Net.Output[a.Neuron] = max(-maxEntry, min(a.Value, maxEntry))
	case ResetHand:
		s = Hand{Net: handnet.Default(), Points: spare[:4:4], Held: -1}
	default:
		s.Points, s.Held = movePoints(s.Points, s.Held, action)
	}
	return s.computed()
}

func (s Hand) computed() Hand {
	s.Flow = handnet.SynFlow(s.Net)
	if k, err := handnet.NWOT(s.Net, s.Points); err == nil { // the bounds are kept above
		s.Kernel = k
	}
	lines, err := regions.Zero(1, handnet.Neurons)
	if err != nil {
		return s
	}
	for j := range handnet.Neurons {
		*lines.Bias(0, j) = s.Net.Bias[j]
		for i := range handnet.Inputs {
			*lines.Weight(0, j, i) = s.Net.Hidden[j][i]
		}
	}
	if p, err := lines.Cut(half, handnet.Neurons); err == nil {
		s.Part = p
	}
	return s
}
