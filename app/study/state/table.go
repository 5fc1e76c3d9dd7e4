package state

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"protocell/core/ensemble"
	"protocell/core/job/analysis"
	"protocell/core/proxy"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// Table is an open table.
type Table struct {
	*analysis.Description
	Name   string // in links
	Ref    string
	Codes  []string    // of the architectures, by row
	Space  space.Space // that they are of
	ids    map[string]int
	truths []analysis.Described
}

func newTable(name, ref string, d *analysis.Description) (*Table, error) {
	t := &Table{Description: d, Name: name, Ref: ref, ids: map[string]int{}}
	var err error
	if t.Space, err = spaces.ByID(d.Space); err != nil {
		return nil, err
	}
	if d.Codes != "" {
		t.Codes = strings.Split(d.Codes, "\n")
	}
	for i, c := range d.Columns {
		t.ids[c.ID] = i
	}
	if t.truths = t.rankBy(); len(t.truths) == 0 {
		return nil, fmt.Errorf("%s has no accuracy or loss of trained networks, so there is nothing to rank by", d.Title)
	}
	return t, nil
}

// Column returns the column with an id.
func (t *Table) Column(id string) (c analysis.Described, ok bool) {
	i, ok := t.ids[id]
	if !ok {
		return c, false
	}
	return t.Columns[i], true
}

// Truths returns the columns that architectures can be ranked by, the ones that say most
// first: longest training, test before validation, in the order of the table. The caller
// must not change them.
func (t *Table) Truths() []analysis.Described { return t.truths }

func (t *Table) rankBy() []analysis.Described {
	var list []analysis.Described
	for _, c := range t.Columns {
		if c.Kind.Truth() && c.Known > 1 {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b analysis.Described) int {
		return cmp.Or(cmp.Compare(b.Epochs, a.Epochs), cmp.Compare(splitOrder(a.Split), splitOrder(b.Split)))
	})
	return list
}

// Datasets returns how many data sets the table has a ground truth of.
func (t *Table) Datasets() int {
	seen := map[string]bool{}
	for _, c := range t.Truths() {
		seen[c.Dataset] = true
	}
	return len(seen)
}

func splitOrder(split string) int {
	return slices.Index([]string{"test", "", "valid"}, split) & 3
}

// Predictors returns the columns that can stand for a proxy, those of a data set first.
func (t *Table) Predictors(dataset string) []analysis.Described {
	var list []analysis.Described
	for _, c := range t.Columns {
		if (c.Kind == table.Proxy || c.Kind == table.Params || c.Kind == table.MACs) && c.Known > 1 {
			list = append(list, c)
		}
	}
	near := func(c analysis.Described) int {
		switch c.Dataset {
		case dataset:
			return 0
		case "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b analysis.Described) int { return cmp.Compare(near(a), near(b)) })
	return list
}

// maxDefault bounds the proxies that the page begins with.
const maxDefault = 20

// defaults returns the proxies that the page begins with: those of the data set of the
// truth that are known of as many rows that they tell most, each once.
func (t *Table) defaults(truth analysis.Described) []string {
	var near []analysis.Described
	all := t.Predictors(truth.Dataset)
	for _, c := range all {
		if c.Dataset == "" || c.Dataset == truth.Dataset {
			near = append(near, c)
		}
	}
	if len(near) < 2 {
		near = all
	}
	var best []string
	most := 0
	for _, c := range near {
		var ids, proxies []string
		for _, d := range near {
			if d.Known < c.Known || len(ids) == maxDefault || d.Proxy != "" && slices.Contains(proxies, d.Proxy) {
				continue
			}
			ids, proxies = append(ids, d.ID), append(proxies, d.Proxy)
		}
		if told := len(ids) * c.Known; told > most {
			best, most = ids, told
		}
	}
	if t.Rows <= maxCombined {
		for _, e := range ensemble.All() {
			if id := analysis.Combined + e.Info().ID; t.combinable(e, best) {
				best = append(best, id)
			}
		}
	}
	return best
}

// maxCombined is the number of rows up to which ensembles are among the proxies that
// the page begins with: they take a while over all pairs of many.
const maxCombined = 4000

// combinable reports whether the members of an ensemble are among columns.
func (t *Table) combinable(e ensemble.Ensemble, ids []string) bool {
	return !slices.ContainsFunc(e.Info().Members, func(m string) bool {
		return !slices.ContainsFunc(ids, func(id string) bool { return t.ProxyOf(id) == m })
	})
}

// ProxyOf returns the id of the proxy that a column is of, or "".
func (t *Table) ProxyOf(id string) string {
	if name, ok := strings.CutPrefix(id, analysis.Here); ok {
		return name
	}
	c, _ := t.Column(id)
	return c.Proxy
}

// costly reports whether a proxy counts parameters or operations.
func (t *Table) costly(id string) bool {
	p := t.ProxyOf(id)
	return p == "params" || p == "flops"
}

// ProxyName returns what a proxy of a question is called.
func (t *Table) ProxyName(id string) string {
	if name, ok := strings.CutPrefix(id, analysis.Combined); ok {
		if e, ok := ensemble.Lookup(name); ok {
			return e.Info().Name
		}
		return name
	}
	if name, ok := strings.CutPrefix(id, analysis.Here); ok {
		return Called(name) + ", here"
	}
	c, ok := t.Column(id)
	if !ok {
		return id
	}
	if c.Name != "" {
		return c.Name
	}
	return Called(c.Proxy)
}

// Called returns the name of a proxy, by its id.
func Called(id string) string {
	if p, ok := proxy.Lookup(id); ok {
		return p.Info().Name
	}
	return id
}

// Dataset returns what a data set is called.
func (t *Table) Dataset(id string) string {
	for _, k := range t.Space.Skeletons().Tasks {
		if k.ID == id {
			return k.Name
		}
	}
	return id
}

// Words says what a column is: the data set, the split, the training and the runs.
func (t *Table) Words(m table.Meta) string {
	var parts []string
	if m.Dataset != "" {
		parts = append(parts, t.Dataset(m.Dataset))
	}
	what := m.Name
	if split := map[string]string{"test": "test", "valid": "validation", "train": "training"}[m.Split]; split != "" && !strings.Contains(strings.ToLower(what), split) {
		what = split + " " + strings.ToLower(what)
	}
	parts = append(parts, what)
	if m.Epochs > 0 {
		parts = append(parts, fmt.Sprintf("%d epochs", m.Epochs))
	}
	switch {
	case m.Seeds == 1:
		parts = append(parts, "one seed")
	case m.Seeds > 1:
		parts = append(parts, fmt.Sprintf("mean of %d seeds", m.Seeds))
	}
	return strings.Join(parts, ", ")
}
