package evaluate

import (
	"errors"
	"fmt"
	"math"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/table"
)

// Rung is what a table knows of trainings of some length, and what asking it costs on
// the simulated clock: Times the column Cost, and Fixed.
type Rung struct {
	Epochs int    `json:"epochs,omitempty"` // 0 for what is no training
	Column string `json:"column"`           // id of a column, or of a curve
	// Seed says which run of a curve counts: one that is drawn for each architecture.
	Seed  uint64  `json:"seed,omitempty"`
	Cost  string  `json:"cost,omitempty"` // id of a column; "" is none
	Times float64 `json:"times,omitempty"`
	Fixed float64 `json:"fixed,omitempty"`
}

// tabled looks trials up in a table.
type tabled struct {
	rows  *Rows
	rungs []rung
}

// rung is a Rung with its values.
type rung struct {
	Rung
	value func(row int) float64
	cost  []float64 // nil is none
}

// newTabled returns an evaluator of the columns of a table. A trial is answered by the
// first rung with as many epochs as it asks for, or the last; one that continues
// another costs what that has not paid yet. An architecture that the table does not
// know fails, at no cost.
func newTabled(rows *Rows, rungs []Rung) (Evaluator, error) {
	if rows == nil {
		return nil, errors.New("there is no table")
	}
	t := &tabled{rows: rows}
	for i, r := range rungs {
		if r.Epochs < 0 || i > 0 && r.Epochs <= rungs[i-1].Epochs {
			return nil, fmt.Errorf("rung %d: %d epochs do not come after those before", i+1, r.Epochs)
		}
		if !(r.Times >= 0 && r.Times <= 1e9 && r.Fixed >= 0 && r.Fixed <= 1e12) {
			return nil, fmt.Errorf("rung %d: costs of %v times a column and %v", i+1, r.Times, r.Fixed)
		}
		made := rung{Rung: r}
		var err error
		if made.value, err = valueOf(rows.table, r); err != nil {
			return nil, fmt.Errorf("rung %d: %w", i+1, err)
		}
		if r.Cost != "" {
			c := rows.table.Column(r.Cost)
			if c == nil {
				return nil, fmt.Errorf("rung %d: the table has no column %q", i+1, r.Cost)
			}
			made.cost = c.Values
		}
		t.rungs = append(t.rungs, made)
	}
	return t, nil
}

// valueOf returns what a rung says of a row; larger is better.
func valueOf(t *table.Table, r Rung) (func(row int) float64, error) {
	sign := func(m table.Meta) float64 {
		if m.Higher {
			return 1
		}
		return -1
	}
	if c := t.Column(r.Column); c != nil {
		s := sign(c.Meta)
		return func(row int) float64 { return s * c.Values[row] }, nil
	}
	c := t.Curve(r.Column)
	if c == nil {
		return nil, fmt.Errorf("the table has no column and no curve %q", r.Column)
	}
	step := -1
	for i, epochs := range c.Steps {
		if epochs <= r.Epochs || r.Epochs == 0 {
			step = i
		}
	}
	if step < 0 || len(c.Runs) == 0 {
		return nil, fmt.Errorf("the curve %q does not reach from the start to %d epochs", r.Column, r.Epochs)
	}
	s, key := sign(c.Meta), rng.Key(r.Seed, 1)
	return func(row int) float64 {
		run := int(rng.At(key, uint64(row)) % uint64(len(c.Runs)))
		return s * c.At(row, run)[step]
	}, nil
}

// at returns the rung that answers for so many epochs.
func (t *tabled) at(epochs int) *rung {
	for i := range t.rungs {
		if epochs > 0 && t.rungs[i].Epochs >= epochs {
			return &t.rungs[i]
		}
	}
	return &t.rungs[len(t.rungs)-1]
}

// price returns what a row costs.
func (r *rung) price(row int) float64 {
	if r.cost == nil {
		return r.Fixed
	}
	return float64(r.Times*r.cost[row]) + r.Fixed
}

// Evaluate implements Evaluator.
func (t *tabled) Evaluate(tr search.Trial) (search.Outcome, error) {
	row, ok := t.rows.Of(tr.Arch)
	if !ok {
		return search.Outcome{Failed: "the table does not know it"}, nil
	}
	r := t.at(tr.Epochs)
	o := search.Outcome{Value: r.value(row), Cost: r.price(row)}
	if tr.Done > 0 {
		o.Cost = max(0, o.Cost-t.at(tr.Done).price(row))
	}
	if math.IsNaN(o.Cost) || math.IsInf(o.Cost, 0) {
		o = search.Outcome{Failed: "the table does not know its cost"}
	} else if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
		o = search.Outcome{Failed: "the table has no number for it", Cost: o.Cost}
	}
	return o, nil
}
