package analysis

import (
	"fmt"
	"slices"
	"strings"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/study"
	"protocell/core/table"
)

// Question is what is asked of a table.
type Question struct {
	Table string `json:"table"`         // reference
	Run   string `json:"run,omitempty"` // reference of scores that were computed here, or ""
	Truth string `json:"truth"`         // id of a column
	// Proxies are ids of columns; Here+ID is the proxy ID as it was computed here, and
	// Combined+ID an ensemble of the proxies.
	Proxies []string    `json:"proxies"`
	Given   []string    `json:"given,omitempty"` // of Proxies, those that partial correlations are given
	Size    int         `json:"size,omitempty"`  // of the sample; 0 means all rows
	Draw    uint64      `json:"draw,omitempty"`  // seed of the sample
	Seed    uint64      `json:"seed,omitempty"`  // of the bootstrap
	Draws   int         `json:"draws"`           // of the bootstrap
	Top     []study.Top `json:"top,omitempty"`
	Finite  bool        `json:"finite,omitempty"` // leave out rows in which a proxy is not finite
	Repeats int         `json:"repeats,omitempty"`
}

// Beginnings of the ids of proxies that are no column of the table.
const (
	Here     = "here/"
	Combined = "combined/"
)

// Choose returns which of the rows are in a sample: the first size eligible ones of a
// random order of all, ascending, so that a proxy more or less changes no other row.
// A size of 0 means all.
func Choose(rows, size int, draw uint64, eligible func(row int) bool) []int {
	var out []int
	if size <= 0 {
		for row := range rows {
			if eligible(row) {
				out = append(out, row)
			}
		}
		return out
	}
	for _, row := range rng.Named(draw, "study/sample").Perm(rows) {
		if len(out) == size {
			break
		}
		if eligible(row) {
			out = append(out, row)
		}
	}
	slices.Sort(out)
	return out
}

// asked is the part of a table that a question is about.
type asked struct {
	question Question
	table    *table.Table
	rows     []int // of the table
	truth    study.Column
	// Proxies have a value in each of the rows.
	proxies  []study.Column
	left     int // rows of the table without a value of the truth or a proxy
	unscored int // rows of the sample that have not been scored here
}

// values are a column with a mark of the rows that it has.
type values struct {
	id    string
	proxy string // id of the proxy, or ""
	lower bool
	all   []float64
	known func(row int) bool
	here  bool // whether it was computed on this machine
}

// Predictor reports whether lower values of a column mean a better architecture, when
// the column stands for a proxy: of costs more is better, as far as they are one.
func Predictor(m table.Meta) (lower bool) {
	return (m.Kind == table.Proxy || m.Kind.Truth()) && !m.Higher
}

// column returns a column of a table.
func column(t *table.Table, id string) (values, error) {
	c := t.Column(id)
	if c == nil {
		return values{}, fmt.Errorf("the table has no column %q", id)
	}
	return values{id: id, proxy: c.Proxy, lower: Predictor(c.Meta), all: c.Values, known: func(row int) bool { v := c.Values[row]; return v == v }}, nil
}

