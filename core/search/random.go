package search

import "math"

// random is uniform search.
type random struct {
	Problem
	limit int // trials
	state randomState
}

type randomState struct {
	drawing
	Drawn int `json:"drawn"` // trials, without those that were rejected
}

func newRandom(p Problem, limit int) *random {
	r := &random{Problem: p, limit: limit}
	r.state.drawing = newDrawing(p)
	return r
}

func randomEntry() entry {
	return entry{Info{
		ID: "random", Name: "Random search",
		Summary: "Evaluates uniformly drawn architectures, repeats included, for as long as the budget lasts.",
		Paper:   "J. Bergstra and Y. Bengio, Random Search for Hyper-Parameter Optimization, JMLR 2012",
		Code:    randomCode(),
	}, func(p Problem) Strategy { return newRandom(p, math.MaxInt) }}
}

// Ask implements Strategy.
func (r *random) Ask() (Trial, bool) {
	if r.state.Drawn >= r.limit {
		return Trial{}, false
	}
	r.state.Drawn++
	return r.state.random(r.Space), true
}

// Tell implements Strategy. Nothing is learnt.
func (r *random) Tell(_ Trial, o Outcome) {
	if o.rejected {
		r.state.Drawn--
	}
}

// States implements Strategy.
func (r *random) States() []any { return []any{&r.state} }
