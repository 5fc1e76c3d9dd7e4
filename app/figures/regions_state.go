package figures

import (
	"fmt"
	"math"

	"protocell/core/regions"
)

// Regions is the state of the figure of linear regions. It is a value; Net and Part
// follow from the rest and are never changed.
type Regions struct {
	Depth, Width  int
	Sigma         float64
	Seed          uint64
	Stop          int  // neurons that cut; all if as many as there are
	Shade         bool // where the last of them is active
	Probe         regions.Point
	Table         bool
	Layer, Neuron int
	Input         int // of the chosen weight; as many as there are inputs is the bias

	Net   *regions.Net
	Part  *regions.Partition
	Steps int     // of training that were taken
	First int     // regions before them
	Loss  float64 // of Net
}

// What may happen to the figure of linear regions.
type (
	// SetNet draws a new network.
	SetNet struct {
		Depth, Width int
		Sigma        float64
		Seed         uint64
	}
	// SetStop has the first neurons cut.
	SetStop struct{ Stop int }
	// SetShade shades where the last neuron is active, or not.
	SetShade struct{ Shade bool }
	// TrainNet takes some steps of training.
	TrainNet struct{ Steps int }
	// MoveProbe chooses the region under a point.
	MoveProbe struct{ To regions.Point }
	// ChooseWeight chooses a weight, or a bias.
	ChooseWeight struct{ Layer, Neuron, Input int }
	// SetWeight changes the chosen weight.
	SetWeight struct{ Value float64 }
	// ToggleTable shows the figure as a table, or not.
	ToggleTable struct{}
)

// NewRegions returns the figure with a network of 5 layers of 8 neurons.
func NewRegions() Regions {
	s := Regions{Probe: regions.Point{X: 0.8, Y: -1}}
	return ReduceRegions(s, SetNet{Depth: 5, Width: 8, Sigma: 0.5, Seed: 1})
}

// ReduceRegions returns the state after an action.
func ReduceRegions(s Regions, action any) Regions {
	switch a := action.(type) {
	case SetNet:
		net, err := regions.Random(a.Seed, a.Depth, a.Width, a.Sigma)
		if err != nil {
			return s // out of bounds: nothing happens
		}
		all := s.Net == nil || s.Stop == s.Net.Hidden()
		s.Depth, s.Width, s.Sigma, s.Seed, s.Net = a.Depth, a.Width, a.Sigma, a.Seed, net
		if s.Stop = min(s.Stop, net.Hidden()); all {
			s.Stop = net.Hidden()
		}
		s.Steps = 0
		return s.chosen(s.Layer, s.Neuron, s.Input).cut()
	case SetStop:
		s.Stop = max(0, min(a.Stop, s.Net.Hidden()))
		return s.cut()
	case SetShade:
		s.Shade = a.Shade
	case TrainNet:
		net, err := s.Net.Train(a.Steps)
		if err != nil {
			return s // weights that were dragged so far apart are not trained further
		}
		if s.Steps == 0 {
			s.First = len(s.Part.Regions)
		}
		s.Net, s.Steps = net, s.Steps+a.Steps
		return s.cut()
	case MoveProbe:
		s.Probe = regions.Point{X: inside(a.To.X), Y: inside(a.To.Y)}
	case ChooseWeight:
		return s.chosen(a.Layer, a.Neuron, a.Input)
	case SetWeight:
		if !(math.Abs(a.Value) <= maxWeight) {
			return s
		}
		s.Net = s.Net.Clone()
		*s.weight() = a.Value
		return s.cut()
	case ToggleTable:
		s.Table = !s.Table
	}
	return s
}

// maxWeight bounds what a weight is dragged to.
const maxWeight = 4.0

// chosen returns s with the chosen weight that is nearest to one that exists.
func (s Regions) chosen(layer, neuron, input int) Regions {
	s.Layer = max(0, min(layer, s.Depth))
	s.Neuron = max(0, min(neuron, s.Net.Neurons(s.Layer)-1))
	s.Input = max(0, min(input, s.Net.Inputs(s.Layer)))
	return s
}

// weight returns where the chosen weight is.
func (s Regions) weight() *float64 {
	if s.Input == s.Net.Inputs(s.Layer) {
		return s.Net.Bias(s.Layer, s.Neuron)
	}
	return s.Net.Weight(s.Layer, s.Neuron, s.Input)
}

func (s Regions) cut() Regions {
	if p, err := s.Net.Cut(half, s.Stop); err == nil { // bounds are kept above
		s.Part = p
	}
	s.Loss = s.Net.Loss()
	return s
}

// At returns the region under the probe.
func (s Regions) At() regions.Region { return s.Part.Regions[max(0, s.Part.Find(s.Probe))] }

// Count says how many regions there are.
func (s Regions) Count() string {
	n := len(s.Part.Regions)
	text := fmt.Sprintf("%d regions", n)
	if n == 1 {
		text = "1 region"
	}
	if s.Part.Full {
		text += ", and more than are drawn"
	}
	return text
}
