package search

import "fmt"

// MaxTrials is the most that a search may ask in all, for either signal.
const MaxTrials = 1_000_000

// Budget is what a search may spend; a zero is no bound.
type Budget struct {
	Trials  int     `json:"trials,omitempty"`  // of the main signal
	Cost    float64 `json:"cost,omitempty"`    // sum of Outcome.Cost: simulated seconds
	Seconds float64 `json:"seconds,omitempty"` // sum of Outcome.Seconds; what it allows differs from run to run
}

// Check returns what is wrong with a budget, or nil.
func (b Budget) Check() error {
	switch {
	case b == Budget{}:
		return fmt.Errorf("a budget without a bound: give trials, cost or seconds")
	case b.Trials < 0 || b.Trials > MaxTrials:
		return fmt.Errorf("a budget of %d trials, not of 1 to %d", b.Trials, MaxTrials)
	case !(b.Cost >= 0 && b.Cost <= 1e15): // NaN too
		return fmt.Errorf("a budget of %v in cost, not in 0 to 1e15", b.Cost)
	case !(b.Seconds >= 0 && b.Seconds <= 1e9):
		return fmt.Errorf("a budget of %v seconds, not in 0 to 1e9", b.Seconds)
	}
	return nil
}

// Spent is what a search has spent.
type Spent struct {
	Trials  int     `json:"trials"`  // of the main signal, told
	Cheap   int     `json:"cheap"`   // of the cheap signal, told
	Cost    float64 `json:"cost"`    // of both
	Seconds float64 `json:"seconds"` // of both
}

// add returns s after a trial.
func (s Spent) add(t Trial, o Outcome) Spent {
	if t.Signal == Cheap {
		s.Cheap++
	} else {
		s.Trials++
	}
	s.Cost += o.Cost
	s.Seconds += o.Seconds
	return s
}

// allows reports whether s is within the budget: a trial that would exceed it is as if
// it had not been executed.
func (b Budget) allows(s Spent) bool {
	return (b.Trials == 0 || s.Trials <= b.Trials) && (b.Cost == 0 || s.Cost <= b.Cost) &&
		(b.Seconds == 0 || s.Seconds <= b.Seconds)
}
