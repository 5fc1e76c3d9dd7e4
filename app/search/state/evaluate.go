package state

import (
	"fmt"

	"protocell/core/job/searching"
	"protocell/core/train"
)

func jobsOf(flying map[int]string) map[string]bool {
	jobs := map[string]bool{}
	for _, id := range flying {
		jobs[id] = true
	}
	return jobs
}

// evaluate returns a job for trials of a session that are handed out.
func (r *Run) evaluate(i int, x *Session, workers int) (e RunJob, ok bool) {
	in := searching.EvaluateInput{Session: x.ID, Table: x.Ref}
	most := 1
	if !x.Training {
		most = min(searching.MaxBatch, (len(x.Open)+workers-1)/workers)
	}
	for _, t := range x.Open {
		if _, told := x.told[t.ID]; told || x.flying[t.ID] != "" {
			continue
		}
		if in.Trials = append(in.Trials, t); len(in.Trials) == most {
			break
		}
	}
	if len(in.Trials) == 0 || x.Spec == nil {
		return e, false
	}
	in.Spec = *x.Spec
	e = RunJob{ID: r.job("e", i), Kind: searching.Evaluate, Input: in}
	for _, t := range in.Trials {
		x.flying[t.ID] = e.ID
	}
	return e, true
}

func (a Evaluating) reduce(s State, now float64) (State, []Effect) {
	x := s.sessionOf(a.ID)
	if x == nil {
		s.Still = true
		return s, nil
	}
	if a.Part.Trial > 0 {
		x.Under[a.Part.Trial] = true
		if len(a.Part.Curve) > 0 {
			x.Curves[a.Part.Trial] = a.Part.Curve
		}
	}
	s.Run.tick(now)
	s.Still = !s.Run.progressed(now)
	return s, nil
}

func (a Evaluated) reduce(s State, now float64) (State, []Effect) {
	x := s.sessionOf(a.ID)
	if x == nil {
		return s, nil
	}
	for trial, id := range x.flying {
		if id == a.ID {
			delete(x.flying, trial)
			delete(x.Under, trial)
		}
	}
	for _, t := range a.Output.Told {
		x.told[t.ID] = t
	}
	for id, curve := range a.Output.Curves {
		x.keepCurve(id, curve)
	}
	s.Run.tick(now)
	s.Still = !s.Run.progressed(now)
	return s, nil
}

// keepCurve keeps a learning curve, by the trial's number as text.
func (x *Session) keepCurve(id string, curve []train.Epoch) {
	trial := 0
	if _, err := fmt.Sscan(id, &trial); err == nil {
		x.Curves[trial] = curve
	}
}
