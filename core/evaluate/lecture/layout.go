// Package lecture re-plays the table of search results on NAS-Bench-201 that courses on
// neural architecture search show: every row of it that needs no weight sharing, on a
// table of trained architectures, beside the published figures.
//
// The protocol is that of NAS-Bench-201 (Dong and Yang, ICLR 2020): a search asks for
// the validation accuracy on CIFAR-10 of one training of twelve epochs, is charged for
// its time, and ends before it would exceed 12,000 s. What it found is reported by the
// means over seeds after 200 epochs, on every data set.
package lecture

import (
	"errors"
	"slices"
	"strings"

	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/table"
)

// Report is a column by which what a search found is reported.
type Report struct {
	Dataset string
	Split   string // "valid" or "test"
	Column  string // id in the table
}

// Layout says which columns of a table the protocol is about.
type Layout struct {
	Signal  evaluate.Rung     // what a search asks
	Ladder  []evaluate.Rung   // the same, and trainings that are longer
	Budget  float64           // on the simulated clock
	Unit    string            // of the clock: "s", or "MMACs" where the table has no times
	Reports []Report          // validation and test of each data set in turn
	Proxies map[string]string // id of the NASWOT column by data set; a data set may have none
}

// Seconds is the budget of the published searches, and evaluations how many trainings
// random search makes in it.
const (
	seconds     = 12_000
	evaluations = 109
)

// scoring is what NASWOT takes for an architecture, in seconds: 306.19 for 1,000.
const scoring = 0.30619

// Find returns the layout of a table. Where it has the learning curves of single
// trainings, as a table made by this program has, searches ask those. Where trainings
// have no times, their networks' operations stand for them; and but for NAS-Bench-201's
// own times the budget is that of as many trainings as published random search makes.
// The error says what the table lacks.
func Find(t *table.Table) (Layout, error) {
	l := Layout{Proxies: map[string]string{}}
	for _, set := range datasets(t) {
		for _, split := range []string{"valid", "test"} {
			if c := accuracy(t, set, split, false); c != nil {
				l.Reports = append(l.Reports, Report{set, split, c.ID})
			}
		}
		if c := naswot(t, set); c != nil {
			l.Proxies[set] = c.ID
		}
	}
	if len(l.Reports) == 0 {
		return l, errors.New("the table has no accuracies after training")
	}
	first := l.Reports[0]
	short := accuracy(t, first.Dataset, "valid", true)
	if short == nil {
		return l, errors.New("the table has no validation accuracy to search by")
	}
	cost := timeOf(t, first.Dataset, "cost")
	if cost == nil {
		cost = timeOf(t, first.Dataset, "second")
	}
	times := 1.0
	if l.Unit = "s"; cost == nil {
		if cost = operations(t, first.Dataset); cost == nil {
			return l, errors.New("the table does not say how long trainings took, nor how many operations networks have")
		}
		l.Unit, times = "MMACs", 1e-6
	}
	l.Signal = evaluate.Rung{Epochs: short.Epochs, Column: short.ID, Cost: cost.ID, Times: times}
	if l.Budget = seconds; l.Unit != "s" {
		l.Budget = float64(evaluations * float64(times*mean(cost.Values)))
	}
	if c := t.Curve(first.Dataset + "/valid_curve"); c != nil && len(c.Steps) > 0 { // one training, not the mean
		l.Budget = float64(evaluations * float64(times*mean(cost.Values)))
		last := c.Steps[len(c.Steps)-1]
		for _, step := range c.Steps {
			l.Ladder = append(l.Ladder, evaluate.Rung{
				Epochs: step, Column: c.ID, Cost: cost.ID, Times: float64(times*float64(step)) / float64(last),
			})
		}
		l.Signal = l.Ladder[len(l.Ladder)-1]
		return l, nil
	}
	l.Ladder = []evaluate.Rung{l.Signal}
	long := t.Column(first.Column)
	if epoch := timeOf(t, first.Dataset, "epoch"); epoch != nil && long.Epochs > short.Epochs {
		// An epoch on the whole training set takes twice that on the half that searches use.
		l.Ladder = append(l.Ladder, evaluate.Rung{
			Epochs: long.Epochs, Column: long.ID, Cost: epoch.ID, Times: float64(long.Epochs) / 2,
		})
	}
	return l, nil
}

// Cheap returns how a search asks NASWOT on the data set that it searches on, and false
// if the table does not have it.
func (l Layout) Cheap() (evaluate.Rung, bool) {
	id, ok := l.Proxies[l.Reports[0].Dataset]
	return evaluate.Rung{Column: id, Fixed: scoring}, ok
}

// Span returns the hyperparameters of strategies with rungs that fit the table.
func (l Layout) Span() search.Params {
	return search.Params{"min": float64(l.Ladder[0].Epochs), "max": float64(l.Ladder[len(l.Ladder)-1].Epochs)}
}

// datasets returns the data sets of accuracies, in the order of the columns.
func datasets(t *table.Table) []string {
	var sets []string
	for _, c := range t.Columns {
		if c.Kind == table.Accuracy && c.Dataset != "" && !slices.Contains(sets, c.Dataset) {
			sets = append(sets, c.Dataset)
		}
	}
	return sets
}

// accuracy returns the accuracy on a split after the least or the most epochs; of
// several the one with the shortest id, which says nothing but that.
func accuracy(t *table.Table, set, split string, least bool) *table.Column {
	var best *table.Column
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Kind != table.Accuracy || c.Dataset != set || c.Split != split || c.Epochs == 0 {
			continue
		}
		switch {
		case best == nil, c.Epochs != best.Epochs && (c.Epochs < best.Epochs) == least,
			c.Epochs == best.Epochs && len(c.ID) < len(best.ID):
			best = c
		}
	}
	return best
}

// timeOf returns the time of a data set whose id says what it is the time of.
func timeOf(t *table.Table, set, of string) *table.Column {
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Kind == table.Time && c.Dataset == set && strings.Contains(c.ID, of) {
			return c
		}
	}
	return nil
}

// operations returns the multiply-accumulates of the networks of a data set, to which the
// time of a training is about proportional.
func operations(t *table.Table, set string) *table.Column {
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Kind == table.MACs && (c.Dataset == set || c.Dataset == "") {
			return c
		}
	}
	return nil
}

// naswot returns the scores of NASWOT, or else of its latest form, NWOT.
func naswot(t *table.Table, set string) *table.Column {
	for _, id := range []string{"naswot", "nwot"} {
		for i := range t.Columns {
			c := &t.Columns[i]
			if c.Kind == table.Proxy && c.Proxy == id && (c.Dataset == set || c.Dataset == "") {
				return c
			}
		}
	}
	return nil
}

// mean returns the mean of values, of which each is a number.
func mean(values []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if finite(v) {
			sum += v
			n++
		}
	}
	return sum / float64(max(1, n))
}
