package search

import (
	"fmt"
	"math"

	"protocell/core/space"
	"protocell/core/wire"
)

// Run is a search under way. Whoever drives it takes trials from Next, evaluates them,
// on as many workers as there are, and passes outcomes to Tell in any order. It is for
// one goroutine.
type Run struct {
	spec     Spec
	strategy Strategy
	emit     func(Event) error
	err      error // of emit
	state    runState
}

// runState is all that changes, but for the strategy.
type runState struct {
	Open   []pending `json:"open"`  // asked and not applied, in the order asked
	Asked  int       `json:"asked"` // of the main signal
	All    int       `json:"all"`   // of both
	Spent  Spent     `json:"spent"`
	Best   Best      `json:"best"`
	End    string    `json:"end,omitempty"`
	Digest digest    `json:"digest"`
}

// pending is a trial that was asked and has not been applied.
type pending struct {
	Trial   Trial   `json:"trial"`
	Outcome Outcome `json:"outcome"`
	Told    bool    `json:"told,omitempty"`
	taken   bool    // by Next
}

// Best is the incumbent: of the trials of the main signal with the most epochs that
// have a value, the first with the largest one.
type Best struct {
	Trial Trial   `json:"trial"` // its ID is 0 if there is none
	Value float64 `json:"value"`
	At    Spent   `json:"at"` // when it was told
}

// Reasons for the end of a run that do not come from a wrapper.
const (
	OutOfBudget = "budget"
	Exhausted   = "done" // the strategy has nothing more to ask
	Failed      = "a trial failed: "
)

// New returns a run of a Spec, which it makes canonical, in its search space. Measures
// are those that limits and further objectives may name. Emit, if not nil, gets every
// event, the first ones before New returns; an error of it ends the run. The error says
// what is wrong with the spec, or is that of emit.
func (s Spec) New(sp space.Space, measures []Measure, emit func(Event) error) (*Run, error) {
	s, err := s.Canonical(sp)
	if err != nil {
		return nil, err
	}
	r := &Run{spec: s, emit: emit}
	if r.strategy, err = s.strategy(sp, measures); err != nil {
		return nil, err
	}
	text, err := wire.Marshal(s)
	if err != nil {
		return nil, err
	}
	r.state.Digest = newDigest().text(string(text))
	r.fill()
	return r, r.err
}

// Emit makes emit get the events that follow, in the place of what New or Resume was
// given.
func (r *Run) Emit(emit func(Event) error) { r.emit = emit }

// Spec returns the canonical Spec.
func (r *Run) Spec() Spec { return r.spec }

// Next returns a trial to be evaluated, each once. It returns false where outcomes have
// to be told first, and after the end.
func (r *Run) Next() (Trial, bool) {
	for i := range r.state.Open {
		if p := &r.state.Open[i]; !p.taken && !p.Told {
			p.taken = true
			return p.Trial, true
		}
	}
	return Trial{}, false
}

// Release makes a trial that was taken and not told one that Next returns again.
func (r *Run) Release(id int) {
	for i := range r.state.Open {
		if p := &r.state.Open[i]; p.Trial.ID == id {
			p.taken = false
		}
	}
}

// Tell passes the outcome of a trial. After the end it does nothing: a trial beyond the
// budget may still come in. The error is that there is no such trial, that the value is
// not finite, or that of emit.
func (r *Run) Tell(id int, o Outcome) error {
	if r.err != nil || r.state.End != "" {
		return r.err
	}
	if !o.OK() {
		o.Value = 0
	}
	if bad := o.Value + o.Cost + o.Seconds; math.IsNaN(bad) || math.IsInf(bad, 0) || o.Cost < 0 || o.Seconds < 0 {
		return fmt.Errorf("search: trial %d: value %v, cost %v, seconds %v", id, o.Value, o.Cost, o.Seconds)
	}
	for i := range r.state.Open {
		if p := &r.state.Open[i]; p.Trial.ID == id && !p.Told {
			p.Outcome, p.Told = o, true
			for r.err == nil && len(r.state.Open) > 0 && r.state.Open[0].Told {
				r.apply()
			}
			return r.err
		}
	}
	return fmt.Errorf("search: trial %d is not outstanding", id)
}

