package importer

import (
	"fmt"
	"math"

	"protocell/core/space"
	"protocell/core/table"
)

// builder makes a table row by row.
type builder struct {
	space   space.Space
	archs   []space.Arch
	rows    map[space.Arch]int
	columns []table.Column
}

// row returns the row of an architecture, a new one if need be.
func (b *builder) row(a space.Arch) (int, error) {
	if i, ok := b.rows[a]; ok {
		return i, nil
	}
	if len(b.archs) == table.MaxRows {
		return 0, fmt.Errorf("more than %d architectures", table.MaxRows)
	}
	if (len(b.archs)+1)*len(b.columns) > table.MaxValues {
		return 0, fmt.Errorf("more than %d values", table.MaxValues)
	}
	if b.rows == nil {
		b.rows = map[space.Arch]int{}
	}
	i := len(b.archs)
	b.archs = append(b.archs, a)
	b.rows[a] = i
	return i, nil
}

// column adds a column.
func (b *builder) column(m table.Meta) (int, error) {
	if len(b.columns) == table.MaxColumns {
		return 0, fmt.Errorf("more than %d columns", table.MaxColumns)
	}
	if len(b.archs)*(len(b.columns)+1) > table.MaxValues {
		return 0, fmt.Errorf("more than %d values", table.MaxValues)
	}
	b.columns = append(b.columns, table.Column{Meta: m})
	return len(b.columns) - 1, nil
}

// set sets the value of a row in a column.
func (b *builder) set(column, row int, v float64) {
	c := &b.columns[column]
	for len(c.Values) <= row {
		c.Values = append(c.Values, math.NaN())
	}
	c.Values[row] = v
}

// has reports whether a row has a value in a column.
func (b *builder) has(column, row int) bool {
	values := b.columns[column].Values
	return row < len(values) && !math.IsNaN(values[row])
}

// table returns the table, without the columns that have no value, whose names left
// gets.
func (b *builder) table(s table.Source, left func(name string)) (*table.Table, error) {
	t, err := table.New(b.space.Info().ID, b.archs)
	if err != nil {
		return nil, err
	}
	t.Title = b.space.Info().Name
	t.Sources = []table.Source{s}
	ids := map[string]bool{}
	for _, c := range b.columns {
		for len(c.Values) < len(b.archs) {
			c.Values = append(c.Values, math.NaN())
		}
		if c.Missing() == len(c.Values) {
			left(c.ID)
			continue
		}
		c.ID = table.FreeID(c.ID, ids)
		t.Columns = append(t.Columns, c)
	}
	return t, t.Check()
}
