package state

import (
	"cmp"
	"slices"

	"protocell/core/search"
)

// Order returns the rows of the sight's trials in the order of a column.
func (s Sight) Order(by Column, down bool) []int {
	rows := make([]int, s.Asked())
	for i := range rows {
		rows[i] = i
	}
	if by != ByNumber {
		key := func(i int) float64 {
			if by == ByPrice {
				return s.Row(i).Outcome.Cost
			}
			return s.Row(i).Outcome.Value
		}
		ok := func(i int) int { // what has no value comes last
			if s.IsTold(i) && s.Row(i).Outcome.OK() {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(rows, func(a, b int) int {
			v := cmp.Compare(key(a), key(b))
			if down {
				v = -v
			}
			return cmp.Or(cmp.Compare(ok(a), ok(b)), v)
		})
		return rows
	}
	if down {
		slices.Reverse(rows)
	}
	return rows
}

// Rung returns the rung of a trial of a strategy with brackets: how often it was promoted.
func (s Sight) Rung(row int) (n int) {
	for t := s.Row(row).Trial; t.Origin == search.Promotion && t.Parent > 0 && n < 64; n++ {
		i, ok := s.ByID(t.Parent)
		if !ok {
			break
		}
		t = s.Row(i).Trial
	}
	return n
}

// Population returns the rows of the members of ageing evolution, the oldest first: the
// last so many trials that were told a value.
func (s Sight) Population(size int) []int {
	var members []int
	told := s.Told()
	for k := len(told) - 1; k >= 0 && len(members) < size; k-- {
		if r := s.Row(told[k]); r.Outcome.OK() && r.Trial.Signal == search.Main {
			members = append(members, told[k])
		}
	}
	slices.Reverse(members)
	return members
}

// Ancestry returns the rows of a trial and of those that it derives from, itself first.
func (s Sight) Ancestry(row int) (rows []int) {
	for n := 0; n < 1000; n++ {
		rows = append(rows, row)
		parent := s.Row(row).Trial.Parent
		i, ok := s.ByID(parent)
		if parent == 0 || !ok {
			return rows
		}
		row = i
	}
	return rows
}
