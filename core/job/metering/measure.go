package metering

import (
	"errors"
	"fmt"

	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/latency"
)

// Plan says what is measured.
type Plan struct {
	Engine   string         `json:"engine"` // id; empty for the default
	Space    string         `json:"space"`  // id
	Skeleton graph.Skeleton `json:"skeleton"`
	Batch    int            `json:"batch"`
	// Networks is how many architectures are drawn that predictors are fitted to, and
	// Tests how many further ones are measured afterwards, to judge them.
	Networks int `json:"networks"`
	Tests    int `json:"tests"`
	// Archs are codes of architectures that are measured besides, with the first.
	Archs     []string `json:"archs,omitempty"`
	Operators bool     `json:"operators,omitempty"` // whether each operator is measured alone
	Seed      uint64   `json:"seed"`                // of the draw and of the order
	Rounds    int      `json:"rounds,omitempty"`    // 0 is the default of latency.Options
	// Seconds is about how long it is to take: there are fewer rounds if need be, but no
	// fewer than 10. 0 does not limit it.
	Seconds float64 `json:"seconds,omitempty"`
	Width   float64 `json:"width,omitempty"` // latency.Options.Width
}

// MeasureInput asks for a slice of a measurement.
type MeasureInput struct {
	Session  string `json:"session"`  // the page's name of it
	Position int    `json:"position"` // as the slice before it said; 0 begins
	Plan     Plan   `json:"plan"`     // the same in every slice
	// Known, at position 0, is what has been measured of the plan before, by a session
	// that was lost or given up, or by a file: it is not measured again.
	Known *latency.Profile `json:"known,omitempty"`
	Slice float64          `json:"slice"` // seconds after which it answers, about
	// Interrupted says that time has passed since the slice before, as when the tab was
	// hidden: the round that was begun is measured anew.
	Interrupted bool `json:"interrupted,omitempty"`
}

// MeasureOutput says how far a measurement is.
type MeasureOutput struct {
	// Lost says that this worker knows nothing of the session at that position, and did
	// nothing: begin again at 0, with the last profile as what is known.
	Lost     bool    `json:"lost,omitempty"`
	Position int     `json:"position"` // for the next slice
	Fraction float64 `json:"fraction"` // that is done
	Phase    string  `json:"phase"`    // a Phase
	Testing  bool    `json:"testing,omitempty"`
	Round    int     `json:"round"`  // complete ones of this pass
	Rounds   int     `json:"rounds"` // of each pass, further ones for what is noisy aside
	Left     float64 `json:"left"`   // seconds it will take, about; 0 if that cannot be told
	// Levels are how slow the machine was in each complete round of this pass, relative
	// to their median; none before there are enough.
	Levels []float64 `json:"levels,omitempty"`
	// Profile is everything that has been measured, with the intervals as they are; nil
	// if it has not changed since the slice before. Its name is empty until the page
	// gives it one.
	Profile *latency.Profile `json:"profile,omitempty"`
	// Failed says what ended the measurement, as when a device is lost; Profile has what
	// was measured, and Known can take it.
	Failed string `json:"failed,omitempty"`
}

// Phases of a measurement.
const (
	Preparing = "preparing" // networks are built
	Warming   = "warming"   // they run until they no longer become faster
	Sampling  = "sampling"
	Over      = "over" // there is nothing more to do
)

// measure measures for a slice of time. What a page learns of a profile is up to date
// at the end of the measurement, when it fails, and else about twice a second.
func (m *meter) measure(k *job.Task, in MeasureInput) (*MeasureOutput, error) {
	if !(in.Slice > 0 && in.Slice <= maxSlice) {
		return nil, fmt.Errorf("a slice of %g s; choose more than 0 and at most %g s", in.Slice, maxSlice)
	}
	if in.Session == "" || len(in.Session) > 64 {
		return nil, errors.New("a session needs a name of 64 bytes at most")
	}
	s := m.session
	switch {
	case in.Position == 0:
		var err error
		if s, err = m.begin(in); err != nil {
			return nil, err
		}
	case s == nil || s.id != in.Session || s.position != in.Position:
		return &MeasureOutput{Lost: true}, nil
	}
	if in.Interrupted {
		s.survey.Interrupt()
	}
	err := m.slice(k, s, in.Slice)
	if stop := k.Checkpoint(s.survey.Done()); stop != nil {
		return nil, stop // the page goes on from where it was
	}
	s.position++
	out := s.where()
	now := m.here.Clock()
	at := marks{out.Testing, out.Round, s.over}
	if err != nil || s.over || at != s.told && now-s.toldAt >= max(tellEvery, 10*s.cost) {
		out.Profile = m.profile(s)
		s.told, s.toldAt = at, m.here.Clock()
		s.cost = s.toldAt - now
	}
	if err != nil {
		out.Failed = err.Error()
	}
	if s.over || err != nil {
		m.end()
	}
	return &out, nil
}

// slice takes steps of a session for so many seconds. It lets messages in between
// samples only, never within one.
func (m *meter) slice(k *job.Task, s *session, seconds float64) error {
	end := m.here.Clock() + seconds
	for m.here.Clock() < end {
		more, err := s.survey.Step()
		if err != nil {
			return err
		}
		if !more {
			s.over = true
			return nil
		}
		m.done = s.survey.Done()
		if err := m.alive(); err != nil {
			return err
		}
	}
	return nil
}