// ask finds the rows and columns of a question.
func ask(t *table.Table, run *Run, q Question) (*asked, error) {
	truth, err := column(t, q.Truth)
	if err != nil {
		return nil, err
	}
	var own []values // of the proxies that are no ensembles
	var combined []ensemble.Ensemble
	for _, id := range q.Proxies {
		if name, ok := strings.CutPrefix(id, Combined); ok {
			e, ok := ensemble.Lookup(name)
			if !ok {
				return nil, fmt.Errorf("there is no ensemble %q", name)
			}
			combined = append(combined, e)
			continue
		}
		v, err := find(t, run, id)
		if err != nil {
			return nil, err
		}
		own = append(own, v)
	}
	needed := append([]values{truth}, own...)
	members := make([][]values, len(combined))
	for i, e := range combined {
		if members[i], err = membersOf(t, own, q.Truth, e); err != nil {
			return nil, err
		}
		needed = append(needed, members[i]...)
	}
	a := &asked{question: q, table: t}
	// The sample is of the rows that the table knows, so that it stays the same while
	// they are scored.
	has := func(row int, here bool) bool {
		return !slices.ContainsFunc(needed, func(v values) bool { return v.here == here && !v.known(row) })
	}
	a.rows = Choose(t.Len(), q.Size, q.Draw, func(row int) bool { return has(row, false) })
	for row := range t.Len() {
		if !has(row, false) {
			a.left++
		}
	}
	drawn := len(a.rows)
	a.rows = slices.DeleteFunc(a.rows, func(row int) bool { return !has(row, true) })
	a.unscored = drawn - len(a.rows)
	a.truth = truth.of(a.rows)
	at := 0
	for _, id := range q.Proxies {
		name, ok := strings.CutPrefix(id, Combined)
		if !ok {
			a.proxies = append(a.proxies, own[at].of(a.rows))
			at++
			continue
		}
		i := slices.IndexFunc(combined, func(e ensemble.Ensemble) bool { return e.Info().ID == name })
		c, err := combine(combined[i], members[i], a.rows)
		if err != nil {
			return nil, err
		}
		a.proxies = append(a.proxies, study.Column{ID: id, Values: c})
	}
	return a, nil
}

// find returns the column of a proxy that is no ensemble.
func find(t *table.Table, run *Run, id string) (values, error) {
	name, here := strings.CutPrefix(id, Here)
	if !here {
		return column(t, id)
	}
	if run == nil {
		return values{}, fmt.Errorf("%s has not been computed here", name)
	}
	return run.column(t, name)
}

// of returns the values of some rows.
func (v values) of(rows []int) study.Column {
	c := study.Column{ID: v.id, Lower: v.lower, Values: make([]float64, len(rows))}
	for i, row := range rows {
		c.Values[i] = v.all[row]
	}
	return c
}

// membersOf returns the members of an ensemble: of those that are asked for, or else
// columns of the table, if possible of the source and data set of what is asked for.
func membersOf(t *table.Table, own []values, truth string, e ensemble.Ensemble) (members []values, err error) {
	like := t.Column(truth).Meta
	for _, v := range own {
		if c := t.Column(v.id); c != nil && c.Kind == table.Proxy {
			like = c.Meta
			break
		}
	}
	for _, id := range e.Info().Members {
		if i := slices.IndexFunc(own, func(v values) bool { return v.proxy == id }); i >= 0 {
			members = append(members, own[i])
			continue
		}
		best, most := -1, -1
		for i := range t.Columns {
			c := &t.Columns[i]
			if c.Proxy != id {
				continue
			}
			alike := 0
			if c.Dataset == like.Dataset || c.Dataset == "" {
				alike += 2
			}
			if c.Source == like.Source {
				alike++
			}
			if alike > most {
				best, most = i, alike
			}
		}
		if best < 0 {
			return nil, fmt.Errorf("the ensemble %s needs %s, which the table does not have", e.Info().Name, id)
		}
		v, err := column(t, t.Columns[best].ID)
		if err != nil {
			return nil, err
		}
		members = append(members, v)
	}
	return members, nil
}

// combine computes an ensemble over some rows.
func combine(e ensemble.Ensemble, members []values, rows []int) ([]float64, error) {
	var pool ensemble.Pool
	for _, m := range members {
		c := ensemble.Column{ID: m.proxy, Lower: m.lower}
		for _, row := range rows {
			c.Scores = append(c.Scores, proxy.Score{Value: proxy.Number(m.all[row]), Status: statusOf(m.all[row])})
		}
		pool = append(pool, c)
	}
	scores, err := e.Score(pool)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(scores))
	for i, s := range scores {
		out[i] = ranked(s)
	}
	return out, nil
}
