package state

import (
	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/train"
)

// Bounds of what is worked out of a trace to see the probabilities of its strategy.
const (
	maxReplayed = 6000 // events
	looks       = 60
)

// Probabilities returns what was seen of the strategy's probabilities in the events of a
// sight: what its worker told or, where it told little and of a trace that was made
// elsewhere, what the strategy itself says when it is told the same again.
func (x *Session) Probabilities(s Sight) (list []Seen) {
	if !x.replayed && len(s.Events) > 0 && len(s.Events) <= maxReplayed && x.Ended() {
		x.replayed = true
		if seen := s.Trace.replay(); len(seen) > len(x.Seen) {
			x.Seen = seen
		}
	}
	for _, seen := range x.Seen {
		if seen.K <= s.K {
			list = append(list, seen)
		}
	}
	return list
}

// replay asks and tells the strategy what the trace has. The limits of its search need no
// measures: what it asked was within them, and what it did not ask was not.
func (t *Trace) replay() (seen []Seen) {
	asked := map[space.Arch]bool{}
	for _, r := range t.History.Rows {
		asked[r.Trial.Arch] = true
	}
	spec := t.History.Spec
	var measures []search.Measure
	for _, l := range spec.Limits {
		measures = append(measures, search.Measure{ID: l.Measure, Of: func(a space.Arch) (float64, error) {
			if asked[a] {
				return 0, nil
			}
			return 2 * l.Max, nil
		}})
	}
	r, err := spec.New(t.Space, measures, nil)
	if err != nil {
		return nil
	}
	every := max(1, len(t.Events)/looks)
	for k, e := range t.Events {
		if e.Tell != nil && r.Tell(e.Tell.ID, e.Tell.Outcome) != nil {
			return seen
		}
		if e.Tell == nil || len(seen) > 0 && k+1 < seen[len(seen)-1].K+every && k+2 < len(t.Events) {
			continue
		}
		if v := r.View(); len(v.Probabilities) > 0 {
			seen = append(seen, Seen{k + 1, v.Probabilities})
		}
	}
	return seen
}

// TrainingSpec returns how the networks of the search are trained, nil if they are not.
func (x *Session) TrainingSpec() *train.Spec {
	if x.Spec == nil {
		return nil
	}
	e, err := evaluate.Parse(x.Spec.Evaluation)
	if err != nil {
		return nil
	}
	return e.Training
}
