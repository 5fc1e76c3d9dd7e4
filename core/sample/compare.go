package sample

import (
	"math"
	"slices"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/rank"
	"protocell/core/rng"
	"protocell/core/spread"
)

// Repeated says how much the scores of a proxy or an ensemble vary from repeat to
// repeat, over the rows that have all repeats.
type Repeated struct {
	ID      string `json:"id"`
	Repeats int    `json:"repeats"`
	Rows    int    `json:"rows"`
	// CV is the mean, over the architectures for which it is defined, of the coefficient
	// of variation of their repeats. It is NaN of an ensemble, whose scores only rank.
	CV proxy.Number `json:"cv"`
	// Rho and Tau are the means of Spearman's ρ and Kendall's τ-b between any two repeats.
	Rho proxy.Number `json:"rho"`
	Tau proxy.Number `json:"tau"`
}

// Other says whether the ranking by a proxy or an ensemble holds under another setting: Spearman's ρ
// between the base setting and it, with the limits of a 95 % bootstrap interval.
type Other struct {
	ID      string       `json:"id"`
	Setting int          `json:"setting"` // of the table
	Rows    int          `json:"rows"`    // that have scores under both
	Rho     proxy.Number `json:"rho"`
	Low     proxy.Number `json:"low"`
	High    proxy.Number `json:"high"`
}

// resamples is how many resamples an interval is of: fewer than for one that is
// printed, as there is one for each proxy and setting, again and again.
const resamples = 400

// minRows is the number of rows from which on settings are compared.
const minRows = 5

// compare compares the settings of a table.
func (t *Table) compare(s *Summary, progress func(done float64) error) error {
	repeats := []int{0}
	for i, setting := range t.Settings {
		step := func(done float64) error { return progress((float64(i) + done) / float64(len(t.Settings))) }
		switch setting.Role {
		case Repeat:
			repeats = append(repeats, i)
		case Batch, Skeleton:
			if err := t.compareOther(s, i, step); err != nil {
				return err
			}
		}
	}
	if len(repeats) > 1 {
		return t.compareRepeats(s, repeats)
	}
	return nil
}

// compareRepeats compares the settings that differ in seeds.
func (t *Table) compareRepeats(s *Summary, settings []int) error {
	pools, rows, err := t.pools(settings)
	if err != nil || len(rows) < minRows {
		return err
	}
	for i, c := range pools[0] {
		r := Repeated{ID: c.ID, Repeats: len(pools), Rows: len(rows)}
		var columns []*rank.Column
		for _, pool := range pools {
			columns = append(columns, rank.New(pool[i].Keys(nil)))
		}
		stable := spread.Stable(columns)
		r.Rho, r.Tau = defined(stable.Spearman, stable.Pairs > 0), defined(stable.Kendall, stable.Pairs > 0)
		if r.CV = proxy.Number(math.NaN()); i < len(t.Proxies) {
			r.CV = variation(pools, i)
		}
		s.Repeats = append(s.Repeats, r)
	}
	return nil
}

// variation returns the mean coefficient of variation of the scores in column i.
func variation(pools []ensemble.Pool, i int) proxy.Number {
	var cvs []float64
	values := make([]float64, len(pools))
	for row := range pools[0].Rows() {
		for k, pool := range pools {
			values[k] = math.NaN()
			if v := pool[i].Scores[row]; v.Status == proxy.OK {
				values[k] = float64(v.Value)
			}
		}
		if cv, ok := spread.Summarize(values).CV(); ok {
			cvs = append(cvs, cv)
		}
	}
	return defined(spread.Summarize(cvs).Mean())
}

// compareOther compares a setting with the base.
func (t *Table) compareOther(s *Summary, setting int, progress func(done float64) error) error {
	pools, rows, err := t.pools([]int{0, setting})
	if err != nil || len(rows) < minRows {
		return err
	}
	for i, c := range pools[0] {
		if err := progress(float64(i) / float64(len(pools[0]))); err != nil {
			return err
		}
		a, b := rank.New(pools[0][i].Keys(nil)), rank.New(pools[1][i].Keys(nil))
		in := spread.Sweep(a, b, resamples, rng.Named(0, "sample/interval"))
		s.Others = append(s.Others, Other{
			ID: c.ID, Setting: setting, Rows: len(rows), Rho: number(in.Statistic),
			Low: defined(in.Low, in.Resamples > 0), High: defined(in.High, in.Resamples > 0),
		})
	}
	return nil
}

// pools returns the scores under several settings of the rows that are complete under
// all of them, those of ensembles included.
func (t *Table) pools(settings []int) (pools []ensemble.Pool, rows []int, err error) {
	rows = t.complete(settings[0])
	for _, setting := range settings[1:] {
		also := t.complete(setting)
		rows = slices.DeleteFunc(rows, func(row int) bool {
			_, found := slices.BinarySearch(also, row)
			return !found
		})
	}
	for _, setting := range settings {
		pool, err := t.pool(setting, rows)
		if err == nil {
			pool, err = t.combine(pool)
		}
		if err != nil {
			return nil, nil, err
		}
		pools = append(pools, pool)
	}
	return pools, rows, nil
}
