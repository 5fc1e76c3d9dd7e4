package searching

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"protocell/core/job"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// TracesInput asks what traces are stored.
type TracesInput struct{}

// TracesOutput says it, the latest first.
type TracesOutput struct {
	Traces []Stored `json:"traces"`
}

// Stored is a stored trace.
type Stored struct {
	Session  string      `json:"session"`
	Spec     search.Spec `json:"spec"`
	Bytes    int64       `json:"bytes"`
	Modified int64       `json:"modified"` // milliseconds since 1970
	// What it found, of one that is short enough to be read at once.
	Read   bool    `json:"read,omitempty"`
	Trials int     `json:"trials,omitempty"`
	Best   int     `json:"best,omitempty"` // id of the incumbent's trial; 0 if there is none
	Arch   string  `json:"arch,omitempty"`
	Value  float64 `json:"value,omitempty"`
	End    string  `json:"end,omitempty"`
	Error  string  `json:"error,omitempty"` // why it cannot be read; the rest is then empty
}

// ReadInput asks for the events of a trace, after Position.
type ReadInput struct {
	Trace    string `json:"trace"` // reference: "trace:SESSION" or "given:NAME"
	Position int    `json:"position"`
}

// ReadOutput has at most MaxEvents of them.
type ReadOutput struct {
	Spec   search.Spec    `json:"spec"` // canonical
	Events []search.Event `json:"events"`
	Total  int            `json:"total"`
	Digest string         `json:"digest"` // of the whole
	// Cut says what is wrong with its last line, which is left out; "" if it is whole.
	Cut string `json:"cut,omitempty"`
}

// ImportInput asks for a file that the visitor gave to be stored as a trace.
type ImportInput struct {
	File    string `json:"file"`    // reference: "given:NAME"
	Session string `json:"session"` // its name here
}

// ImportOutput says what it is.
type ImportOutput struct {
	Trace  Stored `json:"trace"`
	Unkept string `json:"unkept,omitempty"` // why it is in the page's memory only
	Cut    string `json:"cut,omitempty"`    // as in ReadOutput
}

// RemoveInput asks for a trace to be removed, by its strategist if that holds it.
type RemoveInput struct {
	Session string `json:"session"`
}

// RemoveOutput is empty.
type RemoveOutput struct{}

// readAtOnce is how long a trace may be, in bytes, for a list to say what it found.
const readAtOnce = 1 << 20

// traces lists the stored traces.
func (s *searcher) traces(k *job.Task, _ TracesInput) (*TracesOutput, error) {
	s.begins(k, "")
	out := &TracesOutput{Traces: []Stored{}}
	if s.store == nil {
		return out, nil
	}
	files, err := s.store.Traces(s.alive)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		t, err := s.stored(f)
		if stop := s.alive(); stop != nil {
			return nil, stop
		}
		if err != nil {
			t.Error = err.Error()
		}
		out.Traces = append(out.Traces, t)
	}
	slices.SortFunc(out.Traces, func(a, b Stored) int {
		return cmp.Or(cmp.Compare(b.Modified, a.Modified), strings.Compare(a.Session, b.Session))
	})
	return out, nil
}

// stored says what a stored trace is.
func (s *searcher) stored(f TraceFile) (Stored, error) {
	t := Stored{Session: f.Session, Bytes: f.Bytes, Modified: f.Modified}
	content, err := s.store.Head(prefix+f.Session, readAtOnce, s.alive)
	if err != nil {
		return t, err
	}
	r, err := search.NewReader(bytes.NewReader(content))
	if err != nil {
		return t, err
	}
	t.Spec = r.Spec()
	if f.Bytes > readAtOnce {
		return t, nil
	}
	return t, t.found(r)
}

// found adds what a trace found.
func (t *Stored) found(r *search.Reader) error {
	sp, err := spaces.ByID(r.Spec().Space)
	if err != nil {
		return err
	}
	h, err := r.History(sp)
	if err != nil {
		return err
	}
	t.Read, t.Trials, t.End = true, h.Spent.Trials, h.End
	if h.Best >= 0 {
		best := h.Rows[h.Best]
		t.Best, t.Arch, t.Value = best.Trial.ID, space.PrintCode(best.Trial.Arch), best.Outcome.Value
	}
	return nil
}

