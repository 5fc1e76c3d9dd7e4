package app

import (
	"context"
	"encoding/base64"
	"sync"
	"time"

	"protocell/app/pool"
	"protocell/app/state"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/job/metering"
	"protocell/core/score"
)

// progressEvery is the least time between two Progressed actions of a job: they
// have the whole page drawn, on a core that a worker may want.
const progressEvery = 150 * time.Millisecond

// runner has jobs run by the pool and tells how they end.
type runner struct {
	pool     *pool.Pool // which computes networks
	analysts *pool.Pool
	meters   *pool.Pool
	hear     func(state.Action)
	jobs     *pool.Jobs[state.Action]
}

func newRunner(scorers, analysts, meters *pool.Pool, hear func(state.Action)) *runner {
	return &runner{pool: scorers, analysts: analysts, meters: meters, hear: hear, jobs: pool.NewJobs(hear)}
}

// calmEvery is the least time between two tellings of how busy the workers are.
const calmEvery = 200 * time.Millisecond

// watch tells how the workers are, now and after every change: at once, unless
// they are only more or less busy.
func (r *runner) watch() {
	tell := func() { r.hear(state.PoolChanged{Status: r.pool.Status()}) }
	var mu sync.Mutex
	var told pool.Status
	waiting := false
	r.pool.OnChange(func() {
		mu.Lock()
		defer mu.Unlock()
		status := r.pool.Status()
		status.Busy, status.Queued = 0, 0
		switch {
		case status != told:
			told = status
			tell()
		case !waiting:
			waiting = true
			time.AfterFunc(calmEvery, func() {
				mu.Lock()
				waiting = false
				mu.Unlock()
				tell()
			})
		}
	})
	tell()
}

// start starts a job.
func (r *runner) start(e state.RunJob) {
	o := pool.DoOptions{Background: e.Background}
	if e.Progress {
		var last time.Time
		o.Progress = func(f float64) {
			if t := time.Now(); t.Sub(last) >= progressEvery {
				last = t
				r.hear(state.Progressed{ID: e.ID, Fraction: f})
			}
		}
	}
	var done func() state.Action
	var output any
	workers := r.pool
	switch e.Kind {
	case job.Preview:
		out := new(job.PreviewOutput)
		output, done = out, func() state.Action { return state.Previewed{ID: e.ID, Output: out} }
	case job.Plan:
		out := new(job.PlanOutput)
		output, done = out, func() state.Action { return state.Planned{ID: e.ID, Bytes: out.Bytes} }
	case job.Codes:
		out := new(job.CodesOutput)
		output, done = out, func() state.Action { return state.Coded{ID: e.ID, Output: out} }
	case metering.Breakdown:
		out := new(metering.BreakdownOutput)
		output, done = out, func() state.Action { return state.TakenApart{ID: e.ID, Output: out} }
		workers = r.meters
	case analysis.Summary:
		out := new(analysis.SummaryOutput)
		output, done = out, func() state.Action { return state.Summarised{ID: e.ID, Summary: out} }
		workers = r.analysts
	default:
		out := new(score.Result)
		output, done = out, func() state.Action { return state.Scored{ID: e.ID, Result: out} }
	}
	r.jobs.Start(e.ID, workers, e.Kind, e.Input, output, o, func(err error) state.Action {
		if err != nil {
			return state.Failed{ID: e.ID, Err: err}
		}
		return done()
	})
}

// write has a network written, and returns how that ended.
func (r *runner) write(e state.WriteNetwork) state.Action {
	done := state.NetworkWritten{Name: e.Name}
	var out analysis.NetworkOutput
	done.Err = r.analysts.Do(context.Background(), analysis.Network, e.Input, &out, pool.DoOptions{})
	if done.Err == nil {
		var content []byte
		content, done.Err = base64.StdEncoding.DecodeString(out.Data)
		done.Content = string(content)
	}
	return done
}
