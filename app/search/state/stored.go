package state

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/core/job/searching"
	"protocell/core/search"
)

// Stored is the traces that are stored on this machine.
type Stored struct {
	Traces []searching.Stored // the latest first
	Known  bool               // whether they are
	Err    error
}

// Actions of stored traces.
type (
	// TracesListed has what a Traces job found.
	TracesListed struct {
		ID     string
		Output *searching.TracesOutput
	}
	// OpenTrace shows a stored trace, Forget removes one, and ForgetAll all of them.
	OpenTrace struct{ Session string }
	Forget    struct{ Session string }
	ForgetAll struct{}
	// Forgotten says that one is removed.
	Forgotten struct{}
	// GivenFiles says that the visitor gave files: a line each of reference, tab, name.
	GivenFiles struct{ List string }
	// SetsListed says which image sets the visitor has.
	SetsListed struct{ Sets []Set }
)

// list asks what traces are stored.
func (s State) list() (State, []Effect) {
	return s.run(listing, "", RunJob{Kind: searching.Traces, Input: searching.TracesInput{}, Background: true})
}

func (a TracesListed) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if ok {
		s.Stored = Stored{Traces: a.Output.Traces, Known: true}
	}
	return s, nil
}

// stored returns the stored trace of a session.
func (s State) stored(session string) (t searching.Stored, ok bool) {
	i := slices.IndexFunc(s.Stored.Traces, func(t searching.Stored) bool { return t.Session == session })
	if i < 0 {
		return t, false
	}
	return s.Stored.Traces[i], true
}

func (a SetsListed) reduce(s State, _ float64) (State, []Effect) {
	s.Sets, s.setsKnown = a.Sets, true
	return s, nil
}

// instant is how long, in seconds, searches may take that the page begins by itself.
const instant = 60

// begin begins the searches of the form when the page starts, if they ask a table and take
// no long time; of others it shows what was computed before, and asks.
func (s State) begin(now float64) (State, []Effect) {
	if !s.fresh || s.plans == nil || !s.Stored.Known && s.Stored.Err == nil {
		return s, nil
	}
	if s.plans.problems != nil || s.Run != nil {
		s.fresh = false
		return s, nil
	}
	known, unfinished := 0, 0
	own := map[string]bool{}
	for _, spec := range s.plans.specs {
		for k := range s.plans.repeats {
			one := spec
			one.Seed += uint64(k)
			own[s.session(one)] = true
			if t, ok := s.stored(s.session(one)); ok {
				known++
				if t.End == "" {
					unfinished++
				}
			}
		}
	}
	for _, t := range s.Stored.Traces {
		if t.Read && t.Error == "" && t.End == "" && !own[t.Session] {
			s = s.notify("interrupted", notice.Warning, "A search was interrupted here, after "+count(t.Trials, "trial")+". It is below, under Traces: open it to go on.")
			break
		}
	}
	all := len(s.plans.specs) * s.plans.repeats
	if s.Form.kind() != ByTable && known == 0 {
		s.fresh = false
		return s, nil
	}
	if s.Form.kind() == ByTable && s.Form != (Form{}) {
		if e, ok := s.Estimate(); !ok {
			return s, nil
		} else if e.Seconds > instant && known < all {
			s.fresh = false
			return s, nil
		}
	}
	s.fresh = false
	if s.Form.kind() == ByTable {
		return s.open(Running, now)
	}
	s, effects := s.open(Paused, now)
	if known < all || unfinished > 0 {
		s = s.notify("interrupted", notice.Warning, "A search was interrupted here. What it has computed is kept: go on with it?")
	}
	return s, effects
}

func (a OpenTrace) reduce(s State, now float64) (State, []Effect) {
	s, effects := s.drop()
	s.last++
	x := newSession(a.Session, nil, "")
	x.reading = true
	side := &Side{Sessions: []*Session{x}}
	if t, ok := s.stored(a.Session); ok {
		side.Info, _ = search.Lookup(t.Spec.Strategy)
		x.Ref = s.ref(t.Spec)
	}
	s.Run = &Run{Foreign: true, Phase: Paused, Sides: []*Side{side}, number: s.last, last: now}
	s.Versus = Versus{}
	s.View.Side, s.View.Which, s.View.K, s.View.Trial, s.View.First = 0, 0, -1, 0, 0
	return s, effects
}

func (a Forget) reduce(s State, _ float64) (State, []Effect) { return s.forget(a.Session) }

func (s State) forget(sessions ...string) (State, []Effect) {
	var effects []Effect
	s.Stored.Traces = slices.Clone(s.Stored.Traces)
	for _, id := range sessions {
		if s.Run != nil && slices.ContainsFunc(s.Run.All(), func(x *Session) bool { return x.ID == id }) {
			var more []Effect
			s, more = s.drop() // it is on show
			effects = append(effects, more...)
		}
		s.Stored.Traces = slices.DeleteFunc(s.Stored.Traces, func(t searching.Stored) bool { return t.Session == id })
		s.last++
		effects = append(effects, RunJob{ID: fmt.Sprintf("forget/%d", s.last), Kind: searching.Remove, Input: searching.RemoveInput{Session: id}})
	}
	return s, effects
}

func (ForgetAll) reduce(s State, _ float64) (State, []Effect) {
	var all []string
	for _, t := range s.Stored.Traces {
		all = append(all, t.Session)
	}
	return s.forget(all...)
}

func (Forgotten) reduce(s State, _ float64) (State, []Effect) {
	s.Still = true
	return s, nil
}

func (a GivenFiles) reduce(s State, _ float64) (State, []Effect) {
	if a.List == "" {
		return s, nil
	}
	line, _, more := strings.Cut(a.List, "\n")
	ref, name, _ := strings.Cut(line, "\t")
	if more {
		s = s.notify("import", notice.Warning, "One trace can be looked at at a time: it is "+name+".")
	} else {
		s.Notices = s.Notices.Without("import")
	}
	return s.run(importing, name, RunJob{Kind: searching.Import, Input: searching.ImportInput{File: ref, Session: "t-" + fold(ref+name)}})
}

func (a Imported) reduce(s State, now float64) (State, []Effect) {
	s, _, name, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	t := a.Output.Trace
	switch {
	case a.Output.Cut != "":
		s = s.notify("import", notice.Warning, name+": its last line is broken, and left out: "+a.Output.Cut+".")
	case a.Output.Unkept != "":
		s = s.notify("import", notice.Warning, name+" is there until this tab is closed: it could not be stored ("+a.Output.Unkept+").")
	default:
		s = s.notify("import", notice.Good, name+" is opened.")
	}
	s.Stored.Traces = append([]searching.Stored{t}, slices.DeleteFunc(slices.Clone(s.Stored.Traces), func(o searching.Stored) bool { return o.Session == t.Session })...)
	return OpenTrace{t.Session}.reduce(s, now)
}
