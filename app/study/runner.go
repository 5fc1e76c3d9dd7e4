package study

import (
	"time"

	"protocell/app/pool"
	"protocell/app/study/state"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/score"
)

// progressEvery is the least time between two Progressed actions of a job.
const progressEvery = 150 * time.Millisecond

// runner has jobs run by the pools and tells how they end.
type runner struct {
	scorers, analysts *pool.Pool
	hear              func(state.Action)
	jobs              *pool.Jobs[state.Action]
}

func newRunner(scorers, analysts *pool.Pool, hear func(state.Action)) *runner {
	return &runner{scorers, analysts, hear, pool.NewJobs(hear)}
}

// start starts a job.
func (r *runner) start(e state.RunJob) {
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
	r.jobs.Start(e.ID, workers, e.Kind, e.Input, output, o, func(err error) state.Action {
		if err != nil {
			return state.Failed{ID: e.ID, Err: err}
		}
		return done
	})
}
