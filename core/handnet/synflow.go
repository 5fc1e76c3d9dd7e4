package handnet

import "math"

// Flow is SynFlow of a network, with all that leads to it (H. Tanaka, D. Kunin,
// D. L. K. Yamins and S. Ganguli, "Pruning Neural Networks without Any Data by
// Iteratively Conserving Synaptic Flow", NeurIPS 2020). Weights are absolute, the
// input is all ones and there are no biases, so that every ReLU is active.
type Flow struct {
	Activation [Neurons]float64         // of the hidden neurons, Σᵢ |w|
	Terms      [Neurons]float64         // of R: |output weight| · activation
	R          float64                  // the output
	Gradient   [Neurons][Inputs]float64 // ∂R/∂|w| of the hidden weights; that of the output's is Activation
	Hidden     [Neurons][Inputs]float64 // |w · ∂R/∂w| of the hidden weights; that of the output's is Terms
	Layers     [2]float64               // sums of Hidden and of Terms: each is R
	Score      float64                  // the sum of both
}

// SynFlow returns the flow through n. Sums are taken in the order of neurons and
// inputs.
func SynFlow(n Net) Flow {
	var f Flow
	for j := range Neurons {
		out := math.Abs(n.Output[j])
		for i := range Inputs {
			w := math.Abs(n.Hidden[j][i])
			f.Activation[j] += w
			f.Gradient[j][i] = out
			f.Hidden[j][i] = w * out
			f.Layers[0] += f.Hidden[j][i]
		}
		f.Terms[j] = out * f.Activation[j]
		f.Layers[1] += f.Terms[j]
	}
	f.R = f.Layers[1]
	f.Score = f.Layers[0] + f.Layers[1]
	return f
}

// Conserved reports whether the sums of both layers are R, up to the rounding of
// the dozen operations that lead there.
func (f Flow) Conserved() bool {
	return math.Abs(f.Layers[0]-f.R) <= 16*0x1p-53*math.Abs(f.R)
}
