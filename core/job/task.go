package job

import (
	"errors"
	"fmt"
	"sync/atomic"

	"protocell/core/wire"
)

// How often a running job does what its page waits for, in seconds.
const (
	// YieldEvery is the time after which a job lets the host deliver messages,
	// so that it learns that it is cancelled.
	YieldEvery = 0.016
	// ReportEvery is the time after which a job reports its progress.
	ReportEvery = 0.050
)

// Handler runs jobs of one kind.
type Handler func(k *Task, input wire.Raw) (any, error)

// With makes a handler of a function of the decoded input.
func With[In, Out any](f func(*Task, In) (Out, error)) Handler {
	return func(k *Task, input wire.Raw) (any, error) {
		var in In
		if err := wire.Unmarshal(input, &in); err != nil {
			return nil, fmt.Errorf("input: %w", err)
		}
		return f(k, in)
	}
}

// errCancelled ends a job that the page no longer wants. Jobs know no contexts,
// which bring the formats of package time with them, a twentieth of the worker's
// program.
var errCancelled = errors.New("cancelled")

// Task is one job, from its request to its end.
type Task struct {
	server  *server
	request Request
	handler Handler
	stop    <-chan struct{} // the server's

	cancelled atomic.Bool

	yielded, reported float64 // when it last did, on the server's clock
}

// Checkpoint is to be called by a running job at most some tens of milliseconds
// apart, with the fraction that is done. It reports progress and lets messages
// in when it is time, and returns an error if the job is to stop.
func (k *Task) Checkpoint(done float64) error {
	o := k.server.options
	now := o.Clock()
	if now-k.reported >= ReportEvery {
		k.reported = now
		k.server.post(Message{ID: k.request.ID, Event: Progress, Fraction: fraction(done)})
	}
	if o.Yield != nil && now-k.yielded >= YieldEvery {
		o.Yield()
		k.yielded = o.Clock()
	}
	return k.err()
}

// Report reports progress with a part of what the job computes, at once.
func (k *Task) Report(done float64, part any) error {
	text, err := wire.Marshal(part)
	if err != nil {
		return err
	}
	k.reported = k.server.options.Clock()
	k.server.post(Message{ID: k.request.ID, Event: Progress, Fraction: fraction(done), Output: text})
	return k.Checkpoint(done)
}

// Options returns what the worker runs on.
func (k *Task) Options() Options { return k.server.options }

// err returns why the job is to stop, or nil.
func (k *Task) err() error {
	select {
	case <-k.stop:
		return errCancelled
	default:
	}
	if k.cancelled.Load() {
		return errCancelled
	}
	return nil
}

// fraction returns f if it is one, or the nearest, or 0 for NaN.
func fraction(f float64) float64 {
	if f >= 0 && f <= 1 {
		return f
	}
	if f > 1 {
		return 1
	}
	return 0
}
