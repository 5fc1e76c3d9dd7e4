package table

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
)

// Join returns the tables as one: the rows of the first, then those of each other
// that are new, and all columns. A column whose id is taken gets another, made by
// FreeID; values of different columns are never mixed. The error is that the tables
// are of different spaces, or too large together.
func Join(tables ...*Table) (*Table, error) {
	if len(tables) == 0 {
		return nil, errors.New("there are no tables to join")
	}
	if len(tables) == 1 {
		return tables[0], nil
	}
	first := tables[0]
	archs := slices.Clone(first.archs)
	rows := maps.Clone(first.rows)
	for _, t := range tables[1:] {
		if t.Space != first.Space {
			return nil, fmt.Errorf("tables of two spaces, %s and %s: only those of one can be joined", first.Space, t.Space)
		}
		for _, a := range t.archs {
			if _, ok := rows[a]; !ok {
				rows[a] = len(archs)
				archs = append(archs, a)
			}
		}
	}
	if len(archs) > MaxRows {
		return nil, fmt.Errorf("%d rows, more than %d", len(archs), MaxRows)
	}
	values := 0
	for _, t := range tables {
		values += len(archs) * len(t.Columns)
		for i := range t.Curves {
			values += len(archs) * len(t.Curves[i].Runs) * len(t.Curves[i].Steps)
		}
	}
	if values > MaxValues {
		return nil, fmt.Errorf("%d values, more than %d", values, MaxValues)
	}
	joined := &Table{Space: first.Space, Title: first.Title, archs: archs, rows: rows}
	ids := map[string]bool{}
	for _, t := range tables {
		joined.add(t, ids)
	}
	return joined, joined.Check()
}

// add adds the columns of a table whose rows are there, and their ids to ids.
func (t *Table) add(other *Table, ids map[string]bool) {
	at := make([]int, other.Len())
	for i, a := range other.archs {
		at[i] = t.rows[a]
	}
	meta := func(m Meta) Meta {
		m.ID = FreeID(m.ID, ids)
		m.Source = t.source(other.Sources[m.Source])
		return m
	}
	for _, c := range other.Columns {
		t.Columns = append(t.Columns, Column{meta(c.Meta), scatter(c.Values, at, t.Len(), 1)})
	}
	for _, c := range other.Curves {
		width := len(c.Runs) * len(c.Steps)
		t.Curves = append(t.Curves, Curve{meta(c.Meta), c.Steps, c.Runs, scatter(c.Values, at, t.Len(), width)})
	}
}

// source returns the index of a source, which is added if it is new.
func (t *Table) source(s Source) int {
	i := slices.IndexFunc(t.Sources, func(x Source) bool { return reflect.DeepEqual(x, s) })
	if i < 0 {
		i = len(t.Sources)
		t.Sources = append(t.Sources, s)
	}
	return i
}

// scatter returns values, width of them a row, with row i at at[i] of n rows, and
// NaN elsewhere.
func scatter(values []float64, at []int, n, width int) []float64 {
	out := slices.Repeat([]float64{math.NaN()}, n*width)
	for i, row := range at {
		copy(out[row*width:(row+1)*width], values[i*width:])
	}
	return out
}

// FreeID returns id if it is not taken, else id with the first of the endings ":2",
// ":3" and so on with which it is not. It takes what it returns.
func FreeID(id string, taken map[string]bool) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = id + ":" + strconv.Itoa(n)
	}
	taken[free] = true
	return free
}
