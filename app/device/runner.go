package device

import (
	"context"
	"errors"
	"sync"

	"protocell/app/device/state"
	"protocell/app/pool"
	"protocell/core/job/analysis"
	"protocell/core/job/metering"
)

// runner has jobs run by the pools and tells how they end. It is used on the goroutine
// of the user interface.
type runner struct {
	meters, analysts *pool.Pool
	hear             func(state.Action)
	stops            map[string]context.CancelFunc
}

func newRunner(meters, analysts *pool.Pool, hear func(state.Action)) *runner {
	return &runner{meters: meters, analysts: analysts, hear: hear, stops: map[string]context.CancelFunc{}}
}

// watch tells how the worker that measures is, when that changes.
func (r *runner) watch() {
	var mu sync.Mutex
	var told pool.Status
	tell := func() {
		mu.Lock()
		defer mu.Unlock()
		s := r.meters.Status()
		s.Busy, s.Queued, s.Memory = 0, 0, 0
		if s != told {
			told = s
			r.hear(state.PoolChanged{Status: s})
		}
	}
	r.meters.OnChange(tell)
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
	workers := r.meters
	var done state.Action
	var output any
	switch e.Kind {
	case metering.Calibrate:
		out := new(metering.CalibrateOutput)
		output, done = out, state.Calibrated{ID: e.ID, Output: out}
	case metering.Measure:
		out := new(metering.MeasureOutput)
		output, done = out, state.Measured{ID: e.ID, Output: out}
	case metering.Fusion:
		out := new(metering.FusionOutput)
		output, done = out, state.Fused{ID: e.ID, Output: out}
	case metering.Predict:
		out := new(metering.PredictOutput)
		output, done = out, state.Predicted{ID: e.ID, Output: out}
	case metering.Curve:
		out := new(metering.CurveOutput)
		output, done = out, state.Curved{ID: e.ID, Output: out}
	case metering.Spread:
		out := new(metering.SpreadOutput)
		output, done = out, state.Spreaded{ID: e.ID, Output: out}
	case metering.Breakdown:
		out := new(metering.BreakdownOutput)
		output, done = out, state.TakenApart{ID: e.ID, Output: out}
	case metering.Compare:
		out := new(metering.CompareOutput)
		output, done = out, state.Compared{ID: e.ID, Output: out}
	case analysis.Open:
		workers = r.analysts
		out := new(analysis.Description)
		output, done = out, state.TableOpened{ID: e.ID, Output: out}
	default:
		workers = r.analysts
		out := new(analysis.PointsOutput)
		output, done = out, state.AccuraciesRead{ID: e.ID, Output: out}
	}
	switch err := workers.Do(ctx, e.Kind, e.Input, output, pool.DoOptions{}); {
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
