package search

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"protocell/core/wire"
)

// Bounds of a trace.
const (
	MaxLine   = 1 << 20           // bytes of a line
	MaxEvents = 2*MaxTrials*3 + 1 // each trial may be asked three times
)

// head is the first line of a trace; the others are events.
type head struct {
	Version int  `json:"search"` // 1
	Spec    Spec `json:"spec"`
}

// TraceError says what is wrong with a trace, and where.
type TraceError struct {
	Line   int   // from 1
	Offset int64 // in bytes, of the line's start
	// Last says that nothing follows the line: it was being written when the program
	// stopped, and what came before it is whole.
	Last   bool
	Reason string
}

// Error implements error.
func (e *TraceError) Error() string { return fmt.Sprintf("line %d of the trace: %s", e.Line, e.Reason) }

// Writer writes a trace: lines of JSON, each by one call of Write, so that a program
// that is stopped leaves at most the last line broken.
type Writer struct{ out io.Writer }

// NewWriter returns a writer after the first line, which has the spec.
func NewWriter(out io.Writer, s Spec) (*Writer, error) {
	w := Append(out)
	return w, w.line(head{1, s})
}

// Append returns a writer that goes on with a trace.
func Append(out io.Writer) *Writer { return &Writer{out} }

// Event writes an event.
func (w *Writer) Event(e Event) error { return w.line(e) }

func (w *Writer) line(v any) error {
	text, err := wire.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.out.Write(append(text, '\n'))
	return err
}

// Reader reads a trace, of which it trusts nothing.
type Reader struct {
	in     *bufio.Reader
	spec   Spec
	line   int
	offset int64 // of the end of what was read whole
	open   map[int]bool
	ended  bool
}

// NewReader returns a reader after the first line. An error is a *TraceError, or that
// of in.
func NewReader(in io.Reader) (*Reader, error) {
	r := &Reader{in: bufio.NewReader(in), open: map[int]bool{}}
	var h head
	err := r.next(func(text []byte) error {
		if err := wire.Unmarshal(text, &h); err != nil {
			return err
		}
		if h.Version != 1 {
			return fmt.Errorf("version %d, not 1", h.Version)
		}
		return nil
	})
	if err == io.EOF {
		err = &TraceError{Line: 1, Last: true, Reason: "there is none"}
	}
	r.spec = h.Spec
	return r, err
}

// Spec returns the spec of the trace. It is as it was read: New checks it.
func (r *Reader) Spec() Spec { return r.spec }

// Offset returns where the last line that was read whole ends, in bytes.
func (r *Reader) Offset() int64 { return r.offset }

// Next returns the next event, and io.EOF after the last. An error is a *TraceError, or
// that of the source.
func (r *Reader) Next() (Event, error) {
	var e Event
	err := r.next(func(text []byte) error {
		if err := wire.Unmarshal(text, &e); err != nil {
			return err
		}
		return r.check(e)
	})
	return e, err
}

// check checks that an event is one, and that it can come after those before it.
func (r *Reader) check(e Event) error {
	if r.ended {
		return errors.New("it comes after the end")
	}
	if r.line > MaxEvents {
		return fmt.Errorf("more than %d events", MaxEvents)
	}
	switch {
	case e.Ask != nil && e.Tell == nil && e.End == nil:
		if e.Ask.ID < 1 || r.open[e.Ask.ID] {
			return fmt.Errorf("trial %d is asked twice, or has no id", e.Ask.ID)
		}
		if len(r.open) >= MaxParallel {
			return fmt.Errorf("more than %d trials are outstanding", MaxParallel)
		}
		r.open[e.Ask.ID] = true
	case e.Tell != nil && e.Ask == nil && e.End == nil:
		if !r.open[e.Tell.ID] {
			return fmt.Errorf("trial %d is told and is not outstanding", e.Tell.ID)
		}
		if e.Tell.Cost < 0 || e.Tell.Seconds < 0 {
			return fmt.Errorf("trial %d took less than no time", e.Tell.ID)
		}
		delete(r.open, e.Tell.ID)
	case e.End != nil && e.Ask == nil && e.Tell == nil:
		r.ended = true
	default:
		return errors.New("it is no event")
	}
	return nil
}

// next reads a line and parses it.
func (r *Reader) next(parse func([]byte) error) error {
	var text []byte
	for {
		part, err := r.in.ReadSlice('\n')
		text = append(text, part...)
		if err == nil {
			break
		}
		if err == io.EOF && len(text) == 0 {
			return io.EOF
		}
		fail := &TraceError{Line: r.line + 1, Offset: r.offset}
		switch {
		case err == io.EOF:
			fail.Last, fail.Reason = true, "it has no end"
			return fail
		case err != bufio.ErrBufferFull:
			return err
		case len(text) > MaxLine:
			fail.Reason = fmt.Sprintf("longer than %d bytes", MaxLine)
			return fail
		}
	}
	r.line++
	if err := parse(text[:len(text)-1]); err != nil {
		_, more := r.in.Peek(1)
		return &TraceError{r.line, r.offset, more == io.EOF, err.Error()}
	}
	r.offset += int64(len(text))
	return nil
}
