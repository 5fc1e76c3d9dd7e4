// Package searching has the kinds of jobs of a worker that runs searches: it holds the
// strategies of searches under way, evaluates trials, trains networks, and re-plays
// published searches on a table.
//
// # Sessions
//
// A search under way is a session, named by the page. Its worker is its strategist: it
// holds the strategy, and its trace in the browser's files, to which each Advance adds
// what happened. The page says how many events it has and the digest of the search after
// them; a strategist that does not hold the session, because it was replaced or the tab
// is new, reads the trace and goes on from there. Where nothing could be stored the page
// lends the trace, of which each addition that could not be stored was posted to it.
//
// Trials that need no kernels a strategist evaluates itself, and also those by proxies
// of a search with one trial at a time. The others it hands out: the page has them
// evaluated by Evaluate jobs of any worker, and tells outcomes with the next Advance.
// All that is told and handed out is said again until an event or an outcome has it, so
// that either side may miss an answer.
package searching

import "protocell/core/job"

// The kinds of jobs, with their input and output.
const (
	Table    job.Kind = "table"    // what it offers to searches: TableInput -> TableOutput
	Estimate job.Kind = "estimate" // what a search takes: EstimateInput -> EstimateOutput

	Advance  job.Kind = "advance"  // a session: AdvanceInput -> AdvanceOutput
	Evaluate job.Kind = "evaluate" // trials handed out: EvaluateInput -> EvaluateOutput, partly EvaluatePart

	Replay job.Kind = "replay" // runs of a published search: ReplayInput -> ReplayOutput
	Versus job.Kind = "versus" // searches compared: VersusInput -> VersusOutput

	Traces job.Kind = "traces" // those that are stored: TracesInput -> TracesOutput
	Read   job.Kind = "read"   // the events of a trace: ReadInput -> ReadOutput
	Import job.Kind = "import" // a file as a trace: ImportInput -> ImportOutput
	Remove job.Kind = "remove" // a trace, and the trainings of its search: RemoveInput -> RemoveOutput
)

// Kinds returns the jobs of a searcher.
func Kinds() job.Kinds { return job.Kinds{} }
