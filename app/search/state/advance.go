package state

import (
	"fmt"
	"maps"
	"slices"

	"protocell/app/notice"
	"protocell/core/job/searching"
	"protocell/core/search"
)

// How long a search goes on at a time, in seconds. What it says then, the page reads before
// it can do anything else: that is little if trials take long, and then the page is to ask
// for several at once, or its worker would wait for it between any two.
const (
	watched   = 0.02
	unwatched = 0.05
	slow      = 0.2
	long      = 0.005 // seconds of a trial
)

// lasts returns how many seconds the trial took that was told last, as far as is known.
func (x *Session) lasts() float64 {
	if x.Trace == nil {
		return 0
	}
	for _, e := range slices.Backward(x.Trace.Events) {
		if e.Tell != nil {
			return e.Tell.Seconds
		}
	}
	return 0
}

// Actions of the jobs of a run.
type (
	// Advanced has what an Advance job did, and Read what a Read job found.
	Advanced struct {
		ID     string
		Output *searching.AdvanceOutput
	}
	Read struct {
		ID     string
		Output *searching.ReadOutput
	}
	// Removed says that the former trace of a session is gone.
	Removed struct{ ID string }
	// Evaluating has a part of what an Evaluate job found, Evaluated all.
	Evaluating struct {
		ID   string
		Part *searching.EvaluatePart
	}
	Evaluated struct {
		ID     string
		Output *searching.EvaluateOutput
	}
)

// runJobs starts what the searches under way need.
func (s State) runJobs(now float64) (State, []Effect) {
	r := s.Run
	if r == nil || s.Pool.Err != nil {
		return s, nil
	}
	all := r.All()
	_, shown := s.Shown()
	most := max(1, s.Pool.Size)
	advancing, flying := 0, 0
	for _, x := range all {
		if x.advance != "" {
			advancing++
		}
		flying += len(jobsOf(x.flying))
	}
	var effects []Effect
	for i, x := range all {
		if x.Ended() {
			continue
		}
		if x.advance == "" && (advancing < 2*most || x == shown) {
			if e, ok := r.next(i, x, x == shown); ok {
				x.advance = e.ID
				advancing++
				effects = append(effects, e)
			}
		}
		if r.Phase != Running && x.Steps == 0 {
			continue
		}
		for flying < most {
			e, ok := r.evaluate(i, x, most)
			if !ok {
				break
			}
			flying++
			effects = append(effects, e)
		}
	}
	return s, effects
}

// next returns the job that a session needs, if it needs one.
func (r *Run) next(i int, x *Session, shown bool) (e RunJob, ok bool) {
	if x.reading {
		k := 0
		if x.Trace != nil {
			k = len(x.Trace.Events)
		}
		if x.began && !x.more {
			return e, false
		}
		return RunJob{ID: r.job("r", i), Kind: searching.Read, Input: searching.ReadInput{Trace: "trace:" + x.ID, Position: k}}, true
	}
	if x.removing {
		return RunJob{ID: r.job("d", i), Kind: searching.Remove, Input: searching.RemoveInput{Session: x.ID}}, true
	}
	in := searching.AdvanceInput{Session: x.ID, Spec: x.Spec, Table: x.Ref, Digest: x.Digest, Seconds: unwatched, View: shown}
	if x.Trace != nil {
		in.Position = len(x.Trace.Events)
	}
	if len(r.Sides) == 1 && len(r.Sides[0].Sessions) == 1 {
		in.Seconds = watched
	}
	if x.lasts() > long {
		in.Seconds = slow
	}
	for _, id := range slices.Sorted(maps.Keys(x.told)) {
		in.Told = append(in.Told, x.told[id])
	}
	switch free := len(x.Open) == 0; {
	case !x.began || x.more:
		if r.Phase == Paused {
			in.Trials = -1
		}
	case x.Steps > 0 && (free || len(in.Told) > 0):
		in.Trials = 1
	case r.Phase == Running && (free || len(in.Told) > 0):
	case len(in.Told) > 0: // so that nothing is lost
		in.Trials = len(in.Told)
	default:
		return e, false
	}
	if x.began && in.Position > 0 {
		in.Spec = nil
	}
	return RunJob{ID: r.job("a", i), Kind: searching.Advance, Input: in}, true
}

func (a Removed) reduce(s State, now float64) (State, []Effect) {
	if x := s.sessionOf(a.ID); x != nil {
		x.advance, x.removing = "", false
		x.restart()
	}
	s.Still = true
	return s, nil
}

func (a Read) reduce(s State, now float64) (State, []Effect) {
	x := s.sessionOf(a.ID)
	if x == nil {
		return s, nil
	}
	x.advance, x.began = "", true
	if err := x.know(a.Output.Spec); err != nil {
		x.Err = err
		return s, nil
	}
	if side, _ := s.Shown(); side.Info.ID == "" {
		side.Info, _ = search.Lookup(a.Output.Spec.Strategy)
	}
	x.take(a.Output.Events, a.Output.Digest)
	x.Cut = a.Output.Cut
	x.more = x.Err == nil && len(x.Trace.Events) < a.Output.Total && len(a.Output.Events) > 0
	s.Run.finish(now)
	s.Run.changed(now)
	return s, nil
}

// take adds events.
func (x *Session) take(events []search.Event, digest string) (tells int) {
	for _, e := range events {
		if err := x.Trace.Add(e); err != nil {
			x.Err = err
			return tells
		}
		if e.Tell != nil {
			tells++
			delete(x.told, e.Tell.ID)
		}
	}
	x.Digest = digest
	return tells
}

func (a Advanced) reduce(s State, now float64) (State, []Effect) {
	x := s.sessionOf(a.ID)
	if x == nil {
		return s, nil
	}
	r, out := s.Run, a.Output
	x.advance = ""
	r.tick(now)
	if out.Lost {
		x.restart()
		s.Still = true
		return s, nil
	}
	first := !x.began
	x.began, x.more = true, out.More
	if out.Spec != nil {
		if err := x.know(*out.Spec); err != nil {
			x.Err = err
			return s, nil
		}
	}
	tells := x.take(out.Events, out.Digest)
	if x.Err == nil && len(x.Trace.Events) != out.Position {
		x.Err = fmt.Errorf("the page has %d events of the search, and its worker %d", len(x.Trace.Events), out.Position)
	}
	x.Open, x.Training, x.Unkept = out.Open, out.Training, out.Unkept
	x.see(out.View)
	stepped := x.Steps > 0 && (tells > 0 || first && len(out.Events) > 0 || x.Ended())
	if stepped {
		x.Steps = 0
	}
	if x.Unkept != "" {
		s = s.notify("unkept", notice.Warning, "This search cannot be stored ("+x.Unkept+"): it is there until this tab is closed.")
	}
	if x.Ended() && r.finish(now) {
		return s.summed()
	}
	if stepped || first && r.Phase == Paused {
		r.changed(now)
		return s, nil
	}
	s.Still = !r.progressed(now)
	return s, nil
}

// see takes what is to be seen of the strategy.
func (x *Session) see(v *search.View) {
	if v == nil {
		return
	}
	for _, p := range v.Predictions {
		x.Predictions[p.ID] = p
	}
	k := len(x.Trace.Events)
	if len(v.Probabilities) > 0 && (len(x.Seen) == 0 || x.Seen[len(x.Seen)-1].K < k) {
		x.Seen = append(x.Seen, Seen{k, v.Probabilities})
	}
}
