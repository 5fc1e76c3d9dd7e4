// Package analysis has the jobs that compute with scores and with tables, and run no
// network. They have a program of their own: one that scores networks is to stay small.
package analysis

import (
	"errors"

	"protocell/core/job"
	"protocell/core/sample"
)

// The kinds of job.
const (
	Summary job.Kind = "summary" // of many scores: SummaryInput -> SummaryOutput
)

// Kinds returns the table of these kinds, one line a kind.
func Kinds() job.Kinds {
	return job.Kinds{
		Summary: job.With(summary),
	}
}

// SummaryInput has the scores that are summarised.
type SummaryInput struct {
	Table *sample.Table `json:"table"`
}

// SummaryOutput is the output of a Summary job.
type SummaryOutput = sample.Summary

func summary(k *job.Task, in SummaryInput) (*SummaryOutput, error) {
	if in.Table == nil {
		return nil, errors.New("input: no table")
	}
	return sample.Summarise(in.Table, k.Checkpoint)
}
