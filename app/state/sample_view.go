package state

import (
	"math"
	"slices"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/sample"
)

// SampleColumn is a column of the sample's results: a proxy, or an ensemble once
// there is a summary.
type SampleColumn struct {
	Measure
	scores sample.Column
}

// SampleColumns returns the columns under the base setting, proxies first.
func (s State) SampleColumns() []SampleColumn {
	r := s.Sample.Run
	if r == nil {
		return nil
	}
	var list []SampleColumn
	for i, id := range r.Table.Proxies {
		info, _ := Proxy(id)
		list = append(list, SampleColumn{ProxyMeasure(info), r.Table.Columns[0][i]})
	}
	if s.Sample.Summary != nil {
		for _, c := range s.Sample.Summary.Ensembles {
			if e, ok := ensemble.LookupWith(c.ID, r.Table.Weights); ok {
				list = append(list, SampleColumn{ensembleMeasure(e.Info()), c.Scores})
			}
		}
	}
	return list
}

// SampleColumn returns the column with an id, or the first.
func (s State) SampleColumn(id string) (SampleColumn, bool) {
	list := s.SampleColumns()
	for _, c := range list {
		if c.ID == id {
			return c, true
		}
	}
	if len(list) == 0 {
		return SampleColumn{}, false
	}
	return list[0], true
}

// At returns the score of a row.
func (c SampleColumn) At(row int) (proxy.Score, bool) { return c.scores.At(row) }

// axis returns the score of a row as a position on an axis, NaN if it has none.
func (c SampleColumn) axis(row int) float64 {
	v, ok := c.scores.At(row)
	if !ok {
		return math.NaN()
	}
	return c.Axis(v)
}

// SamplePoint is a cell of the sample with two of its scores.
type SamplePoint struct {
	Code string
	X, Y float64 // as Axis shows them
}

// SamplePoints returns the cells that have a place in the chart, and how many scored
// ones have none, because a score is not a number.
func (s State) SamplePoints() (points []SamplePoint, outcasts int) {
	r := s.Sample.Run
	x, ok := s.SampleColumn(s.Sample.Axes.X)
	y, _ := s.SampleColumn(s.Sample.Axes.Y)
	if !ok {
		return nil, 0
	}
	for row, code := range r.Codes {
		if _, known := x.At(row); !known {
			continue
		}
		if _, known := y.At(row); !known {
			continue
		}
		p := SamplePoint{code, x.axis(row), y.axis(row)}
		if math.IsNaN(p.X) || math.IsNaN(p.Y) {
			outcasts++
			continue
		}
		points = append(points, p)
	}
	return points, outcasts
}

// SampleBest returns the rows that are best by the column of Sort, at most n.
func (s State) SampleBest(n int) (rows []int, by SampleColumn) {
	by, ok := s.SampleColumn(s.Sample.Sort)
	if !ok {
		return nil, by
	}
	type entry struct {
		row   int
		score proxy.Score
	}
	var list []entry
	for row := range s.Sample.Run.Archs {
		if v, ok := by.At(row); ok {
			list = append(list, entry{row, v})
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return by.better(b.score, a.score) })
	for _, e := range list[:min(n, len(list))] {
		rows = append(rows, e.row)
	}
	return rows, by
}
