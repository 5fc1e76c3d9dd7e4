package search

import (
	"hash/fnv"

	"protocell/app/pool"
	"protocell/app/search/state"
	"protocell/core/job/searching"
	"protocell/core/wire"
)

// runner has jobs run by the pools and tells how they end.
type runner struct {
	searchers   *pool.Pool
	strategists []*pool.Pool
	hear        func(state.Action)
	jobs        *pool.Jobs[state.Action]
}

func newRunner(searchers *pool.Pool, strategists []*pool.Pool, hear func(state.Action)) *runner {
	return &runner{searchers: searchers, strategists: strategists, hear: hear, jobs: pool.NewJobs(hear)}
}

// pools returns all pools, the searchers first.
func (r *runner) pools() []*pool.Pool { return append([]*pool.Pool{r.searchers}, r.strategists...) }

// restart lets workers that have failed be started again.
func (r *runner) restart() {
	for _, p := range r.pools() {
		p.Reset()
	}
}

// strategist returns the pool that holds a session.
func (r *runner) strategist(session string) *pool.Pool {
	h := fnv.New32a()
	h.Write([]byte(session))
	return r.strategists[int(h.Sum32()%uint32(len(r.strategists)))]
}

// start starts a job.
func (r *runner) start(e state.RunJob) {
	o := pool.DoOptions{Background: e.Background}
	workers := r.searchers
	var done state.Action
	var output any
	switch in := e.Input.(type) {
	case searching.TableInput:
		out := new(searching.TableOutput)
		output, done = out, state.Opened{ID: e.ID, Output: out}
	case searching.TablesInput:
		out := new(searching.TablesOutput)
		output, done = out, state.Shelved{ID: e.ID, Output: out}
	case searching.EstimateInput:
		out := new(searching.EstimateOutput)
		output, done = out, state.Estimated{ID: e.ID, Output: out}
	case searching.AdvanceInput:
		workers = r.strategist(in.Session)
		out := new(searching.AdvanceOutput)
		output, done = out, state.Advanced{ID: e.ID, Output: out}
	case searching.EvaluateInput:
		o.Part = func(text wire.Raw) {
			part := new(searching.EvaluatePart)
			if wire.Unmarshal(text, part) == nil {
				r.hear(state.Evaluating{ID: e.ID, Part: part})
			}
		}
		out := new(searching.EvaluateOutput)
		output, done = out, state.Evaluated{ID: e.ID, Output: out}
	case searching.ReplayInput:
		out := new(searching.ReplayOutput)
		output, done = out, state.ReplayedRuns{ID: e.ID, Output: out}
	case searching.VersusInput:
		out := new(searching.VersusOutput)
		output, done = out, state.Compared{ID: e.ID, Output: out}
	case searching.TracesInput:
		out := new(searching.TracesOutput)
		output, done = out, state.TracesListed{ID: e.ID, Output: out}
	case searching.ReadInput:
		out := new(searching.ReadOutput)
		output, done = out, state.Read{ID: e.ID, Output: out}
	case searching.ImportInput:
		workers = r.strategist(in.Session)
		out := new(searching.ImportOutput)
		output, done = out, state.Imported{ID: e.ID, Output: out}
	case searching.RemoveInput:
		workers = r.strategist(in.Session)
		done = state.Removed{ID: e.ID}
	}
	r.jobs.Start(e.ID, workers, e.Kind, e.Input, output, o, func(err error) state.Action {
		if err != nil {
			return state.Failed{ID: e.ID, Err: err}
		}
		return done
	})
}
