package lecture

import (
	"fmt"
	"math"
	"slices"

	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/table"
)

// Replay runs rows on a table. It is safe for concurrent use.
type Replay struct {
	Layout  Layout
	space   space.Space
	env     evaluate.Env
	rows    *evaluate.Rows
	limits  []search.Limit
	measure []search.Measure
}

// New returns the re-play on a table of a search space. The error says what the table
// lacks.
func New(sp space.Space, t *table.Table) (*Replay, error) {
	l, err := Find(t)
	if err != nil {
		return nil, err
	}
	if t, err = l.Complete(t); err != nil {
		return nil, err
	}
	p := &Replay{Layout: l, space: sp, env: evaluate.Env{Table: t}, rows: evaluate.NewRows(sp, t)}
	if int64(t.Len()) < sp.Info().Size {
		p.limits = []search.Limit{evaluate.KnownOnly}
	}
	for _, m := range (evaluate.Spec{}).Measures(sp, p.env) {
		if m.ID == evaluate.Unknown {
			p.measure = append(p.measure, m)
		}
	}
	return p, nil
}

// Result is what one run of a row found.
type Result struct {
	// Values are by report; NaN where the row cannot be run or found nothing.
	Values []float64
	Trials int     // of the search, of the first report if there are several searches
	Cost   float64 // on the simulated clock, likewise
}

// Published reports whether the published figures are of what the table reports.
func (p *Replay) Published() bool {
	want := []string{"cifar10", "cifar100", "ImageNet16-120"}
	if p.space.Info().ID != "nb201" || len(p.Layout.Reports) != 2*len(want) {
		return false
	}
	for i, r := range p.Layout.Reports {
		if r.Dataset != want[i/2] {
			return false
		}
	}
	return true
}

// Runnable says why a row cannot be run on the table, "" if it can.
func (p *Replay) Runnable(row Row) string {
	switch {
	case row.Strategy == "":
		return "needs weight sharing"
	case (row.Kind == Scored || row.ID == "area") && len(p.Layout.Proxies) == 0:
		return "the table has no scores of NASWOT"
	}
	return ""
}

// Run runs a row once under a seed.
func (p *Replay) Run(row Row, seed uint64) (Result, error) {
	r := Result{Values: make([]float64, len(p.Layout.Reports))}
	for i := range r.Values {
		r.Values[i] = math.NaN()
	}
	if p.Runnable(row) != "" {
		return r, nil
	}
	if row.Kind == Searched {
		budget := search.Budget{Cost: p.Layout.Budget}
		return r, p.search(&r, row, seed, budget, p.Layout.Signal, func(int) bool { return true })
	}
	budget := search.Budget{Trials: row.N}
	for i, report := range p.Layout.Reports {
		of := func(k int) bool { return k == i }
		rung := evaluate.Rung{Column: report.Column}
		if row.Kind == Scored {
			if i > 0 && p.Layout.Reports[i-1].Dataset == report.Dataset {
				continue
			}
			id, ok := p.Layout.Proxies[report.Dataset]
			if !ok {
				continue
			}
			of = func(k int) bool { return p.Layout.Reports[k].Dataset == report.Dataset }
			rung = evaluate.Rung{Column: id, Fixed: scoring}
		}
		if err := p.search(&r, row, seed, budget, rung, of); err != nil {
			return r, err
		}
	}
	return r, nil
}

// search runs one search, and reports by the columns of which of says so.
func (p *Replay) search(r *Result, row Row, seed uint64, budget search.Budget, rung evaluate.Rung, of func(report int) bool) error {
	e := evaluate.Spec{Main: evaluate.Source{Rungs: []evaluate.Rung{rung}}}
	if cheap, ok := p.Layout.Cheap(); ok {
		e.Cheap = &evaluate.Source{Rungs: []evaluate.Rung{cheap}}
	}
	info, err := search.Lookup(row.Strategy)
	if err != nil {
		return err
	}
	var params search.Params
	if info.Fidelity && row.ID != "bohb" {
		e.Main.Rungs, params = p.Layout.Ladder, p.Layout.Span()
	}
	if rung.Column == p.Layout.Signal.Column { // which training of several counts
		e.Main.Rungs = slices.Clone(e.Main.Rungs)
		for i := range e.Main.Rungs {
			e.Main.Rungs[i].Seed = seed
		}
	}
	s := search.Spec{
		Space: p.space.Info().ID, Strategy: row.Strategy, Params: params, Seed: seed, Budget: budget, Parallel: 1, Limits: p.limits,
	}
	evaluator, err := e.NewIn(p.space, p.env, p.rows)
	if err != nil {
		return err
	}
	run, err := s.New(p.space, p.measure, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", row.Name, err)
	}
	if err := evaluate.Drive(run, evaluator); err != nil {
		return fmt.Errorf("%s: %w", row.Name, err)
	}
	if r.Trials == 0 {
		r.Trials, r.Cost = run.Spent().Trials, run.Spent().Cost
	}
	best, ok := run.Best()
	if !ok {
		return nil
	}
	at, ok := p.rows.Of(best.Trial.Arch)
	if !ok {
		return nil
	}
	for i, report := range p.Layout.Reports {
		if of(i) {
			r.Values[i] = p.env.Table.Column(report.Column).Values[at]
		}
	}
	return nil
}

// Summary is the mean and the standard deviation of runs.
type Summary struct {
	Runs     int // that have a value
	Mean, SD float64
}

// Summarise returns the mean over runs of each report, and the standard deviation of
// one run; NaN where there are too few. Sums are in the order of the runs.
func Summarise(runs []Result, reports int) []Summary {
	out := make([]Summary, reports)
	for i := range out {
		s := &out[i]
		sum, square := 0.0, 0.0
		for _, r := range runs {
			if v := r.Values[i]; !math.IsNaN(v) {
				sum += v
				s.Runs++
			}
		}
		s.Mean = sum / float64(s.Runs)
		for _, r := range runs {
			if v := r.Values[i]; !math.IsNaN(v) {
				square += float64((v - s.Mean) * (v - s.Mean))
			}
		}
		s.SD = math.Sqrt(square / float64(s.Runs-1))
	}
	return out
}

// Agrees reports whether a mean is within the spread of the published runs: no further
// from the published mean than the published standard deviation of one run.
func (s Summary) Agrees(f Figure) bool {
	return f.Given && s.Runs > 0 && math.Abs(s.Mean-f.Mean) <= f.SD
}
