// Package handnet has a network that is small enough for a sheet of paper, two
// inputs, three ReLU neurons and one output, and on it the proxies SynFlow and
// NWOT with every number on the way.
package handnet

// Size of the network.
const (
	Inputs  = 2
	Neurons = 3
)

// Net is the network. SynFlow leaves the biases out; the output's bias matters to
// neither proxy.
type Net struct {
	Hidden [Neurons][Inputs]float64 // weights of each neuron
	Bias   [Neurons]float64
	Output [Neurons]float64 // weight of each neuron in the output
}

// Default returns a network whose three lines cross inside [-2, 2]², with weights
// that are easy to multiply.
func Default() Net {
	return Net{
		Hidden: [Neurons][Inputs]float64{{1, -0.5}, {0.5, 1}, {-1, 1}},
		Bias:   [Neurons]float64{0.5, -0.5, 0.5},
		Output: [Neurons]float64{1, -2, 0.5},
	}
}
