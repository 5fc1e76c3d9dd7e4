package predict

import (
	"fmt"

	"protocell/core/latency"
)

// corrected is the look-up table with a factor for each kind of operator.
type corrected struct{}

// Info implements Predictor.
func (corrected) Info() Info {
	return Info{
		ID: "corrected", Name: "Table, corrected", Operators: true, Least: 3,
		Formula: `\hat T = b_0 + \sum_k b_k \sum_{o \in k} n_o T_o`,
		Summary: "The look-up table with a factor for each kind of operator, by ridge regression toward 1 on whole networks.",
		Paper:   "Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal problems, Technometrics 1970",
	}
}

// penalties are those that leave-one-out errors choose among.
var penalties = []float64{1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1}

// Fit implements Predictor.
func (f corrected) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	t, err := newTimes(p)
	if err != nil {
		return nil, fmt.Errorf("corrected: %w", err)
	}
	weigh := func(sums []float64, o latency.Operator, times float64) {
		sums[groupOf(o)] += float64(times * t.of(o))
	}
	prior := make([]float64, groups)
	for k := range prior {
		prior[k] = 1
	}
	fit := func(p *Problem, penalty float64) *weighted {
		m := &weighted{counts: p.Counts(), n: groups, weigh: weigh}
		m.fit(p, prior, penalty)
		return m
	}
	return fit(p, choose(p, penalties, func(part *Problem, penalty float64) Model { return fit(part, penalty) })), nil
}
