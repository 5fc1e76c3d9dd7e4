package pool

import (
	"fmt"

	"protocell/core/job"
)

// JobError says that a worker could not compute a job, for a reason that lies in
// the job.
type JobError struct {
	Kind    job.Kind
	Message string // the worker's, for people
}

// Error implements error.
func (e *JobError) Error() string { return e.Message }

// WorkerLostError says that a job was given up because the worker that ran it
// was lost, and the next one was lost to it too.
type WorkerLostError struct {
	Kind  job.Kind
	Cause error // how the second worker was lost
}

// Error implements error.
func (e *WorkerLostError) Error() string {
	return fmt.Sprintf("two workers were lost to this %s job: %v", e.Kind, e.Cause)
}

// Unwrap returns the cause.
func (e *WorkerLostError) Unwrap() error { return e.Cause }

// UnavailableError says that there are no workers: so many have failed in a short
// time that they are not replaced any more, until Pool.Reset.
type UnavailableError struct {
	Cause error // the last failure
}

// Error implements error.
func (e *UnavailableError) Error() string {
	return fmt.Sprintf("no worker is available: %v", e.Cause)
}

// Unwrap returns the cause.
func (e *UnavailableError) Unwrap() error { return e.Cause }
