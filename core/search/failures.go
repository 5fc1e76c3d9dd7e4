package search

import "fmt"

// Policy says what is done about a trial that failed.
type Policy string

// The policies.
const (
	Skip  Policy = ""      // the strategy is told, and never chooses it
	Worst Policy = "worst" // it counts as the worst so far, so that models learn from it
	Retry Policy = "retry" // it is evaluated again, twice, before the strategy is told
	Stop  Policy = "stop"  // the search ends
)

// Policies returns all policies.
func Policies() []Policy { return []Policy{Skip, Worst, Retry, Stop} }

// Failures returns s with a policy for trials that fail. Stop is up to a Run. The error
// is that there is no such policy.
func Failures(s Strategy, p Policy) (Strategy, error) {
	switch p {
	case Skip, Stop:
		return s, nil
	case Worst:
		return &worst{Strategy: s}, nil
	case Retry:
		return &retry{Strategy: s}, nil
	}
	return nil, fmt.Errorf("no policy %q for failures; there are: worst, retry, stop, and none of these", p)
}

// worst gives what failed the worst value so far.
type worst struct {
	Strategy
	state struct {
		Any   bool    `json:"any"`
		Value float64 `json:"value"` // the worst
	}
}

// Tell implements Strategy.
func (w *worst) Tell(t Trial, o Outcome) {
	switch s := &w.state; {
	case t.Signal == Cheap: // whose values are of another kind
	case o.OK() && (!s.Any || o.Value < s.Value):
		s.Any, s.Value = true, o.Value
	case !o.OK() && s.Any:
		o = Outcome{Value: s.Value, Cost: o.Cost, Seconds: o.Seconds}
	}
	w.Strategy.Tell(t, o)
}

// States implements Strategy.
func (w *worst) States() []any { return append(w.Strategy.States(), &w.state) }

// reason implements reasoner.
func (w *worst) reason() string { return reason("", w.Strategy) }

// retry asks again what failed.
type retry struct {
	Strategy
	state retryState
}

type retryState struct {
	Again []attempt `json:"again"` // to be asked
	Open  []attempt `json:"open"`  // asked again, and not told
}

// attempt is a trial that failed so many times.
type attempt struct {
	Trial  Trial `json:"trial"`
	Failed int   `json:"failed"`
}

// maxFailed is how often a trial may fail.
const maxFailed = 3

// Ask implements Strategy.
func (r *retry) Ask() (Trial, bool) {
	s := &r.state
	if len(s.Again) == 0 {
		return r.Strategy.Ask()
	}
	a := s.Again[0]
	s.Again = s.Again[1:]
	s.Open = append(s.Open, a)
	return a.Trial, true
}

// Tell implements Strategy.
func (r *retry) Tell(t Trial, o Outcome) {
	s := &r.state
	failed := 0
	for i, a := range s.Open {
		if a.Trial.ID == t.ID {
			failed = a.Failed
			s.Open = append(s.Open[:i], s.Open[i+1:]...)
			break
		}
	}
	if !o.OK() && failed+1 < maxFailed {
		s.Again = append(s.Again, attempt{t, failed + 1})
		return
	}
	r.Strategy.Tell(t, o)
}

// States implements Strategy.
func (r *retry) States() []any { return append(r.Strategy.States(), &r.state) }

// reason implements reasoner.
func (r *retry) reason() string { return reason("", r.Strategy) }
