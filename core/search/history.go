package search

import (
	"errors"
	"fmt"
	"io"

	"protocell/core/space"
	"protocell/core/wire"
)

// Row is a trial in a History.
type Row struct {
	Trial   Trial
	Outcome Outcome
	Told    bool
	At      Spent // when it was told
	Best    int   // index of the row that was the incumbent then; -1 if there was none
}

// History is what a trace says, as a pure function of it: every figure of a search is
// drawn from one.
type History struct {
	Spec  Spec
	Rows  []Row // in the order asked
	Spent Spent
	Best  int    // index of the incumbent's row; -1 if there is none
	End   string // why the run has ended; "" if it has not

	run    Run // which decides what the incumbent is
	rows   map[int]int
	digest digest
}

// NewHistory returns the history of a trace without events.
func NewHistory(s Spec) *History {
	h := &History{Spec: s, Best: -1, rows: map[int]int{}, digest: newDigest()}
	if text, err := wire.Marshal(s); err == nil { // what was read can be written
		h.digest = h.digest.text(string(text))
	}
	return h
}

// Digest returns the digest of the Run.
func (h *History) Digest() string { return h.digest.String() }

// Add adds an event. The error says what is wrong with it.
func (h *History) Add(sp space.Space, e Event) error {
	switch {
	case e.Ask != nil:
		t, err := e.Ask.Trial(sp)
		if err != nil {
			return fmt.Errorf("trial %d: %w", e.Ask.ID, err)
		}
		h.digest = h.digest.ask(t)
		h.rows[t.ID] = len(h.Rows)
		h.Rows = append(h.Rows, Row{Trial: t, Best: -1})
	case e.Tell != nil:
		i, ok := h.rows[e.Tell.ID]
		if !ok {
			return fmt.Errorf("trial %d is told and was not asked", e.Tell.ID)
		}
		h.digest = h.digest.tell(e.Tell.ID, e.Tell.Outcome)
		row := &h.Rows[i]
		h.Spent = h.Spent.add(row.Trial, e.Tell.Outcome)
		row.Outcome, row.Told, row.At = e.Tell.Outcome, true, h.Spent
		p := pending{Trial: row.Trial, Outcome: row.Outcome}
		if p.Outcome.OK() && row.Trial.Signal == Main && h.run.better(p) {
			h.Best = i
			h.run.state.Best = Best{row.Trial, row.Outcome.Value, h.Spent}
		}
		row.Best = h.Best
	case e.End != nil:
		h.End, h.digest = e.End.Why, h.digest.end(e.End.Why)
	}
	return nil
}

// History reads the trace to its end, or to its last line if that is broken.
func (r *Reader) History(sp space.Space) (*History, error) {
	h := NewHistory(r.Spec())
	for {
		e, err := r.Next()
		var bad *TraceError
		if err == io.EOF || errors.As(err, &bad) && bad.Last {
			return h, nil
		}
		if err == nil {
			err = h.Add(sp, e)
		}
		if err != nil {
			return nil, err
		}
	}
}