// apply applies the outcome of the oldest trial, and asks again.
func (r *Run) apply() {
	s := &r.state
	p := s.Open[0]
	spent := s.Spent.add(p.Trial, p.Outcome)
	if !r.spec.Budget.allows(spent) {
		r.end(OutOfBudget)
		return
	}
	s.Open = append(s.Open[:0], s.Open[1:]...)
	s.Spent = spent
	s.Digest = s.Digest.tell(p.Trial.ID, p.Outcome)
	if r.emit != nil {
		r.event(Event{Tell: &Told{p.Trial.ID, p.Outcome}})
	}
	if p.Outcome.OK() && p.Trial.Signal == Main && r.better(p) {
		s.Best = Best{p.Trial, p.Outcome.Value, spent}
	}
	r.strategy.Tell(p.Trial, p.Outcome)
	if !p.Outcome.OK() && r.spec.Failures == Stop {
		r.end(Failed + p.Outcome.Failed)
		return
	}
	r.fill()
}

// better reports whether a trial replaces the incumbent: by more epochs, or by as many
// and a larger value. No number of epochs is all of them.
func (r *Run) better(p pending) bool {
	best := r.state.Best
	if best.Trial.ID == 0 {
		return true
	}
	epochs := func(t Trial) int {
		if t.Epochs == 0 {
			return math.MaxInt
		}
		return t.Epochs
	}
	if now, was := epochs(p.Trial), epochs(best.Trial); now != was {
		return now > was
	}
	return p.Outcome.Value > best.Value
}

// fill asks until as many trials are outstanding as may be.
func (r *Run) fill() {
	s := &r.state
	for s.End == "" && r.err == nil && len(s.Open) < r.spec.Parallel && s.All < MaxTrials {
		if r.spec.Budget.Trials > 0 && s.Asked >= r.spec.Budget.Trials {
			break
		}
		t, ok := r.strategy.Ask()
		if !ok {
			break
		}
		s.All++
		if t.Signal == Main {
			s.Asked++
		}
		s.Open = append(s.Open, pending{Trial: t})
		s.Digest = s.Digest.ask(t)
		if r.emit != nil {
			r.event(Event{Ask: t.Asked()})
		}
	}
	if len(s.Open) > 0 {
		return
	}
	switch b := r.spec.Budget; {
	case s.All >= MaxTrials, b.Trials > 0 && s.Asked >= b.Trials:
		r.end(OutOfBudget)
	default:
		why := reason("", r.strategy)
		if why == "" {
			why = Exhausted
		}
		r.end(why)
	}
}

// end ends the run.
func (r *Run) end(why string) {
	if r.state.End == "" {
		r.state.End, r.state.Open = why, nil
		r.state.Digest = r.state.Digest.end(why)
		if r.emit != nil {
			r.event(Event{End: &Ending{why}})
		}
	}
}

// event passes an event on, unless that has failed before.
func (r *Run) event(e Event) {
	if r.err == nil {
		r.err = r.emit(e)
	}
}

// Best returns the incumbent, and false if there is none yet.
func (r *Run) Best() (Best, bool) { return r.state.Best, r.state.Best.Trial.ID != 0 }

// Spent returns what has been spent.
func (r *Run) Spent() Spent { return r.state.Spent }

// Ended says why the run has ended, and false while it has not.
func (r *Run) Ended() (why string, ok bool) { return r.state.End, r.state.End != "" }

// Digest returns a short digest of the Spec and of all events so far, without the
// seconds that trials took. It is no protection against malice.
func (r *Run) Digest() string { return r.state.Digest.String() }
