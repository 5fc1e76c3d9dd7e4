package state

import (
	"maps"
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
func (a SetWeights) reduce(s State, now float64) (State, []Effect) {
	s = s.weigh(a.Text)
	if err := s.Mix.Wrong; err != nil {
		return s, []Effect{Say{"No weights: " + err.Error() + "."}}
	}
	return s.wrote(now)
}

// weigh gives the mix the weights of a text.
func (s State) weigh(text string) State {
	s.Mix.Text = strings.TrimSpace(text)
	weights, err := ensemble.ParseWeights(text)
	if s.Mix.Wrong = err; err != nil || maps.Equal(weights, s.Mix.Weights) {
		return s
	}
	s.Mix.Weights = weights
	if r := s.Sample.Run; r != nil {
		r.Table.Weights = weights
		s.Sample.summarised = 0
	}
	return s
}
