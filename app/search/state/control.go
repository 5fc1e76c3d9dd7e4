package state

import (
	"protocell/core/search"
)

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
			side.Sessions = append(side.Sessions, newSession(s.session(one), &one, s.ref(one)))
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
