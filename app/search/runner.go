package search

import (
	"context"
	"errors"
	"hash/fnv"
	"sync"

	"protocell/app/pool"
	"protocell/app/search/state"
	"protocell/core/job/searching"
	"protocell/core/wire"
)

// runner has jobs run by the pools and tells how they end. It is used on the goroutine
// of the user interface.
type runner struct {
	searchers   *pool.Pool
	strategists []*pool.Pool
	hear        func(state.Action)
	stops       map[string]context.CancelFunc
}

func newRunner(searchers *pool.Pool, strategists []*pool.Pool, hear func(state.Action)) *runner {
	return &runner{searchers: searchers, strategists: strategists, hear: hear, stops: map[string]context.CancelFunc{}}
}

// watch tells how many workers there are, when that changes.
func (r *runner) watch() {
	var mu sync.Mutex
	var told pool.Status
	tell := func() {
		mu.Lock()
		defer mu.Unlock()
		s := r.searchers.Status()
		s.Busy, s.Queued, s.Memory = 0, 0, 0
		for _, p := range r.strategists {
			if err := p.Status().Err; err != nil {
				s.Err = err
			}
		}
		if s != told {
			told = s
			r.hear(state.PoolChanged{Status: s})
		}
	}
	for _, p := range append(r.strategists, r.searchers) {
		p.OnChange(tell)
	}
	tell()
}

// restart lets workers that have failed be started again.
func (r *runner) restart() {
	for _, p := range append(r.strategists, r.searchers) {
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
	o := pool.DoOptions{Background: e.Background}
	workers := r.searchers
	var done state.Action
	var output any
	switch in := e.Input.(type) {
	case searching.TableInput:
		out := new(searching.TableOutput)
		output, done = out, state.Opened{ID: e.ID, Output: out}
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
