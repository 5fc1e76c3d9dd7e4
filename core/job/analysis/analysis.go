// Package analysis has the kinds of jobs of a worker that computes with scores and
// tables, the analyst. They are apart from package job because a worker that scores
// networks is not to be linked with them.
//
// A job names its table by a reference, and the analyst keeps the last few that it
// has read: no job depends on one before it, so that a worker can be replaced.
package analysis

import (
	"errors"

	"protocell/core/job"
	"protocell/core/job/shelf"
	"protocell/core/sample"
)

// The kinds of jobs, with their input and output.
const (
	Summary job.Kind = "summary" // of many scores: SummaryInput -> SummaryOutput

	Open    job.Kind = "open"    // a table: OpenInput -> Description
	Import  job.Kind = "import"  // files as tables: ImportInput -> ImportOutput
	Kept    job.Kind = "kept"    // tables that were imported: KeptInput -> KeptOutput
	Compare job.Kind = "compare" // proxies with a ground truth: Question -> Comparison
	Points  job.Kind = "points"  // a proxy and the ground truth, by row: PointsInput -> PointsOutput
	Tasks   job.Kind = "tasks"   // proxies over the tasks of a table: Question -> TasksOutput
	Curves  job.Kind = "curves"  // training, by epoch: CurvesInput -> CurvesOutput

	Network job.Kind = "network" // in the format of another tool: NetworkInput -> NetworkOutput
)

// Kinds returns the jobs of an analyst that finds tables among files.
func Kinds(files shelf.Files) job.Kinds {
	a := &analyst{tables: shelf.Tables{Files: files}}
	return job.Kinds{
		Summary: job.With(summary),
		Open:    job.With(a.describe),
		Import:  job.With(a.give),
		Kept:    job.With(a.kept),
		Compare: job.With(a.compare),
		Points:  job.With(a.points),
		Tasks:   job.With(a.tasks),
		Curves:  job.With(a.curves),
		Network: job.With(network),
	}
}

// analyst has the tables that it has read.
type analyst struct {
	tables shelf.Tables
	last   *asked // of the last question
}

// SummaryInput is the input of a Summary job.
type SummaryInput struct {
	Table *sample.Table `json:"table"`
}

// SummaryOutput is the output of a Summary job.
type SummaryOutput = sample.Summary

// summary summarises a table of scores.
func summary(k *job.Task, in SummaryInput) (*SummaryOutput, error) {
	if in.Table == nil {
		return nil, errors.New("input: no table")
	}
	return sample.Summarise(in.Table, k.Checkpoint)
}
