package searching

import (
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
