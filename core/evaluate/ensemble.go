package evaluate

import (
	"fmt"

	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/space"
)

// Reference is the pool that an ensemble compares architectures with: so many, drawn
// at random under a seed. Scores of an ensemble compare only within one pool.
type Reference struct {
	ID      string             `json:"id"` // of the ensemble
	Weights map[string]float64 `json:"weights,omitempty"`
	Size    int                `json:"size"`
	Seed    uint64             `json:"seed"`
}

// MaxReference is the largest size of a Reference.
const MaxReference = 1000

// ensembled evaluates by an ensemble of proxies.
type ensembled struct {
	*scorer
	env       Env
	space     space.Space
	reference Reference
	ensemble  ensemble.Ensemble
	pool      ensemble.Pool // nil until it is scored
}

func newEnsemble(spec *experiment.Spec, sp space.Space, env Env, r Reference) (Evaluator, error) {
	e, ok := ensemble.LookupWith(r.ID, r.Weights)
	if !ok {
		return nil, fmt.Errorf("no ensemble %q", r.ID)
	}
	if r.Size < 2 || r.Size > MaxReference {
		return nil, fmt.Errorf("a pool of %d architectures, not of 2 to %d", r.Size, MaxReference)
	}
	c, err := newScorer(spec, env, e.Info().Members...)
	if err != nil {
		return nil, err
	}
	return &ensembled{scorer: c, env: env, space: sp, reference: r, ensemble: e}, nil
}

// row returns the scores of an architecture by the members, in their order.
func (e *ensembled) row(a space.Arch) ([]proxy.Score, error) {
	entries, err := e.score(a)
	if err != nil {
		return nil, err
	}
	var row []proxy.Score
	for _, id := range e.ensemble.Info().Members {
		for _, x := range entries {
			if x.ID == id {
				row = append(row, x.Score)
			}
		}
	}
	return row, nil
}

// fill scores the pool.
func (e *ensembled) fill() error {
	pool, err := ensemble.NewPool(e.ensemble.Info().Members...)
	if err != nil {
		return err
	}
	r := rng.Named(e.reference.Seed, "evaluate.pool")
	for range e.reference.Size {
		row, err := e.row(e.space.Sample(r))
		if err != nil {
			return err
		}
		if pool, err = pool.With(row); err != nil {
			return err
		}
	}
	e.pool = pool
	return nil
}

// Evaluate implements Evaluator. The value is what the ensemble says of the
// architecture in the pool with that one more.
func (e *ensembled) Evaluate(t search.Trial) (search.Outcome, error) {
	if e.pool == nil {
		if err := e.fill(); err != nil {
			return search.Outcome{}, err
		}
	}
	row, err := e.row(t.Arch)
	if err != nil {
		return search.Outcome{}, err
	}
	standing, err := ensemble.Place(e.ensemble, e.pool, row)
	if err != nil {
		return search.Outcome{}, err
	}
	s := standing.Score()
	if s.Status != proxy.OK {
		return search.Outcome{Failed: string(s.Status)}, nil
	}
	return search.Outcome{Value: float64(s.Value)}, nil
}
