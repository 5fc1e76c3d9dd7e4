package searching

import (
	"errors"
	"slices"

	"protocell/core/job"
	"protocell/core/search"
)

// AdvanceInput asks a strategist to go on with a session.
type AdvanceInput struct {
	// Session names it: 1 to 40 of a-z, 0-9 and "-". Its trace is the file
	// "trace:SESSION", which the page lends if it could not be stored.
	Session string `json:"session"`
	// Spec is what is searched, for a session without a trace, and may be left out of one
	// that has one.
	Spec *search.Spec `json:"spec,omitempty"`
	// Table is the reference of the table that is asked; "" is none. See shelf.Files.
	Table string `json:"table,omitempty"`
	// Position is how many events the page has, and Digest that of the last answer; 0 and
	// "" at the beginning, and of a trace that is to be continued: all its events follow.
	Position int    `json:"position"`
	Digest   string `json:"digest,omitempty"`
	// Told has the outcomes of all trials that were handed out and that no event has told
	// yet, in any order. One that has been told is passed over.
	Told []search.Told `json:"told,omitempty"`
	// Seconds is about how long the job may take: it ends when a trial does after that.
	// Trials, if not 0, is how many outcomes may be applied at most; 1 is a single step:
	// one tell, and the ask that follows. Negative applies none, and evaluates none: the
	// session is only begun or opened.
	Seconds float64 `json:"seconds"`
	Trials  int     `json:"trials,omitempty"`
	// View asks for what is to be seen of the strategy.
	View bool `json:"view,omitempty"`
}

// AdvanceOutput is where a session is.
type AdvanceOutput struct {
	// Lost says that the trace has fewer events than the page, Position, and nothing was
	// done: the page is to go on from there, or to lend what it has.
	Lost bool `json:"lost,omitempty"`
	// Spec is the canonical one, in the answer to Position 0.
	Spec *search.Spec `json:"spec,omitempty"`
	// Events are those after the page's Position, at most MaxEvents: if More is true others
	// are there, and the next job says them before it does anything. Position counts the
	// page's events with these, and Digest is that of the search after them, "" if there
	// are more.
	Events   []search.Event `json:"events,omitempty"`
	More     bool           `json:"more,omitempty"`
	Position int            `json:"position"`
	Digest   string         `json:"digest"`
	// Open are all trials to be evaluated elsewhere that have no outcome yet.
	Open []search.Asked `json:"open,omitempty"`
	// Training says that they are trainings, and so long.
	Training bool         `json:"training,omitempty"`
	Spent    search.Spent `json:"spent"`
	// Best is the id of the incumbent's trial, 0 if there is none, and Value its value.
	Best  int          `json:"best,omitempty"`
	Value float64      `json:"value,omitempty"`
	End   string       `json:"end,omitempty"` // why the search has ended; "" while it has not
	View  *search.View `json:"view,omitempty"`
	// Unkept says why what happened is in the page's memory only, "" if it is stored.
	Unkept string `json:"unkept,omitempty"`
}

// MaxEvents is how many events an answer has at most.
const MaxEvents = 20_000

// advance goes on with a session.
func (s *searcher) advance(k *job.Task, in AdvanceInput) (*AdvanceOutput, error) {
	s.begins(k, in.Session)
	o, err := s.open(in)
	var less *missed
	if errors.As(err, &less) {
		return &AdvanceOutput{Lost: true, Position: less.events}, nil
	}
	if err != nil {
		return nil, err
	}
	if len(o.recent) <= MaxEvents && in.Trials >= 0 {
		err = s.step(o, in)
	}
	// What has happened is stored even if the job was stopped: flush comes first.
	if err := errors.Join(s.flush(o), err); err != nil {
		return nil, err
	}
	return s.answer(o, in)
}

// step tells a session outcomes, and evaluates what is evaluated here until it is time.
func (s *searcher) step(o *session, in AdvanceInput) error {
	start := s.task.Options().Clock()
	tells := 0
	full := func() bool { return in.Trials > 0 && tells >= in.Trials }
	tell := func(id int, outcome search.Outcome) error {
		before := o.run.Spent()
		err := o.run.Tell(id, outcome)
		after := o.run.Spent()
		tells += after.Trials + after.Cheap - before.Trials - before.Cheap
		return err
	}
	o.handOut()
	for _, t := range in.Told {
		i := slices.IndexFunc(o.out, func(a search.Asked) bool { return a.ID == t.ID })
		if i < 0 || full() {
			continue
		}
		o.out = slices.Delete(o.out, i, i+1)
		if err := tell(t.ID, t.Outcome); err != nil {
			return err
		}
	}
	for {
		o.handOut()
		t, ok := o.run.Next()
		if !ok {
			break
		}
		late := tells > 0 && s.task.Options().Clock()-start >= in.Seconds
		if late || full() || len(o.recent) >= MaxEvents {
			o.run.Release(t.ID)
			break
		}
		e, err := s.evaluator(o.spec, o.ground)
		if err == nil {
			var outcome search.Outcome
			if outcome, err = e.Evaluate(t); err == nil {
				err = tell(t.ID, outcome)
			}
		}
		if err == nil {
			err = s.alive()
		}
		if err != nil {
			o.run.Release(t.ID)
			return err
		}
	}
	if _, ended := o.run.Ended(); ended {
		o.out = nil
		if s.store != nil {
			return errors.Join(s.flush(o), s.store.Close(o.name, s.alive))
		}
	}
	return nil
}

// handOut takes the trials that are not evaluated here, up to the first that is.
func (o *session) handOut() {
	for {
		t, ok := o.run.Next()
		if ok && o.here(t) {
			o.run.Release(t.ID)
			ok = false
		}
		if !ok {
			return
		}
		o.out = append(o.out, *t.Asked())
	}
}

// here reports whether a strategist evaluates a trial itself.
func (o *session) here(t search.Trial) bool {
	x := o.ground.source(t.Signal)
	return x == nil || !x.Train && (x.Proxy == "" && x.Ensemble == nil || o.spec.Parallel == 1)
}

// answer says where a session is.
func (s *searcher) answer(o *session, in AdvanceInput) (*AdvanceOutput, error) {
	events := o.recent[:min(len(o.recent), MaxEvents)]
	out := &AdvanceOutput{
		Events: slices.Clone(events), More: len(events) < len(o.recent),
		Position: in.Position + len(events), Open: slices.Clone(o.out), Spent: o.run.Spent(), Unkept: o.unkept,
	}
	if !out.More {
		out.Digest = o.run.Digest()
	}
	if in.Position == 0 {
		out.Spec = &o.spec
	}
	for _, t := range o.out {
		out.Training = out.Training || o.ground.source(t.Signal).Train
	}
	if best, ok := o.run.Best(); ok {
		out.Best, out.Value = best.Trial.ID, best.Value
	}
	out.End, _ = o.run.Ended()
	if in.View {
		v := o.run.View()
		out.View = &v
	}
	return out, nil
}
