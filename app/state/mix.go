package state

import (
	"strings"

	"protocell/core/ensemble"
)

// Mix is the weighted mix as the visitor has it: the ensemble of that name has these
// weights everywhere on the page.
type Mix struct {
	Text    string             // e.g. "synflow 1, nwot 0.5"; "" for the mix's own members
	Weights map[string]float64 // by proxy; nil for the mix's own members
	Wrong   error              // what is wrong with Text, or nil; Weights are then those before
}

// SetWeights reads the weights of the mix, and has the sample summarised with them.
func (a SetWeights) reduce(s State, _ float64) (State, []Effect) {
	s.Mix.Text = strings.TrimSpace(a.Text)
	weights, err := ensemble.ParseWeights(a.Text)
	if s.Mix.Wrong = err; err != nil {
		return s, []Effect{Say{"No weights: " + err.Error() + "."}}
	}
	s.Mix.Weights = weights
	if r := s.Sample.Run; r != nil {
		r.Table.Weights = weights
		s.Sample.summarised = 0
	}
	return s, nil
}
