package rank

// The two halves of a cell of a Resampler. The sums over all rows, of which there are
// at most 2^20, fit.
const (
	timesShift = 42
	ranksMask  = 1<<timesShift - 1
)

// Resampler compares columns with a target after rows have been drawn with
// replacement, as the bootstrap does, without sorting anew: each comparison takes one
// pass over the rows. The zero value is ready, and keeps its memory; one call at a time
// may use it.
type Resampler struct {
	target *Column
	times  []int32
	rows   int
	square int64 // of the target, as Column has it
	tied   int64
	same   int64    // pairs of draws of one row
	sizes  []int32  // of each distinct value of the target: rows drawn
	higher []int32  // of each distinct value of the target: rows drawn that are higher
	cells  []uint64 // of each row: how often it is drawn, and times its rank
}

// Take draws the rows of a target: row i times[i] >= 0 times, and at most MaxLen rows in
// all. It keeps times, which must not change until the next call.
func (r *Resampler) Take(target *Column, times []int32) {
	sameLen(target.Len(), len(times))
	r.target, r.times = target, times
	r.sizes, r.higher = resize(r.sizes, target.Distinct()), resize(r.higher, target.Distinct())
	clear(r.sizes)
	r.rows, r.same = 0, 0
	for i, t := range times {
		r.sizes[target.dense[i]] += t
		r.rows += int(t)
		r.same += int64(t) * int64(t-1)
	}
	r.same /= 2
	r.square, r.tied = 0, 0
	lower := int32(0)
	for g, size := range r.sizes {
		r.higher[g] = int32(r.rows) - lower - size
		centred := int64(2*lower + size - int32(r.rows))
		r.square += int64(size) * centred * centred
		r.tied += int64(size) * int64(size-1) / 2
		lower += size
	}
	if cap(r.cells) < len(times) {
		r.cells = make([]uint64, len(times))
	}
	r.cells = r.cells[:len(times)]
	for i, t := range times {
		g := target.dense[i]
		// Twice the average rank, less 1.
		doubled := 2*(int32(r.rows)-r.higher[g]) - r.sizes[g]
		r.cells[i] = uint64(t)<<timesShift | uint64(t)*uint64(doubled)
	}
}

// Rows returns how many rows are drawn.
func (r *Resampler) Rows() int { return r.rows }

// Spearman returns ρ of a column and the target in the rows that are drawn. It is not
// defined if a side is constant in them.
func (r *Resampler) Spearman(a *Column) (rho float64, ok bool) {
	xy, xx, _ := r.moments(a)
	return correlation(xy, xx, r.square)
}

// moments returns, of the rows that are drawn, the sum of products of the ranks of a
// and the target, as Column has them centred, the sum of the squares of those of a, and
// the number of pairs that are tied in a.
func (r *Resampler) moments(a *Column) (xy, xx, tied int64) {
	sameLen(a.Len(), len(r.cells))
	cells, rows := r.cells, int64(r.rows)
	if a.Distinct() == a.Len() {
		low := -rows // twice the rows that are lower, less rows
		for _, row := range a.order {
			c := cells[row]
			size := int64(c >> timesShift)
			centred := low + size
			low += 2 * size
			// The ranks of the target are off by rows, which sums to 0.
			xy += centred * int64(c&ranksMask)
			xx += size * centred * centred
		}
		return xy, xx, r.same
	}
	low := -rows
	for g := range a.Distinct() {
		var c uint64
		for _, row := range a.order[a.starts[g]:a.starts[g+1]] {
			c += cells[row]
		}
		size := int64(c >> timesShift)
		centred := low + size
		low += 2 * size
		xy += centred * int64(c&ranksMask)
		xx += size * centred * centred
		tied += size * (size - 1) / 2
	}
	return xy, xx, tied
}
