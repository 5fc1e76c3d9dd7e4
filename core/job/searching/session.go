package searching

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"protocell/core/job/shelf"
	"protocell/core/search"
	"protocell/core/wire"
)

// session is a search under way.
type session struct {
	name   string
	ground *ground
	run    *search.Run
	spec   search.Spec // canonical

	events int            // so far
	recent []search.Event // the last of them
	digest string         // of the search before recent; "" if that is not known
	out    []search.Asked // trials that were handed out and not told

	lines  bytes.Buffer // of the trace, not stored yet
	stored int64        // bytes of the trace
	unkept string       // why they are in the page's memory only
}

// maxSessions is how many sessions a strategist holds. Others begin from their traces.
const maxSessions = 64

// missed says that a trace has fewer events than the page.
type missed struct{ events int }

func (e *missed) Error() string { return fmt.Sprintf("the trace has %d events", e.events) }

// open returns the session of an Advance job where the page believes it to be.
func (s *searcher) open(in AdvanceInput) (*session, error) {
	if !validSession(in.Session) {
		return nil, fmt.Errorf("no session can be called %q", in.Session)
	}
	at := slices.IndexFunc(s.sessions, func(o *session) bool { return o.name == in.Session })
	if at >= 0 {
		o := s.sessions[at]
		s.sessions = slices.Delete(s.sessions, at, at+1)
		if o.follows(in) {
			s.sessions = append(s.sessions, o)
			return o, nil
		}
	}
	o, err := s.reopen(in)
	if err != nil {
		return nil, err
	}
	s.sessions = append(s.sessions, o)
	if len(s.sessions) > maxSessions {
		old := s.sessions[0]
		s.sessions = slices.Delete(s.sessions, 0, 1)
		if s.store != nil {
			if err := s.store.Close(old.name, s.alive); err != nil {
				return nil, err
			}
		}
	}
	return o, nil
}

// follows reports whether the page is where the session was, and forgets the events that
// the page has.
func (o *session) follows(in AdvanceInput) bool {
	base := o.events - len(o.recent)
	if in.Position < base || in.Position > o.events || in.Spec != nil && in.Position == 0 && !sameSpec(*in.Spec, o) {
		return false
	}
	switch {
	case in.Digest == "":
	case in.Position == o.events:
		if in.Digest != o.run.Digest() {
			return false
		}
	case in.Position == base && o.digest != "" && in.Digest != o.digest:
		return false
	}
	o.recent = slices.Delete(o.recent, 0, in.Position-base)
	o.digest = in.Digest
	return true
}

// sameSpec reports whether a session is of a spec.
func sameSpec(s search.Spec, o *session) bool {
	s, err := s.Canonical(o.ground.space)
	if err != nil {
		return false
	}
	return text(s) == text(o.spec)
}

// text writes a spec.
func text(s search.Spec) string {
	b, err := wire.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// reopen begins a session, or goes on from its trace.
func (s *searcher) reopen(in AdvanceInput) (*session, error) {
	content, err := s.believed(in)
	if err != nil {
		return nil, err
	}
	if content == nil && in.Position > 0 {
		return nil, &missed{0}
	}
	o := &session{name: in.Session}
	if content == nil {
		return o, s.begin(o, in)
	}
	return o, s.resume(o, in, content)
}

// believed returns the trace of a session, nil if it is to begin. A page that has nothing
// of it has nothing to lend, and is not asked, which may take a second.
func (s *searcher) believed(in AdvanceInput) ([]byte, error) {
	if s.store != nil && in.Position == 0 && in.Spec != nil {
		if has, err := s.store.Has(in.Session, s.alive); err != nil || !has {
			return nil, err
		}
	}
	return s.trace(prefix + in.Session)
}

// trace returns a trace, nil if there is none.
func (s *searcher) trace(ref string) ([]byte, error) {
	if s.store == nil {
		return nil, nil
	}
	content, err := s.store.Read(ref, MaxTrace, s.alive)
	var missing *shelf.MissingError
	if errors.As(err, &missing) {
		return nil, nil
	}
	return content, err
}

// emit adds an event.
func (o *session) emit(e search.Event) error {
	o.events++
	o.recent = append(o.recent, e)
	return search.Append(&o.lines).Event(e)
}

// begin begins a session.
func (s *searcher) begin(o *session, in AdvanceInput) (err error) {
	if in.Spec == nil {
		return errors.New("there is no such search on this machine, and nothing says what is searched")
	}
	if o.ground, err = s.ground(*in.Spec, in.Table); err != nil {
		return err
	}
	if o.spec, err = in.Spec.Canonical(o.ground.space); err != nil {
		return err
	}
	if _, err := s.evaluator(o.spec, o.ground); err != nil { // which is made elsewhere too
		return err
	}
	if _, err := search.NewWriter(&o.lines, o.spec); err != nil {
		return err
	}
	o.run, err = s.watched(o.spec).New(o.ground.space, o.ground.measures, o.emit)
	return err
}

// watched returns a spec whose strategy shows signs of life while it thinks.
func (s *searcher) watched(spec search.Spec) search.Spec {
	return spec.Watched(func() { _ = s.alive() }) // a strategy cannot be stopped in its thoughts
}

// resume goes on from a trace, whose last line may be broken.
func (s *searcher) resume(o *session, in AdvanceInput, content []byte) error {
	r, err := search.NewReader(bytes.NewReader(content))
	var bad *search.TraceError
	if errors.As(err, &bad) && bad.Last && in.Position == 0 { // it was stopped at once
		return s.begin(o, in)
	}
	if err != nil {
		return err
	}
	o.spec = r.Spec()
	if o.ground, err = s.ground(o.spec, in.Table); err != nil {
		return err
	}
	if in.Spec != nil && !sameSpec(*in.Spec, o) {
		return fmt.Errorf("the trace %s is of another search", o.name)
	}
	o.run, err = s.watched(o.spec).Resume(o.ground.space, o.ground.measures, func() (search.Event, error) {
		e, err := r.Next()
		if errors.As(err, &bad) && bad.Last {
			err = io.EOF
		}
		if err == nil {
			if o.events++; o.events > in.Position {
				o.recent = append(o.recent, e)
			}
			err = s.alive()
		}
		return e, err
	}, o.emit)
	if err != nil {
		return err
	}
	o.stored = r.Offset()
	// Asks that were not stored come again as they were.
	known := o.events - len(o.recent)
	if in.Position > o.events {
		return &missed{o.events}
	}
	o.recent = slices.Delete(o.recent, 0, max(0, in.Position-known))
	o.digest = in.Digest
	return nil
}

// flush stores what has been added to the trace.
func (s *searcher) flush(o *session) error {
	if o.lines.Len() == 0 || s.store == nil {
		o.lines.Reset()
		return nil
	}
	unkept, err := s.store.Append(o.name, o.stored, o.lines.Bytes(), s.alive)
	if err != nil {
		return err // it is stored with what follows
	}
	o.stored += int64(o.lines.Len())
	o.lines.Reset()
	o.unkept = unkept
	return nil
}
