// Package predict predicts how long every architecture of a space takes on a device,
// or how much energy, of a few that were measured. One file defines one predictor; the
// table in table.go lists them, and all are judged alike, by Judge, on architectures
// that none was fitted to.
//
// Predictions have the same bits on every platform: sums are in a fixed order, products
// are rounded before they are added, and everything random comes from the seed.
package predict

import (
	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/space"
)

// Info describes a predictor to the page, the command line and the tests.
type Info struct {
	ID      string // a lower-case word, e.g. "roofline"
	Name    string // e.g. "Roofline"
	Formula string // in LaTeX
	Summary string // one sentence
	Paper   string // authors, title, venue and year; empty if it has none
	// Least is how many measured architectures it needs; 0 if it needs none.
	Least int
	// Operators, Machine and Devices say whether it needs these of a Problem.
	Operators, Machine, Devices bool
	// Ranks is true if predictions only rank architectures: they have no unit.
	Ranks bool
}

// Problem is what predictors are fitted to.
type Problem struct {
	Space    space.Space
	Skeleton graph.Skeleton
	Batch    int
	Measured []Measured
	// Operators are those of the space's networks that were measured alone.
	Operators []latency.OperatorTime
	Machine   latency.Machine
	Devices   []Device // other devices, to learn from
	Seed      uint64
	// Alive, if not nil, is called now and then while a predictor is fitted. Its error
	// ends that, and is what Fit returns.
	Alive func() error

	counts *Counts
}

// Measured is an architecture and what was measured of it: seconds, or any other unit
// of a positive quantity.
type Measured struct {
	Arch  space.Arch
	Value float64
}

// Predictor is fitted to measurements.
type Predictor interface {
	Info() Info
	// Fit returns a model, or an error that says what the problem lacks. It does not
	// keep what it is given, but for the space.
	Fit(p *Problem) (Model, error)
}

// Model predicts. It is safe for concurrent use.
type Model interface {
	// Predict writes the prediction for each architecture into dst, in the unit of
	// what was measured. It is finite and, unless the predictor only ranks, not
	// negative.
	Predict(dst []float64, archs []space.Arch)
}

// Counts returns the operators of the space's networks in the problem's skeleton. The
// predictors of a problem share them.
func (p *Problem) Counts() *Counts {
	if p.counts == nil {
		p.counts = NewCounts(p.Space, p.Skeleton)
	}
	return p.counts
}

// alive calls Alive.
func (p *Problem) alive() error {
	if p.Alive == nil {
		return nil
	}
	return p.Alive()
}

// archs returns the architectures that were measured.
func (p *Problem) archs() []space.Arch {
	archs := make([]space.Arch, len(p.Measured))
	for i, m := range p.Measured {
		archs[i] = m.Arch
	}
	return archs
}

// values returns what was measured.
func (p *Problem) values() []float64 {
	values := make([]float64, len(p.Measured))
	for i, m := range p.Measured {
		values[i] = m.Value
	}
	return values
}
