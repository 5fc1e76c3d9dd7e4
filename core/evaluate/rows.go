package evaluate

import (
	"protocell/core/space"
	"protocell/core/table"
)

// Rows finds architectures in a table, by themselves or by one that the benchmark
// counts as isomorphic.
type Rows struct {
	space   space.Space
	table   *table.Table
	classes map[string]int // row by canonical form; nil if the table has the whole space
}

// NewRows returns the rows of a table of a search space.
func NewRows(sp space.Space, t *table.Table) *Rows {
	r := &Rows{space: sp, table: t}
	if int64(t.Len()) < sp.Info().Size {
		r.classes = make(map[string]int, t.Len())
		for i, a := range t.Archs() {
			c := sp.Canonical(a)
			if _, ok := r.classes[c]; !ok {
				r.classes[c] = i
			}
		}
	}
	return r
}

// Of returns the row of an architecture.
func (r *Rows) Of(a space.Arch) (row int, ok bool) {
	if row, ok = r.table.Row(a); ok || r.classes == nil {
		return row, ok
	}
	row, ok = r.classes[r.space.Canonical(a)]
	return row, ok
}
