package sample

import (
	"math"
	"slices"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/rank"
	"protocell/core/spread"
)

// Summary is what the scores of a sample have in common. It is of the rows that
// have all scores under the base setting.
type Summary struct {
	Rows    int           `json:"rows"`
	Proxies []Description `json:"proxies"` // in the order of the table's
	// Columns are the ids of the proxies and then of the ensembles of which the table has
	// all members.
	Columns []string `json:"columns"`
	// Rho is Spearman's ρ between any two of Columns under the base setting, NaN where
	// it is not defined; of proxies of which lower is better, of the negated values.
	Rho       [][]proxy.Number `json:"rho"`
	Ensembles []Combination    `json:"ensembles,omitempty"`
	Repeats   []Repeated       `json:"repeats,omitempty"` // one of Columns each, if there are repeats
	Others    []Other          `json:"others,omitempty"`  // one of Columns and another setting each
}

// Description describes the scores of one proxy under the base setting. Mean to Max
// are of those that are ok.
type Description struct {
	ID       string       `json:"id"`
	OK       int          `json:"ok"`       // scores that are ok
	Distinct int          `json:"distinct"` // different values among them
	Mean     proxy.Number `json:"mean"`
	SD       proxy.Number `json:"sd"` // of the sample
	Min      proxy.Number `json:"min"`
	Median   proxy.Number `json:"median"`
	Max      proxy.Number `json:"max"`
}

// Combination is what an ensemble makes of the sample.
type Combination struct {
	ID     string `json:"id"`
	Scores Column `json:"scores"` // a row an architecture of the table
}

// Summarise summarises a table. An ensemble is left out if the table lacks one of
// its members; under each setting it ranks the rows anew. progress, if not nil, is called with the fraction that is done; an
// error stops it, and is returned.
func Summarise(t *Table, progress func(done float64) error) (*Summary, error) {
	if progress == nil {
		progress = func(float64) error { return nil }
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	rows := t.complete(0)
	pool, err := t.pool(0, rows)
	if err != nil {
		return nil, err
	}
	s := &Summary{Rows: len(rows)}
	for _, c := range pool {
		s.Proxies = append(s.Proxies, describe(c))
	}
	if pool, err = t.combine(pool); err != nil {
		return nil, err
	}
	var columns []*rank.Column
	for _, c := range pool {
		s.Columns = append(s.Columns, c.ID)
		columns = append(columns, rank.New(c.Keys(nil)))
	}
	for _, c := range pool[len(t.Proxies):] {
		scores := NewColumn(t.Rows())
		for i, row := range rows {
			scores.Set(row, c.Scores[i])
		}
		s.Ensembles = append(s.Ensembles, Combination{c.ID, scores})
	}
	for _, a := range columns {
		var row []proxy.Number
		for _, b := range columns {
			row = append(row, number(rank.Spearman(a, b)))
		}
		s.Rho = append(s.Rho, row)
	}
	if err := t.compare(s, progress); err != nil {
		return nil, err
	}
	return s, nil
}

// combine returns a pool of the table's proxies with a column more for each ensemble of
// which it has all members.
func (t *Table) combine(pool ensemble.Pool) (ensemble.Pool, error) {
	for _, e := range ensemble.AllWith(t.Weights) {
		info := e.Info()
		members, err := pool.Select(info.Members...)
		if err != nil || pool.Rows() == 0 {
			continue
		}
		scores, err := e.Score(members)
		if err != nil {
			return nil, err
		}
		pool = append(pool, ensemble.Column{ID: info.ID, Scores: scores})
	}
	return pool, nil
}

// complete returns the rows that have all scores under a setting.
func (t *Table) complete(setting int) (rows []int) {
	for row := range t.Rows() {
		if !slices.ContainsFunc(t.Columns[setting], func(c Column) bool { _, ok := c.At(row); return !ok }) {
			rows = append(rows, row)
		}
	}
	return rows
}

// pool returns the scores of some rows under a setting.
func (t *Table) pool(setting int, rows []int) (ensemble.Pool, error) {
	pool, err := ensemble.NewPool(t.Proxies...)
	if err != nil {
		return nil, err
	}
	for i := range pool {
		for _, row := range rows {
			s, _ := t.Columns[setting][i].At(row)
			pool[i].Scores = append(pool[i].Scores, s)
		}
	}
	return pool, nil
}

// describe describes the scores of a column.
func describe(c ensemble.Column) Description {
	var values []float64
	for _, s := range c.Scores {
		if s.Status == proxy.OK {
			values = append(values, float64(s.Value))
		}
	}
	none := proxy.Number(math.NaN())
	d := Description{ID: c.ID, OK: len(values), Min: none, Median: none, Max: none}
	all := spread.Summarize(values)
	d.Mean, d.SD = defined(all.Mean()), defined(all.SD())
	if len(values) > 0 {
		slices.Sort(values)
		low, high := values[(len(values)-1)/2], values[len(values)/2]
		d.Min, d.Median, d.Max = proxy.Number(values[0]), proxy.Number(low+(high-low)/2), proxy.Number(values[len(values)-1])
		d.Distinct = len(slices.Compact(values))
	}
	return d
}

// defined returns v, NaN if it is not defined.
func defined(v float64, ok bool) proxy.Number {
	if !ok {
		v = math.NaN()
	}
	return proxy.Number(v)
}

// number returns the value of a statistic, NaN if it is not defined.
func number(s rank.Statistic) proxy.Number {
	return defined(s.Value, s.Defined)
}
