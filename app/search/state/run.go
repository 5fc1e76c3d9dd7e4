package state

import (
	"errors"
	"fmt"
	"strings"

	"protocell/core/search"
	"protocell/core/space/spaces"
	"protocell/core/train"
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

// Session is one search.
type Session struct {
	ID          string
	Spec        *search.Spec // nil until it is known
	Ref         string       // of its table
	Trace       *Trace       // nil until Spec is known
	Digest      string
	Training    bool
	Open        []search.Asked        // handed out, without an outcome
	Curves      map[int][]train.Epoch // learning curves, by trial
	Under       map[int]bool          // trials that are being evaluated
	Predictions map[int]search.Prediction
	Seen        []Seen
	Err         error
	Unkept      string // why its trace is in memory only
	Cut         string // what is wrong with its last line
	Steps       int    // single steps that are to be done

	began    bool
	more     bool // whether events are waiting
	told     map[int]search.Told
	flying   map[int]string // evaluate jobs, by trial
	advance  string         // job under way; "" if there is none
	removing bool           // whether its former trace is to be removed first
	reading  bool           // whether it is only read
	replayed bool           // whether Seen is as much as the trace tells
}

// Seen is what was seen of a strategy after some events.
type Seen struct {
	K             int
	Probabilities [][]float64
}

func newSession(id string, spec *search.Spec, ref string) *Session {
	x := &Session{
		ID: id, Ref: ref, Curves: map[int][]train.Epoch{}, Under: map[int]bool{}, Predictions: map[int]search.Prediction{},
		told: map[int]search.Told{}, flying: map[int]string{},
	}
	if spec != nil {
		x.know(*spec)
	}
	return x
}

// know takes what is searched.
func (x *Session) know(spec search.Spec) error {
	sp, err := spaces.ByID(spec.Space)
	if err != nil {
		return err
	}
	x.Spec = &spec
	if x.Trace == nil {
		x.Trace = NewTrace(sp, spec)
	}
	return nil
}

// Ended reports whether the search has ended, or cannot go on.
func (x *Session) Ended() bool { return x.Err != nil || x.Trace != nil && x.Trace.History.End != "" }

// restart forgets what is known of the session.
func (x *Session) restart() {
	if x.Spec != nil {
		x.Trace = nil
		x.know(*x.Spec)
	}
	x.Digest, x.began, x.Open, x.more = "", false, nil, false
	x.Seen, x.replayed = nil, false
	clear(x.told)
	clear(x.Predictions)
}

// retry goes on after an error.
func (x *Session) retry() {
	if x.Err != nil {
		x.Err = nil
		x.restart()
	}
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

// Trials returns how many trials have been told in all searches, and how many searches
// have ended.
func (r *Run) Trials() (told, ended int) {
	for _, x := range r.All() {
		if x.Trace != nil {
			told += x.Trace.History.Spent.Trials + x.Trace.History.Spent.Cheap
		}
		if x.Ended() {
			ended++
		}
	}
	return told, ended
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

// Actions of a run.
type (
	// StartRun runs the searches of the form; what is known of them is taken up, unless they
	// have all ended: then they are run again.
	StartRun struct{}
	// Pause lets trials under way end, and begins no others; Resume goes on.
	Pause  struct{}
	Resume struct{}
	// Stop ends trials under way, too.
	Stop struct{}
	// Step takes one step of the search on show: one tell, and the ask that follows.
	Step struct{}
)

func (StartRun) reduce(s State, now float64) (State, []Effect) {
	if s.plans == nil || s.Problems != nil {
		return s, nil
	}
	again := s.Run != nil && s.Run.Form == s.Form && s.Run.Phase == Done
	s, effects := s.open(Running, now)
	if again {
		for _, x := range s.Run.All() {
			x.removing = true
		}
	}
	return s, effects
}

// open makes the run of the form.
func (s State) open(phase Phase, now float64) (State, []Effect) {
	var effects []Effect
	s, effects = s.drop()
	s.last++
	r := &Run{Form: s.Form, Phase: phase, number: s.last, last: now, Digest: s.Form.Digest}
	for _, spec := range s.plans.specs {
		info, err := search.Lookup(spec.Strategy)
		if err != nil {
			continue
		}
		side := &Side{Info: info}
		for k := range s.plans.repeats {
			one := spec
			one.Seed += uint64(k)
			side.Sessions = append(side.Sessions, newSession(session(one), &one, s.ref(one)))
		}
		r.Sides = append(r.Sides, side)
	}
	s.Run, s.Versus = r, Versus{}
	s.View.Side, s.View.Which, s.View.K, s.View.Trial, s.View.First = 0, 0, -1, 0, 0
	return s, effects
}

// drop stops the run and forgets it; its traces stay.
func (s State) drop() (State, []Effect) {
	var effects []Effect
	if s.Run != nil {
		effects = s.Run.halt()
	}
	s.Run = nil
	s, more := s.stop(comparing)
	return s, append(effects, more...)
}

// halt stops all jobs. What a search has done before it is stopped is in its trace, and
// told when it goes on.
func (r *Run) halt() (effects []Effect) {
	for _, x := range r.All() {
		stopped := map[string]bool{}
		for trial, id := range x.flying {
			if !stopped[id] {
				effects, stopped[id] = append(effects, StopJob{id}), true
			}
			delete(x.flying, trial)
		}
		clear(x.Under)
		x.Steps = 0
		if x.advance != "" {
			effects = append(effects, StopJob{x.advance})
			x.advance = ""
		}
	}
	return effects
}

func (Pause) reduce(s State, now float64) (State, []Effect) {
	if r := s.Run; r != nil && r.Phase == Running {
		r.tick(now)
		r.Phase = Paused
		r.changed(now)
		return s, []Effect{Say{"Paused."}}
	}
	return s, nil
}

func (Resume) reduce(s State, now float64) (State, []Effect) {
	r := s.Run
	if r == nil || r.Phase != Paused {
		return s, nil
	}
	s.Notices = s.Notices.Without("interrupted")
	for _, x := range r.All() {
		x.reading = false
	}
	r.Phase, r.last, r.Millis = Running, now, 0
	r.wasDone, _ = s.Fraction()
	s.View.K = -1
	r.changed(now)
	return s, []Effect{Say{"Running."}}
}

func (Stop) reduce(s State, now float64) (State, []Effect) {
	r := s.Run
	if r == nil || r.Phase == Done {
		return s, nil
	}
	r.tick(now)
	r.Phase = Paused
	r.changed(now)
	return s, append(r.halt(), Say{"Stopped. What has been computed stays."})
}

func (Step) reduce(s State, now float64) (State, []Effect) {
	var effects []Effect
	if s.plans != nil && s.Problems == nil && (s.Run == nil || s.Run.Form != s.Form && !s.Run.Foreign) {
		s, effects = s.open(Paused, now)
	}
	r := s.Run
	if r == nil || r.Phase == Running {
		return s, effects
	}
	_, x := s.Shown()
	if x == nil || x.Ended() || x.Steps > 0 {
		return s, effects
	}
	x.reading = false
	x.Steps, s.View.K = 1, -1
	r.changed(now)
	return s, effects
}

// tick moves the clock of the run on.
func (r *Run) tick(now float64) {
	if r.Phase == Running {
		r.Millis += max(0, now-r.last)
	}
	r.last = now
}

// changed has the run drawn.
func (r *Run) changed(now float64) {
	r.Version++
	r.shownAt = now
}

// showEvery is how often, in milliseconds, what comes in is drawn.
const showEvery = 150

// progressed has the run drawn, unless it was just now. It reports whether it is.
func (r *Run) progressed(now float64) bool {
	if now < r.shownAt+showEvery {
		return false
	}
	r.changed(now)
	return true
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

// Fraction returns how much of the budgets of all searches is spent, and false if that
// is not known.
func (s State) Fraction() (f float64, ok bool) {
	r := s.Run
	all := r.All()
	for _, x := range all {
		switch {
		case x.Ended():
			f++
		case x.Spec == nil:
			return 0, false
		default:
			f += spentOf(x)
		}
	}
	return f / float64(max(1, len(all))), true
}

// spentOf returns how much of the budget of a search is spent.
func spentOf(x *Session) (f float64) {
	spent, b := x.Trace.History.Spent, x.Spec.Budget
	if b.Trials > 0 {
		f = float64(spent.Trials) / float64(b.Trials)
	}
	if b.Cost > 0 {
		f = max(f, spent.Cost/b.Cost)
	}
	if b.Seconds > 0 {
		f = max(f, spent.Seconds/b.Seconds)
	}
	return min(1, f)
}

// Began returns how much of the budgets was spent when the run was begun or went on, of
// which Millis says nothing.
func (r *Run) Began() float64 { return r.wasDone }

// Busy reports whether trials are being evaluated.
func (r *Run) Busy() bool {
	for _, x := range r.All() {
		if len(x.flying) > 0 {
			return true
		}
	}
	return false
}
