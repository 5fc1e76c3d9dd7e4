// Package evaluate has what a search can ask: a benchmark table with a simulated clock,
// zero-cost proxies and their ensembles, real training, and a learnt predictor. One
// file defines one evaluator; all are interchangeable.
package evaluate

import (
	"errors"
	"fmt"

	"protocell/core/data"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/table"
	"protocell/core/train"
	"protocell/core/wire"
)

// Evaluator finds out what a trial asks. It is for one goroutine, and its outcomes do
// not depend on what it evaluated before.
type Evaluator interface {
	// Evaluate returns the outcome of a trial. An error says that there is none, because
	// it was stopped or something is broken; a network that has no value is an outcome.
	Evaluate(t search.Trial) (search.Outcome, error)
}

// Spec says how the trials of a search are evaluated: search.Spec.Evaluation is one.
type Spec struct {
	Main  Source  `json:"main"`            // of trials of the signal search.Main
	Cheap *Source `json:"cheap,omitempty"` // of those of search.Cheap
	// Experiment says on which network and images proxies are computed; its architecture,
	// proxies and pins do not matter. It also says whose parameters and MACs measures
	// are, unless there is a Training.
	Experiment *experiment.Spec `json:"experiment,omitempty"`
	// Training says how networks are trained; its architecture does not matter.
	Training *train.Spec `json:"training,omitempty"`
	// Patience, if not 0, ends a training after so many epochs without a validation
	// accuracy that is higher than all before.
	Patience int `json:"patience,omitempty"`
	// Table is the table.ID of the table that sources are columns of; "" is any.
	Table string `json:"table,omitempty"`
}

// Source is one evaluator: one of its fields is set.
type Source struct {
	Rungs     []Rung     `json:"rungs,omitempty"`     // of the table, by ascending epochs
	Proxy     string     `json:"proxy,omitempty"`     // id
	Ensemble  *Reference `json:"ensemble,omitempty"`  // against a pool of architectures
	Train     bool       `json:"train,omitempty"`     // as Spec.Training has it
	Predictor *Lesson    `json:"predictor,omitempty"` // that has learnt from the table
}

// Env is what evaluators need that is no part of a Spec.
type Env struct {
	Table   *table.Table // nil if there is none
	TableID string       // its table.ID
	Kernels kernel.Set
	Images  data.Source // the stored image sets; nil if there are none
	// States keeps trainings that may be continued, for all workers of a search; nil
	// begins each training anew, with the same outcome.
	States States
	// Curve, if not nil, is called with the learning curve of a trial so far, which it
	// must not change: where a training goes on, and after each epoch.
	Curve func(t search.Trial, curve []train.Epoch)
	// Checkpoint, if not nil, is called now and then. An error stops the evaluation and
	// is returned.
	Checkpoint func() error
	// Clock, if not nil, returns seconds on a monotonic clock, for Outcome.Seconds.
	Clock func() float64
}

// checkpoint is the Checkpoint of a run of other packages.
func (e Env) checkpoint(float64) error {
	if e.Checkpoint == nil {
		return nil
	}
	return e.Checkpoint()
}

// Parse reads the Spec of a search.
func Parse(text wire.Raw) (Spec, error) {
	var s Spec
	if len(text) == 0 {
		return s, errors.New("the search does not say how trials are evaluated")
	}
	err := wire.Unmarshal(text, &s)
	return s, err
}

// Format returns s as search.Spec.Evaluation.
func (s Spec) Format() (wire.Raw, error) {
	text, err := wire.Marshal(s)
	return text, err
}

// New returns the evaluator of all trials of a search in a space. The error says which
// part of the spec is wrong.
func (s Spec) New(sp space.Space, env Env) (Evaluator, error) {
	var rows *Rows
	if env.Table != nil {
		rows = NewRows(sp, env.Table)
	}
	return s.NewIn(sp, env, rows)
}

// NewIn is New for many evaluators of one table, whose rows are given.
func (s Spec) NewIn(sp space.Space, env Env, rows *Rows) (Evaluator, error) {
	if s.Table != "" && s.Table != env.TableID {
		return nil, fmt.Errorf("evaluation: the search is on another table, %s", s.Table)
	}
	if env.Table != nil && env.Table.Space != sp.Info().ID {
		return nil, fmt.Errorf("evaluation: the table is of the space %s, not %s", env.Table.Space, sp.Info().ID)
	}
	b := &both{clock: env.Clock}
	var err error
	if b.main, err = s.source(s.Main, sp, env, rows); err != nil {
		return nil, fmt.Errorf("evaluation: main: %w", err)
	}
	if s.Cheap != nil {
		if b.cheap, err = s.source(*s.Cheap, sp, env, rows); err != nil {
			return nil, fmt.Errorf("evaluation: cheap: %w", err)
		}
	}
	return b, nil
}

func (s Spec) source(x Source, sp space.Space, env Env, rows *Rows) (Evaluator, error) {
	given := 0
	for _, set := range []bool{len(x.Rungs) > 0, x.Proxy != "", x.Ensemble != nil, x.Train, x.Predictor != nil} {
		if set {
			given++
		}
	}
	if given != 1 {
		return nil, fmt.Errorf("%d kinds of evaluators, want one", given)
	}
	switch {
	case len(x.Rungs) > 0:
		return newTabled(rows, x.Rungs)
	case x.Proxy != "":
		return newProxy(s.Experiment, env, x.Proxy)
	case x.Ensemble != nil:
		return newEnsemble(s.Experiment, sp, env, *x.Ensemble)
	case x.Train:
		return newTraining(s.Training, s.Patience, sp, env)
	}
	return newPredictor(sp, env, *x.Predictor)
}

// both asks one of two evaluators, by the trial's signal, and measures the time.
type both struct {
	main, cheap Evaluator
	clock       func() float64
}

// Evaluate implements Evaluator.
func (b *both) Evaluate(t search.Trial) (search.Outcome, error) {
	e := b.main
	if t.Signal == search.Cheap {
		if e = b.cheap; e == nil {
			return search.Outcome{}, errors.New("evaluation: the strategy asks for a proxy, and there is no cheap evaluator")
		}
	}
	if b.clock == nil {
		return e.Evaluate(t)
	}
	start := b.clock()
	o, err := e.Evaluate(t)
	o.Seconds = max(0, b.clock()-start)
	return o, err
}
