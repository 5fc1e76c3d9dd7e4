package search_test

import (
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
)

// TestAlgorithms: every trial that a strategy asks, or is told, is at a line of its
// pseudo-code, and every line at which one may be is reached.
func TestAlgorithms(t *testing.T) {
	for _, info := range search.All() {
		s := searchtest.Spec(info, nb201.Space{}, 3)
		s.Budget.Trials = 60
		if info.ID == "moves" {
			s.Params["guided"] = 0.5
		}
		trials := map[int]search.Trial{}
		reached := map[int]bool{}
		r, err := s.New(nb201.Space{}, nil, func(e search.Event) error {
			if e.Ask != nil {
				trial, err := e.Ask.Trial(nb201.Space{})
				if err != nil {
					return err
				}
				trials[trial.ID] = trial
				reached[info.LineOf(trial, false)] = true
			}
			if e.Tell != nil {
				reached[info.LineOf(trials[e.Tell.ID], true)] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
			t.Fatal(err)
		}
		if reached[-1] {
			t.Errorf("%s: a trial is at no line", info.ID)
		}
		for i, l := range info.Code {
			if l.Active() && !reached[i] {
				t.Errorf("%s: line %d is never reached: %s", info.ID, i, l.Text)
			}
			if l.Text == "" {
				t.Errorf("%s: line %d is empty", info.ID, i)
			}
		}
	}
}
