// Package metering has the kinds of jobs of a worker that measures how long networks
// take, and predicts it for others.
package metering

import "protocell/core/job"

// Kinds returns the jobs of a meter.
func Kinds() job.Kinds { return job.Kinds{} }
