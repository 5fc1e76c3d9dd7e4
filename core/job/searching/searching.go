// Package searching has the kinds of jobs of a worker that runs searches: it holds the
// strategy of a search under way, evaluates trials, trains networks, and re-plays
// published searches on a table.
package searching

import "protocell/core/job"

// Kinds returns the jobs of a searcher.
func Kinds() job.Kinds { return job.Kinds{} }
