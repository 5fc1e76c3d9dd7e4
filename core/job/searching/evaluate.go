package searching

import (
	"fmt"
	"slices"
	"strconv"

	"protocell/core/job"
	"protocell/core/search"
	"protocell/core/train"
)

// EvaluateInput asks for the outcomes of trials that a strategist handed out: one
// training, or some trials that take no longer than the page likes to wait.
type EvaluateInput struct {
	Session string         `json:"session"`
	Spec    search.Spec    `json:"spec"` // that of AdvanceOutput
	Table   string         `json:"table,omitempty"`
	Trials  []search.Asked `json:"trials"` // at most MaxBatch
}

// EvaluatePart is what an Evaluate job says while it runs, in the place of a mere
// fraction: what it has so far.
type EvaluatePart struct {
	Told []search.Told `json:"told,omitempty"`
	// Trial is the id of the one under way, and Curve its learning curve so far, if it is
	// a training.
	Trial int           `json:"trial"`
	Curve []train.Epoch `json:"curve,omitempty"`
}

// EvaluateOutput has the outcomes, in the order of the trials.
type EvaluateOutput struct {
	Told []search.Told `json:"told"`
	// Curves have the whole learning curve of each trial that is a training, by id.
	Curves map[string][]train.Epoch `json:"curves,omitempty"`
	// Unkept says why a training could not be stored, so that it would begin anew if it
	// were to be continued: its outcome is the same.
	Unkept string `json:"unkept,omitempty"`
}

// MaxBatch is how many trials an Evaluate job has at most.
const MaxBatch = 256

// evaluate evaluates trials.
func (s *searcher) evaluate(k *job.Task, in EvaluateInput) (*EvaluateOutput, error) {
	s.begins(k, in.Session)
	if !validSession(in.Session) || len(in.Trials) == 0 || len(in.Trials) > MaxBatch {
		return nil, fmt.Errorf("%d trials of a session %q", len(in.Trials), in.Session)
	}
	g, err := s.ground(in.Spec, in.Table)
	if err != nil {
		return nil, err
	}
	e, err := s.evaluator(in.Spec, g)
	if err != nil {
		return nil, err
	}
	out := new(EvaluateOutput)
	for _, a := range in.Trials {
		t, err := a.Trial(g.space)
		if err != nil {
			return nil, fmt.Errorf("trial %d: %w", a.ID, err)
		}
		s.part.Trial, s.part.Curve = a.ID, nil
		o, err := e.Evaluate(t)
		if err != nil {
			return nil, fmt.Errorf("trial %d: %w", a.ID, err)
		}
		out.Told = append(out.Told, search.Told{ID: a.ID, Outcome: o})
		if len(s.part.Curve) > 0 {
			if out.Curves == nil {
				out.Curves = map[string][]train.Epoch{}
			}
			out.Curves[strconv.Itoa(a.ID)] = s.part.Curve
		}
		s.part.Told = out.Told
	}
	out.Unkept = s.unkept
	return out, nil
}

// curve tells the page the learning curve of the training under way.
func (s *searcher) curve(t search.Trial, curve []train.Epoch) {
	s.part.Curve = slices.Clone(curve)
	if s.part.Trial == t.ID { // of an Evaluate job
		_ = s.task.Report(0, s.part) // that it is to stop, the next checkpoint says
	}
}
