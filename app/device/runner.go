package device

import (
	"protocell/app/device/state"
	"protocell/app/pool"
	"protocell/core/job/analysis"
	"protocell/core/job/metering"
)

// runner has jobs run by the pools and tells how they end.
type runner struct {
	meters, analysts *pool.Pool
	jobs             *pool.Jobs[state.Action]
}

func newRunner(meters, analysts *pool.Pool, hear func(state.Action)) *runner {
	return &runner{meters, analysts, pool.NewJobs(hear)}
}

// start starts a job.
func (r *runner) start(e state.RunJob) {
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
	r.jobs.Start(e.ID, workers, e.Kind, e.Input, output, pool.DoOptions{}, func(err error) state.Action {
		if err != nil {
			return state.Failed{ID: e.ID, Err: err}
		}
		return done
	})
}
