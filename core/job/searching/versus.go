package searching

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"protocell/core/hypothesis"
	"protocell/core/job"
	"protocell/core/search"
)

// VersusInput asks how searches compare.
type VersusInput struct {
	Sides []Side `json:"sides"` // at most MaxSides
	Axis  string `json:"axis"`  // "trials", "cost" or "seconds"
	// Budget is how far along the axis searches are compared; 0 is as far as all went.
	Budget float64 `json:"budget,omitempty"`
	Points int     `json:"points"` // of the curves, 1 to MaxPoints
}

// Side is one strategy, with a trace for each repeat.
type Side struct {
	Name   string   `json:"name"`
	Traces []string `json:"traces"` // references: "trace:SESSION" or "given:NAME"
}

// VersusOutput says it.
type VersusOutput struct {
	At    []float64    `json:"at"` // the points of the axis
	Sides []SideCurves `json:"sides"`
	// Repeats is how many repeats all sides have: the tests take so many of each, in their
	// order, as pairs.
	Repeats  int          `json:"repeats"`
	Friedman *Differences `json:"friedman,omitempty"` // of three sides and two repeats at least
	Pairs    []Pair       `json:"pairs,omitempty"`
	Notes    []string     `json:"notes,omitempty"` // why comparing them may mislead
}

// SideCurves are the best values so far of a side, by point of the axis. Where a repeat
// has no value yet it does not count; points before the first value of any are not
// there: the first is point First.
type SideCurves struct {
	Name   string    `json:"name"`
	First  int       `json:"first"`
	Mean   []float64 `json:"mean"`
	Low    []float64 `json:"low"` // the first quartile
	Median []float64 `json:"median"`
	High   []float64 `json:"high"`            // the third
	Final  []float64 `json:"final"`           // by repeat that has a value
	SD     float64   `json:"sd"`              // of Final; 0 of one
	Fewer  int       `json:"fewer,omitempty"` // repeats that ended before the budget
}

// Differences is the Friedman test whether any of the sides differ.
type Differences struct {
	Average []float64 `json:"average"` // ranks, by side; 1 is the best
	P       float64   `json:"p"`
}

// Pair is the Wilcoxon test of two sides.
type Pair struct {
	A    int     `json:"a"` // indices of sides
	B    int     `json:"b"`
	Mean float64 `json:"mean"` // of A less B
	P    float64 `json:"p"`
	Holm float64 `json:"holm"` // P corrected for the number of pairs
}

// Bounds of a Versus job.
const (
	MaxSides  = 16
	MaxPoints = 2000
)

// along returns how far along an axis a search is.
func along(axis string, s search.Spent) float64 {
	switch axis {
	case "cost":
		return s.Cost
	case "seconds":
		return s.Seconds
	}
	return float64(s.Trials)
}

// climb is the incumbent's value of a search along an axis.
type climb struct {
	at, value []float64
	end       float64
	spec      search.Spec
}

// best returns the value at a point, and false where there is none yet.
func (c *climb) best(at float64) (float64, bool) {
	i, exact := slices.BinarySearch(c.at, at)
	for exact && i+1 < len(c.at) && c.at[i+1] == at {
		i++
	}
	if !exact {
		i--
	}
	if i < 0 {
		return 0, false
	}
	return c.value[i], true
}

// climb reads the climb of a trace.
func (s *searcher) climb(ref, axis string) (*climb, error) {
	content, err := s.content(ref)
	if err != nil {
		return nil, err
	}
	h, _, err := s.scan(content, func(int, search.Event) {})
	if err != nil {
		return nil, err
	}
	c := &climb{spec: h.Spec, end: along(axis, h.Spent)}
	for _, row := range h.Rows {
		if row.Told && row.Best >= 0 {
			c.at, c.value = append(c.at, along(axis, row.At)), append(c.value, h.Rows[row.Best].Outcome.Value)
		}
	}
	return c, nil
}

