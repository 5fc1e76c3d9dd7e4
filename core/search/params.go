package search

import (
	"fmt"
	"math"
)

// Param is a hyperparameter of a strategy.
type Param struct {
	ID      string  // "population"
	Name    string  // for people
	Meaning string  // one sentence
	Default float64 // that of the reference code
	Min     float64
	Max     float64
	Whole   bool // whether it is an integer
}

// Params are values of hyperparameters, by their ids.
type Params map[string]float64

// Int returns a whole hyperparameter.
func (p Params) Int(id string) int { return int(p.Float(id)) }

// Float returns a hyperparameter. It panics if there is none with the id, which is a
// mistake in the strategy that asks.
func (p Params) Float(id string) float64 {
	v, ok := p[id]
	if !ok {
		panic("search: no hyperparameter " + id)
	}
	return v
}

// On reports whether a switch is on.
func (p Params) On(id string) bool { return p.Float(id) != 0 }

// Resolve returns the values of all hyperparameters of info: those given, and the
// defaults of the others. The error names one that is unknown or out of range.
func (info Info) Resolve(given Params) (Params, error) {
	all := Params{}
	for _, p := range info.Params {
		v, ok := given[p.ID]
		if !ok {
			v = p.Default
		}
		switch {
		case !(v >= p.Min && v <= p.Max): // NaN too
			return nil, fmt.Errorf("%s of %s is %v, not in %v to %v", p.ID, info.ID, v, p.Min, p.Max)
		case p.Whole && v != math.Floor(v):
			return nil, fmt.Errorf("%s of %s is %v, not a whole number", p.ID, info.ID, v)
		}
		all[p.ID] = v
	}
	unknown := ""
	for id := range given {
		if _, ok := all[id]; !ok && (unknown == "" || id < unknown) {
			unknown = id
		}
	}
	if unknown != "" {
		return nil, fmt.Errorf("%s has no hyperparameter %q", info.ID, unknown)
	}
	return all, nil
}

// count is a whole hyperparameter.
func count(id, name, meaning string, value, min, max float64) Param {
	return Param{id, name, meaning, value, min, max, true}
}

// scalar is a hyperparameter that is any number.
func scalar(id, name, meaning string, value, min, max float64) Param {
	return Param{id, name, meaning, value, min, max, false}
}

// toggle is a switch, 0 or 1.
func toggle(id, name, meaning string, on bool) Param {
	v := 0.0
	if on {
		v = 1
	}
	return Param{id, name, meaning, v, 0, 1, true}
}
