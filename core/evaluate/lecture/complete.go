package lecture

import (
	"math"

	"protocell/core/space"
	"protocell/core/table"
)

// Complete returns the rows of a table that have all that the protocol asks: what a
// search asks, its cost, and the columns of the report. It is t itself if all rows
// have.
func (l Layout) Complete(t *table.Table) (*table.Table, error) {
	need := []string{l.Signal.Cost}
	for _, r := range append(l.Ladder, l.Signal) {
		need = append(need, r.Cost, r.Column)
	}
	for _, r := range l.Reports {
		need = append(need, r.Column)
	}
	var rows []int
	var archs []space.Arch
next:
	for row, a := range t.Archs() {
		for _, id := range need {
			if c := t.Column(id); c != nil && !finite(c.Values[row]) {
				continue next
			}
			if c := t.Curve(id); c != nil {
				for run := range c.Runs {
					for _, v := range c.At(row, run) {
						if !finite(v) {
							continue next
						}
					}
				}
			}
		}
		rows, archs = append(rows, row), append(archs, a)
	}
	if len(rows) == t.Len() {
		return t, nil
	}
	made, err := table.New(t.Space, archs)
	if err != nil {
		return nil, err
	}
	made.Title, made.Sources = t.Title, t.Sources
	for _, c := range t.Columns {
		values := make([]float64, len(rows))
		for i, row := range rows {
			values[i] = c.Values[row]
		}
		made.Columns = append(made.Columns, table.Column{Meta: c.Meta, Values: values})
	}
	for _, c := range t.Curves {
		part := c
		part.Values = nil
		for _, row := range rows {
			for run := range c.Runs {
				part.Values = append(part.Values, c.At(row, run)...)
			}
		}
		made.Curves = append(made.Curves, part)
	}
	return made, nil
}

// finite reports whether v is a number.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