// versus compares searches.
func (s *searcher) versus(k *job.Task, in VersusInput) (*VersusOutput, error) {
	s.begins(k, "")
	if len(in.Sides) < 1 || len(in.Sides) > MaxSides || in.Points < 1 || in.Points > MaxPoints {
		return nil, fmt.Errorf("%d sides and %d points", len(in.Sides), in.Points)
	}
	if in.Axis != "trials" && in.Axis != "cost" && in.Axis != "seconds" {
		return nil, fmt.Errorf("no axis %q", in.Axis)
	}
	if !(in.Budget >= 0 && in.Budget <= math.MaxFloat64) {
		return nil, fmt.Errorf("a budget of %v", in.Budget)
	}
	all := make([][]*climb, len(in.Sides))
	least, repeats := math.Inf(1), math.MaxInt
	for i, side := range in.Sides {
		for _, ref := range side.Traces {
			c, err := s.climb(ref, in.Axis)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", side.Name, err)
			}
			all[i] = append(all[i], c)
			least = min(least, c.end)
		}
		repeats = min(repeats, len(all[i]))
	}
	if in.Budget == 0 {
		in.Budget = least
	}
	if !(in.Budget > 0 && in.Budget <= math.MaxFloat64) {
		return nil, errors.New("there is nothing to compare yet")
	}
	out := &VersusOutput{Repeats: repeats, Notes: notes(all)}
	for i := range in.Points {
		out.At = append(out.At, in.Budget*float64(i+1)/float64(in.Points))
	}
	for i, side := range in.Sides {
		out.Sides = append(out.Sides, curvesOf(side.Name, all[i], out.At))
	}
	return out, out.test(all, in.Budget)
}

// curvesOf returns the curves of a side at points.
func curvesOf(name string, side []*climb, at []float64) SideCurves {
	c := SideCurves{Name: name, First: len(at), Final: []float64{}}
	last := at[len(at)-1]
	for i, x := range at {
		var values []float64
		for _, one := range side {
			if v, ok := one.best(x); ok {
				values = append(values, v)
			}
		}
		if len(values) == 0 {
			continue
		}
		if c.First == len(at) {
			c.First = i
		}
		if x == last {
			c.Final = slices.Clone(values)
			c.SD = deviation(values)
		}
		c.Mean = append(c.Mean, mean(values))
		slices.Sort(values)
		c.Low, c.Median, c.High = append(c.Low, quantile(values, 0.25)), append(c.Median, quantile(values, 0.5)), append(c.High, quantile(values, 0.75))
	}
	for _, one := range side {
		if one.end < last {
			c.Fewer++
		}
	}
	return c
}

// quantile returns a quantile of sorted values, between two in proportion.
func quantile(sorted []float64, q float64) float64 {
	at := float64(q * float64(len(sorted)-1))
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

// deviation returns the standard deviation of values, 0 of one.
func deviation(values []float64) float64 {
	m, square := mean(values), 0.0
	for _, v := range values {
		square += float64((v - m) * (v - m))
	}
	return math.Sqrt(square / float64(max(1, len(values)-1)))
}

// test tests whether the sides differ at the end of the budget.
func (o *VersusOutput) test(all [][]*climb, budget float64) error {
	scores := make([][]float64, o.Repeats) // by repeat and side
	for i := range scores {
		for _, side := range all {
			v, ok := side[i].best(budget)
			if !ok {
				o.Notes = append(o.Notes, "Some repeats have found nothing within the budget, so that there are no tests.")
				return nil
			}
			scores[i] = append(scores[i], v)
		}
	}
	if o.Repeats < 2 || len(all) < 2 {
		return nil
	}
	if len(all) > 2 {
		f, err := hypothesis.NewFriedman(scores)
		if err != nil {
			return err
		}
		o.Friedman = &Differences{f.Average, f.FP}
	}
	var levels []float64
	for a := range all {
		for b := a + 1; b < len(all); b++ {
			var x, y, d []float64
			for _, row := range scores {
				x, y, d = append(x, row[a]), append(y, row[b]), append(d, row[a]-row[b])
			}
			w, err := hypothesis.NewWilcoxon(x, y)
			if err != nil {
				return err
			}
			o.Pairs = append(o.Pairs, Pair{A: a, B: b, Mean: mean(d), P: w.P})
			levels = append(levels, w.P)
		}
	}
	for i, p := range hypothesis.Holm(levels) {
		o.Pairs[i].Holm = p
	}
	return nil
}

// notes says why comparing searches may mislead.
func notes(all [][]*climb) (list []string) {
	var first *search.Spec
	spaces, evaluations, seeds := false, false, false
	for _, side := range all {
		for i, c := range side {
			if first == nil {
				first = &c.spec
			}
			spaces = spaces || c.spec.Space != first.Space
			evaluations = evaluations || string(c.spec.Evaluation) != string(first.Evaluation)
			seeds = seeds || i < len(all[0]) && c.spec.Seed != all[0][i].spec.Seed
		}
	}
	if spaces {
		list = append(list, "The searches are in different spaces.")
	}
	if evaluations {
		list = append(list, "The searches ask different evaluators, so that their values may not compare.")
	}
	if seeds {
		list = append(list, "Repeats differ in their seeds, so that pairs of them are of no more meaning than others.")
	}
	return list
}