// content returns the trace with a reference.
func (s *searcher) content(ref string) ([]byte, error) {
	if !strings.HasPrefix(ref, prefix) {
		return s.tables.Content(s.task, ref, MaxTrace)
	}
	if !validSession(strings.TrimPrefix(ref, prefix)) {
		return nil, fmt.Errorf("no session can be called %q", strings.TrimPrefix(ref, prefix))
	}
	content, err := s.trace(ref)
	if err == nil && content == nil {
		err = errors.New("the search is not on this machine")
	}
	return content, err
}

// scan reads a trace to its end, and has each gets every event. It returns what is wrong
// with its last line, "" if nothing is.
func (s *searcher) scan(content []byte, each func(n int, e search.Event)) (h *search.History, cut string, err error) {
	r, err := search.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, "", err
	}
	sp, err := spaces.ByID(r.Spec().Space)
	if err != nil {
		return nil, "", err
	}
	spec, err := r.Spec().Canonical(sp)
	if err != nil {
		return nil, "", err
	}
	if h = search.NewHistory(r.Spec()); text(spec) != text(h.Spec) {
		return nil, "", errors.New("the spec of the trace is not in its canonical form")
	}
	var bad *search.TraceError
	for n := 0; ; n++ {
		e, err := r.Next()
		switch {
		case err == io.EOF:
			return h, "", nil
		case errors.As(err, &bad) && bad.Last:
			return h, bad.Error(), nil
		case err == nil:
			err = h.Add(sp, e)
		}
		if err == nil {
			err = s.alive()
		}
		if err != nil {
			return nil, "", err
		}
		each(n, e)
	}
}

// read returns events of a trace.
func (s *searcher) read(k *job.Task, in ReadInput) (*ReadOutput, error) {
	s.begins(k, "")
	content, err := s.content(in.Trace)
	if err != nil {
		return nil, err
	}
	out := &ReadOutput{Events: []search.Event{}}
	h, cut, err := s.scan(content, func(n int, e search.Event) {
		if out.Total = n + 1; n >= in.Position && len(out.Events) < MaxEvents {
			out.Events = append(out.Events, e)
		}
	})
	if err != nil {
		return nil, err
	}
	out.Spec, out.Digest, out.Cut = h.Spec, h.Digest(), cut
	return out, nil
}

// importTrace stores a file as a trace, without its last line if that is broken.
func (s *searcher) importTrace(k *job.Task, in ImportInput) (*ImportOutput, error) {
	s.begins(k, in.Session)
	if !validSession(in.Session) {
		return nil, fmt.Errorf("no session can be called %q", in.Session)
	}
	if s.store == nil {
		return nil, errors.New("there are no files here")
	}
	content, err := s.content(in.File)
	if err != nil {
		return nil, err
	}
	_, cut, err := s.scan(content, func(int, search.Event) {})
	if err != nil {
		return nil, err
	}
	r, err := search.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	out := &ImportOutput{Trace: Stored{Session: in.Session, Spec: r.Spec()}, Cut: cut}
	if err := out.Trace.found(r); err != nil {
		return nil, err
	}
	content = content[:r.Offset()]
	out.Trace.Bytes = int64(len(content))
	if out.Unkept, err = s.store.Append(in.Session, 0, content, s.alive); err != nil {
		return nil, err
	}
	return out, s.store.Close(in.Session, s.alive)
}

// remove removes a trace.
func (s *searcher) remove(k *job.Task, in RemoveInput) (*RemoveOutput, error) {
	s.begins(k, in.Session)
	if !validSession(in.Session) {
		return nil, fmt.Errorf("no session can be called %q", in.Session)
	}
	s.sessions = slices.DeleteFunc(s.sessions, func(o *session) bool { return o.name == in.Session })
	if s.store == nil {
		return &RemoveOutput{}, nil
	}
	return &RemoveOutput{}, s.store.Remove(in.Session, s.alive)
}
