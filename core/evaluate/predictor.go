package evaluate

import (
	"errors"
	"fmt"
	"math"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/search/predict"
	"protocell/core/space"
)

// Lesson is what a predictor learns from: a column of the table, of so many rows that
// are drawn under a seed.
type Lesson struct {
	Column string `json:"column"`
	Count  int    `json:"count"`
	Seed   uint64 `json:"seed"`
}

// MaxLesson is the largest Count of a Lesson.
const MaxLesson = 2000

// pathFeatures is how many features of the path encoding a predictor has.
const pathFeatures = 155

// newPredictor returns an evaluator that learns once, at its beginning.
func newPredictor(sp space.Space, env Env, l Lesson) (Evaluator, error) {
	if env.Table == nil {
		return nil, errors.New("there is no table to learn from")
	}
	if l.Count < 2 || l.Count > MaxLesson {
		return nil, fmt.Errorf("a predictor learns from %d architectures, not from 2 to %d", l.Count, MaxLesson)
	}
	value, err := valueOf(env.Table, Rung{Column: l.Column})
	if err != nil {
		return nil, err
	}
	r := rng.Named(l.Seed, "evaluate.predictor")
	var archs []space.Arch
	var values []float64
	for _, row := range r.Perm(env.Table.Len()) {
		if v := value(row); len(archs) < l.Count && !math.IsNaN(v) && !math.IsInf(v, 0) {
			archs, values = append(archs, env.Table.Arch(row)), append(values, v)
		}
	}
	if len(archs) < l.Count {
		return nil, fmt.Errorf("%s has %d values, fewer than the %d to learn from", l.Column, len(archs), l.Count)
	}
	c := predict.Default()
	c.Checkpoint = env.Checkpoint
	c.Depth = 3 // ten layers learn no more from so few, and take three times as long
	e, err := predict.Fit(predict.Paths(sp, pathFeatures), archs, values, c, r)
	if err != nil {
		return nil, err
	}
	return predicted{e}, nil
}

// predicted evaluates by what an ensemble of networks predicts.
type predicted struct{ model *predict.Ensemble }

// Evaluate implements Evaluator.
func (p predicted) Evaluate(t search.Trial) (search.Outcome, error) {
	mean, _ := p.model.Predict(t.Arch)
	return search.Outcome{Value: mean}, nil
}
