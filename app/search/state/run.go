package state

import (
	"errors"
	"fmt"
	"strings"

	"protocell/core/search"
)

// Phase is what a run does.
type Phase string

// The phases.
const (
	Running Phase = "running"
	Paused  Phase = "paused"
	Done    Phase = "done"
)

// Run is searches that belong together: those of each strategy under successive seeds.
// It is shared: events come in by the thousand.
type Run struct {
	Form    Form // that asked for it; of a trace that was opened the zero Form
	Foreign bool // whether it is a trace that was opened
	Phase   Phase
	Sides   []*Side
	Version int     // goes up with whatever is shown
	Millis  float64 // of work, not paused
	Digest  string  // that the link says; "" if it says none

	number  int
	last    float64
	shownAt float64
	wasDone float64 // of the budgets when it was begun or went on
	asked   int     // jobs that were started
}

// Side is the searches of one strategy.
type Side struct {
	Info     search.Info
	Sessions []*Session
}

// All returns all sessions, in the order in which they are run: the first repeat of each
// strategy, then the second.
func (r *Run) All() (list []*Session) {
	for k := 0; ; k++ {
		n := len(list)
		for _, side := range r.Sides {
			if k < len(side.Sessions) {
				list = append(list, side.Sessions[k])
			}
		}
		if len(list) == n {
			return list
		}
	}
}

// Shown returns the session that is on show, with its side; nil if there is none.
func (s State) Shown() (*Side, *Session) {
	r := s.Run
	if r == nil || len(r.Sides) == 0 {
		return nil, nil
	}
	side := r.Sides[min(max(0, s.View.Side), len(r.Sides)-1)]
	if len(side.Sessions) == 0 {
		return side, nil
	}
	return side, side.Sessions[min(max(0, s.View.Which), len(side.Sessions)-1)]
}

// Sight returns what is looked at of the session on show, and false if there is nothing.
func (s State) Sight() (Sight, bool) {
	_, x := s.Shown()
	if x == nil || x.Trace == nil {
		return Sight{}, false
	}
	return x.Trace.At(s.View.K), true
}

// job returns the id of a new job of the run.
func (r *Run) job(kind string, x int) string {
	r.asked++
	return fmt.Sprintf("run/%d/%s/%d/%d", r.number, kind, x, r.asked)
}

// sessionOf returns the session that a job is of.
func (s State) sessionOf(id string) *Session {
	r := s.Run
	if r == nil || !strings.HasPrefix(id, fmt.Sprintf("run/%d/", r.number)) {
		return nil
	}
	for _, x := range r.All() {
		if x.advance == id {
			return x
		}
		for _, job := range x.flying {
			if job == id {
				return x
			}
		}
	}
	return nil
}

// runFailed notes that a job of the run failed. It is false if it is none.
func (s State) runFailed(id string, err error, now float64) bool {
	x := s.sessionOf(id)
	if x == nil {
		return false
	}
	if x.advance == id {
		x.advance = ""
	}
	for trial, job := range x.flying {
		if job == id {
			delete(x.flying, trial)
			delete(x.Under, trial)
		}
	}
	x.Err, x.Steps = errors.New(strings.TrimSuffix(err.Error(), ".")), 0
	s.Run.finish(now)
	s.Run.changed(now)
	return true
}

// finish ends the run if all its searches have.
func (r *Run) finish(now float64) bool {
	for _, x := range r.All() {
		if !x.Ended() {
			return false
		}
	}
	r.tick(now)
	r.Phase = Done
	r.changed(now)
	return true
}
