package state

import (
	"slices"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/space"
)

// Combined is what an ensemble says of the cell on show among the reference sample.
type Combined struct {
	Info    ensemble.Info
	Place   int      // from the best, 1; 0 if it cannot be told
	Of      int      // cells of the sample that are compared, and the cell itself
	Percent int      // share of the sample that the cell is better than, 0 to 100
	OK      bool     // whether the cell has a finite score in all members
	Missing []string // ids of the members of which scores are missing
}

// Combined returns what the ensembles say, in the order of their table.
func (s State) Combined() []Combined {
	var list []Combined
	for _, e := range s.ensembles() {
		list = append(list, s.combine(e))
	}
	return list
}

// combine places the cell by an ensemble.
func (s State) combine(e ensemble.Ensemble) Combined {
	c := Combined{Info: e.Info()}
	own := s.known.of(s.key, s.Net.Arch)
	var row []proxy.Score
	for _, id := range c.Info.Members {
		if own.has([]string{id}) {
			row = append(row, own.Scores[id].Score)
		} else {
			c.Missing = append(c.Missing, id)
		}
	}
	if len(c.Missing) > 0 {
		return c
	}
	others := slices.DeleteFunc(slices.Clone(s.references()), func(a space.Arch) bool { return a == s.Net.Arch })
	pool, _ := s.pool(c.Info.Members, others)
	if pool.Rows() < minStanding {
		return c
	}
	standing, err := ensemble.Place(e, pool, row)
	if err != nil {
		return c
	}
	c.Place, c.Of = standing.Place, pool.Rows()+1
	c.Percent = 100 * (c.Of - c.Place) / pool.Rows()
	c.OK = standing.Score().Status == proxy.OK
	return c
}
