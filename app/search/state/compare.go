package state

import (
	"fmt"
	"hash/fnv"

	"protocell/core/job/searching"
)

// Versus is how the strategies of a run compare.
type Versus struct {
	Value  *searching.VersusOutput // the latest, or nil
	Key    string                  // of what it is of
	Err    error
	failed string
	at     float64
}

// curvePoints is of how many points the curves of a comparison are, and versusEvery how
// often, in milliseconds, they are drawn anew while searches run.
const (
	curvePoints = 160
	versusEvery = 1500
)

// Several reports whether the run is of more than one search.
func (r *Run) Several() bool {
	return r != nil && !r.Foreign && (len(r.Sides) > 1 || len(r.Sides) == 1 && len(r.Sides[0].Sessions) > 1)
}

// compare has the searches of a run compared.
func (s State) compare(now float64) (State, []Effect) {
	r := s.Run
	if !r.Several() {
		return s, nil
	}
	told, ended := r.Trials()
	key := fmt.Sprintf("%d %d %d %s", r.number, told, ended, s.View.Axis)
	if told == 0 || s.Versus.Key == key || s.Versus.failed == key || s.jobs[comparing].key != "" {
		return s, nil
	}
	if r.Phase == Running && (now < s.Versus.at+versusEvery || ended == 0) && s.Versus.Key != "" || r.Phase == Running && ended < 2 {
		return s, nil
	}
	in := searching.VersusInput{Axis: string(s.View.Axis), Points: curvePoints}
	for _, side := range r.Sides {
		v := searching.Side{Name: side.Info.Name}
		for _, x := range side.Sessions {
			if x.Err == nil && x.Trace != nil && x.Trace.History.Best >= 0 {
				v.Traces = append(v.Traces, "trace:"+x.ID)
			}
		}
		if len(v.Traces) == 0 {
			return s, nil
		}
		in.Sides = append(in.Sides, v)
	}
	s.Versus.at = now
	return s.run(comparing, key, RunJob{Kind: searching.Versus, Input: in})
}

func (a Compared) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	s.Versus.Value, s.Versus.Key, s.Versus.Err = a.Output, key, nil
	if s.Run != nil && s.Run.Phase == Done {
		return s, []Effect{Say{s.Verdict().Short}}
	}
	return s, nil
}

// fold returns a digest of digests.
func fold(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text))
	return fmt.Sprintf("%016x", h.Sum64())
}
