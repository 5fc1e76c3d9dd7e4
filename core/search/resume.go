package search

import (
	"fmt"
	"io"

	"protocell/core/space"
	"protocell/core/wire"
)

// Resume returns the run of a spec after the events that next returns, until io.EOF:
// the strategy is asked and told as then, so that it goes on as if it had never been
// stopped. Emit gets only the events that follow. The error is that of New or of next,
// or says at which event the trace is not one of the spec.
func (s Spec) Resume(sp space.Space, measures []Measure, next func() (Event, error), emit func(Event) error) (*Run, error) {
	var made []Event
	r, err := s.New(sp, measures, func(e Event) error {
		made = append(made, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		e, err := next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if e.Tell != nil {
			if len(made) == 0 {
				err = r.Tell(e.Tell.ID, e.Tell.Outcome)
			}
			if err != nil {
				return nil, fmt.Errorf("event %d: %w", n, err)
			}
		}
		if e.End != nil && len(made) == 0 && e.End.Why == OutOfBudget {
			// The trial that would have exceeded the budget is not in the trace.
			r.end(OutOfBudget)
		}
		if len(made) == 0 || !same(made[0], e) {
			return nil, fmt.Errorf("event %d is not what the search does there", n)
		}
		made = made[1:]
	}
	r.emit = emit
	for _, e := range made {
		if emit != nil && r.err == nil {
			r.err = emit(e)
		}
	}
	return r, r.err
}

// same reports whether two events are equal.
func same(a, b Event) bool {
	x, err := wire.Marshal(a)
	if err != nil {
		return false
	}
	y, err := wire.Marshal(b)
	return err == nil && string(x) == string(y)
}
