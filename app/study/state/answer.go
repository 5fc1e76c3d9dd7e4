package state

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/core/job/analysis"
)

func (a Opened) reduce(s State, _ float64) (State, []Effect) {
	s, _, name, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	ref, err := s.ref(name)
	var t *Table
	if err == nil {
		t, err = newTable(name, ref, a.Output)
	}
	if err != nil {
		return s.notOpened(name, err), nil
	}
	s.Table, s.Problem, s.unopened, s.former = t, nil, "", s.Study
	s.Answer, s.Points, s.Tasks, s.Curves = Answer{}, Points{}, Tasks{}, Curves{}
	s = s.withdraw("table")
	s, effects := s.openScores()
	return s, append(effects, Say{fmt.Sprintf("%s: %d architectures.", t.Title, t.Rows)})
}

func (a Compared) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	intervals := a.Output.Draws > 0 || a.Output.Rows == 0 || s.Answer.Key == key
	q, _ := s.Question()
	s.Answer = Answer{Value: a.Output, Key: key, Asked: q, Intervals: intervals, Done: 1}
	s.former = s.Study
	if intervals {
		return s, []Effect{Say{s.Verdict().String()}}
	}
	s.Answer.Done = 0
	return s, nil
}

func (a Pointed) reduce(s State, now float64) (State, []Effect) {
	s, purpose, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	var rows []int
	for b := a.Output.Rows; len(b) >= 4; b = b[4:] {
		rows = append(rows, int(binary.LittleEndian.Uint32(b)))
	}
	if purpose == choosing {
		return s.chosen(rows, now), nil
	}
	p := Points{Key: key, X: s.X(), Rows: rows, Xs: floats(a.Output.X), Ys: floats(a.Output.Y)}
	if len(p.Xs) != len(p.Rows) || len(p.Ys) != len(p.Rows) {
		p = Points{Key: key, Err: fmt.Errorf("%d rows, but %d and %d values", len(p.Rows), len(p.Xs), len(p.Ys))}
	}
	s.Points = p
	return s, nil
}

// floats reads numbers of eight bytes, little-endian.
func floats(b []byte) []float64 {
	out := make([]float64, 0, len(b)/8)
	for ; len(b) >= 8; b = b[8:] {
		out = append(out, math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	return out
}

func (a Tasked) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Tasks = Tasks{Key: key, Value: a.Output}
	}
	return s, nil
}

func (a Curved) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Curves = Curves{Key: key, Value: a.Output}
	}
	return s, nil
}

func (a Failed) reduce(s State, now float64) (State, []Effect) {
	a.Err = plain(a.Err)
	if row, ok := s.hereJob(a.ID); ok {
		return s.notScored(row, a.Err, now), nil
	}
	s, p, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	switch p {
	case opening:
		return s.notOpened(key, a.Err), nil
	case importing:
		names := s.Shelf.Importing
		s.Shelf.Importing = ""
		return s.notify(notice.Notice{Topic: "import", Kind: notice.Fault, Text: a.Err.Error(), Details: []string{"Nothing of " + names + " was kept. What was loaded before is still there."}}), nil
	case choosing:
		if s.Here.Run != nil {
			s.Here.Run.Paused = true
		}
		s.Here.Problem = a.Err
	case comparing:
		s.Answer.Err, s.Answer.failed = a.Err, key
	case pointing:
		s.Points = Points{Key: key, Err: a.Err}
	case tasking:
		s.Tasks = Tasks{Key: key, Err: a.Err}
	case curving:
		s.Curves = Curves{Key: key, Err: a.Err}
	}
	return s, nil
}

// plain leaves the kind of a job out of its error, which says enough.
func plain(err error) error {
	if failed := (*pool.JobError)(nil); errors.As(err, &failed) {
		return errors.New(strings.TrimPrefix(failed.Message, string(failed.Kind)+": "))
	}
	return err
}

func (a Progressed) reduce(s State, _ float64) (State, []Effect) {
	switch a.ID {
	case s.jobs[importing].id:
		s.Shelf.Done = a.Fraction
	case s.jobs[comparing].id:
		s.Answer.Done = a.Fraction
	}
	return s, nil
}

// X returns the proxy of the scatter chart: the chosen one, or the one that ranks best.
func (s State) X() string {
	ids := s.Proxies()
	for _, id := range ids {
		if id == s.View.X {
			return id
		}
	}
	if v := s.Answer.Value; v != nil && len(v.Proxies) > 0 {
		best := v.Proxies[0]
		for _, p := range v.Proxies[1:] {
			if p.Spearman.Defined && (!best.Spearman.Defined || p.Spearman.Value > best.Spearman.Value) {
				best = p
			}
		}
		return best.ID
	}
	return ""
}

// Curve returns the learning curve on show, or false if the table has none.
func (s State) Curve() (c analysis.DrawnCurve, ok bool) {
	if s.Table == nil || len(s.Table.Curves) == 0 {
		return c, false
	}
	for _, c := range s.Table.Curves {
		if c.ID == s.View.Curve {
			return c, true
		}
	}
	return s.Table.Curves[0], true
}

// Fresh reports whether the answer is of the present question.
func (s State) Fresh() bool {
	q, ok := s.Question()
	return ok && s.Answer.Value != nil && s.Answer.Key == s.key(q)
}
