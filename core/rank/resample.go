package rank

import (
	"fmt"
	"slices"
)

// Lanes is how many draws a Resampler compares at a time: the ranks of a row are then
// fetched once for all of them, and memory is what takes the time.
const Lanes = 4

// maxTimes is the most often that a row may be drawn, so that the ranks of a cell fit.
const maxTimes = 1<<11 - 1

// cell is a row in all draws.
type cell struct {
	times [Lanes / 2]int64 // how often it is drawn, two lanes in a word
	ranks [Lanes]uint32    // times twice its average rank in the target, less 1
}

// Resampler compares columns with a target after rows have been drawn with
// replacement, as the bootstrap does, without sorting anew: each comparison takes one
// pass over the rows. It is fastest if the rows are in the order of the target. The zero
// value is ready, and keeps its memory; one call at a time may use it.
type Resampler struct {
	target *Column
	draws  [][Lanes]int32
	cells  []cell // of each row
	most   int32  // the most often that a row is drawn

	// Of each distinct value of the target.
	sizes  [][Lanes]int32  // rows drawn
	higher [][Lanes]int32  // rows drawn that are higher
	ranks  [][Lanes]uint32 // what cells have of it

	// Of each draw.
	rows [Lanes]int64
	same [Lanes]moments // of a column without ties: only draws of the same row are tied
	tied [Lanes]moments // of the target
	own  [Lanes]int64   // the sum over the rows of times² and the rank in the target, as cells have it
}

// moments are the sums over groups of tied rows, of their size.
type moments struct{ squares, cubes int64 }

func (m *moments) add(size int64) {
	m.squares += size * size
	m.cubes += size * size * size
}

// pairs returns the number of pairs that are tied, of rows.
func (m moments) pairs(rows int64) int64 { return (m.squares - rows) / 2 }

// square returns what Column.square is.
func (m moments) square(rows int64) int64 { return (rows*rows*rows - m.cubes) / 3 }

// Take draws the rows of a target: in draw d, row i is drawn draws[i][d] times, which is
// in [0, 2047], and at most MaxLen rows are drawn in all. It keeps draws, which must not
// change until the next call.
func (r *Resampler) Take(target *Column, draws [][Lanes]int32) {
	sameLen(target.Len(), len(draws))
	r.target, r.draws = target, draws
	n, g := target.Len(), target.Distinct()
	r.cells = slices.Grow(r.cells[:0], n)[:n]
	r.sizes, r.higher, r.ranks = slices.Grow(r.sizes[:0], g)[:g], slices.Grow(r.higher[:0], g)[:g], slices.Grow(r.ranks[:0], g)[:g]
	clear(r.sizes)
	r.count()
	if r.most < 0 || r.most > maxTimes {
		panic(fmt.Sprintf("rank: a row is drawn more than %d times", maxTimes))
	}
	for _, rows := range r.rows {
		if rows > MaxLen {
			panic(fmt.Sprintf("rank: %d rows are drawn, more than %d", rows, MaxLen))
		}
	}
	r.order()
	r.fill()
}

// Rows returns how many rows a draw has.
func (r *Resampler) Rows(draw int) int { return int(r.rows[draw]) }

// Spearman returns ρ of a column and the target in each draw. It does not count what is
// unranked.
func (r *Resampler) Spearman(a *Column) (out [Lanes]Statistic) {
	sums := r.sums(a)
	for d := range out {
		out[d] = r.spearman(&sums, d)
	}
	return out
}

// spearman returns ρ of a draw.
func (r *Resampler) spearman(s *sums, d int) Statistic {
	rows := r.rows[d]
	rho, ok := correlation(s.products[d], s.moments[d].square(rows), r.tied[d].square(rows))
	return Statistic{Value: rho, Defined: ok, Rows: int(rows)}
}

// sums are what a pass finds in each draw.
type sums struct {
	products [Lanes]int64 // of the ranks of both, as Column has them centred
	moments  [Lanes]moments
}

// sums passes over the rows in the order of a.
func (r *Resampler) sums(a *Column) sums {
	sameLen(a.Len(), len(r.cells))
	if a.Distinct() == a.Len() {
		return r.distinctSums(a)
	}
	return r.tiedSums(a)
}
