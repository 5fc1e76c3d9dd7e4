package study

import (
	"context"
	"errors"
	"sync"
	"time"

	"protocell/app/pool"
	"protocell/app/study/state"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/score"
)

// progressEvery is the least time between two Progressed actions of a job.
const progressEvery = 150 * time.Millisecond

// runner has jobs run by the pools and tells how they end. It is used on the goroutine
// of the user interface.
type runner struct {
	scorers, analysts *pool.Pool
	hear              func(state.Action)
	stops             map[string]context.CancelFunc
}

func newRunner(scorers, analysts *pool.Pool, hear func(state.Action)) *runner {
	return &runner{scorers: scorers, analysts: analysts, hear: hear, stops: map[string]context.CancelFunc{}}
}

// watch tells how many workers there are, when that changes.
func (r *runner) watch() {
	var mu sync.Mutex
	var told pool.Status
	tell := func() {
		mu.Lock()
		defer mu.Unlock()
		s := r.scorers.Status()
		s.Busy, s.Queued, s.Memory = 0, 0, 0
		if s != told {
			told = s
			r.hear(state.PoolChanged{Status: s})
		}
	}
	r.scorers.OnChange(tell)
	tell()
}

// start starts a job.
func (r *runner) start(e state.RunJob) {
	ctx, stop := context.WithCancel(context.Background())
	r.stops[e.ID] = stop
	go func() {
		a := r.run(ctx, e)
		stop()
		if a != nil {
			r.hear(a)
		}
	}()
}

// run runs a job and returns how it ended, or nil if it was stopped.
func (r *runner) run(ctx context.Context, e state.RunJob) state.Action {
	var last time.Time
	o := pool.DoOptions{Background: e.Background, Progress: func(f float64) {
		if t := time.Now(); e.Kind != job.Score && t.Sub(last) >= progressEvery {
			last = t
			r.hear(state.Progressed{ID: e.ID, Fraction: f})
		}
	}}
	workers := r.analysts
	var done state.Action
	var output any
	switch e.Kind {
	case analysis.Open:
		out := new(analysis.Description)
		output, done = out, state.Opened{ID: e.ID, Output: out}
	case analysis.Import:
		out := new(analysis.ImportOutput)
		output, done = out, state.Imported{ID: e.ID, Output: out}
	case analysis.Kept:
		out := new(analysis.KeptOutput)
		output, done = out, state.KeptListed{ID: e.ID, Output: out}
	case analysis.Compare:
		out := new(analysis.Comparison)
		output, done = out, state.Compared{ID: e.ID, Output: out}
	case analysis.Points:
		out := new(analysis.PointsOutput)
		output, done = out, state.Pointed{ID: e.ID, Output: out}
	case analysis.Tasks:
		out := new(analysis.TasksOutput)
		output, done = out, state.Tasked{ID: e.ID, Output: out}
	case analysis.Curves:
		out := new(analysis.CurvesOutput)
		output, done = out, state.Curved{ID: e.ID, Output: out}
	default:
		workers = r.scorers
		out := new(score.Result)
		output, done = out, state.Scored{ID: e.ID, Result: out}
	}
	switch err := workers.Do(ctx, e.Kind, e.Input, output, o); {
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		return state.Failed{ID: e.ID, Err: err}
	}
	return done
}

// stop stops a job.
func (r *runner) stop(id string) {
	if stop := r.stops[id]; stop != nil {
		stop()
		delete(r.stops, id)
	}
}
