package rank

import "math"

// The loops over the lanes are written out, for only then are the sums in registers.

// count fills in r.sizes and the times of r.cells, and what is known of each draw before
// the rows are ranked.
func (r *Resampler) count() {
	dense, draws, cells, sizes := r.target.dense[:len(r.draws)], r.draws, r.cells[:len(r.draws)], r.sizes
	var any int32
	var n0, n1, n2, n3 int64
	var same0, same1, same2, same3 moments
	for i := range draws {
		size, t := &sizes[dense[i]], &draws[i]
		t0 := t[0]
		size[0] += t0
		n0 += int64(t0)
		same0.add(int64(t0))
		t1 := t[1]
		size[1] += t1
		n1 += int64(t1)
		same1.add(int64(t1))
		t2 := t[2]
		size[2] += t2
		n2 += int64(t2)
		same2.add(int64(t2))
		t3 := t[3]
		size[3] += t3
		n3 += int64(t3)
		same3.add(int64(t3))
		any |= t0 | t1 | t2 | t3
		cells[i].times = [2]int64{int64(t0) | int64(t1)<<32, int64(t2) | int64(t3)<<32}
	}
	r.most = any // or somewhat more than the most
	r.rows = [Lanes]int64{n0, n1, n2, n3}
	r.same = [Lanes]moments{same0, same1, same2, same3}
}

// order fills in r.ranks, r.higher and r.tied.
func (r *Resampler) order() {
	sizes, ranks, higher := r.sizes, r.ranks[:len(r.sizes)], r.higher[:len(r.sizes)]
	low0, low1, low2, low3 := uint32(0), uint32(0), uint32(0), uint32(0)
	high0, high1, high2, high3 := int32(r.rows[0]), int32(r.rows[1]), int32(r.rows[2]), int32(r.rows[3])
	var tied0, tied1, tied2, tied3 moments
	for g := range sizes {
		size, rank, high := &sizes[g], &ranks[g], &higher[g]
		size0 := size[0]
		rank[0] = 2*low0 + uint32(size0)
		low0 += uint32(size0)
		high0 -= size0
		high[0] = high0
		tied0.add(int64(size0))
		size1 := size[1]
		rank[1] = 2*low1 + uint32(size1)
		low1 += uint32(size1)
		high1 -= size1
		high[1] = high1
		tied1.add(int64(size1))
		size2 := size[2]
		rank[2] = 2*low2 + uint32(size2)
		low2 += uint32(size2)
		high2 -= size2
		high[2] = high2
		tied2.add(int64(size2))
		size3 := size[3]
		rank[3] = 2*low3 + uint32(size3)
		low3 += uint32(size3)
		high3 -= size3
		high[3] = high3
		tied3.add(int64(size3))
	}
	r.tied = [Lanes]moments{tied0, tied1, tied2, tied3}
}

// fill fills in the ranks of r.cells.
func (r *Resampler) fill() {
	dense, draws, cells, ranks := r.target.dense[:len(r.draws)], r.draws, r.cells[:len(r.draws)], r.ranks
	var own0, own1, own2, own3 int64
	for i := range draws {
		cell, t, rank := &cells[i], &draws[i], &ranks[dense[i]]
		t0, rank0 := uint32(t[0]), uint32(t[0])*rank[0]
		cell.ranks[0] = rank0
		own0 += int64(t0) * int64(rank0)
		t1, rank1 := uint32(t[1]), uint32(t[1])*rank[1]
		cell.ranks[1] = rank1
		own1 += int64(t1) * int64(rank1)
		t2, rank2 := uint32(t[2]), uint32(t[2])*rank[2]
		cell.ranks[2] = rank2
		own2 += int64(t2) * int64(rank2)
		t3, rank3 := uint32(t[3]), uint32(t[3])*rank[3]
		cell.ranks[3] = rank3
		own3 += int64(t3) * int64(rank3)
	}
	r.own = [Lanes]int64{own0, own1, own2, own3}
}

// distinctSums returns sums of a column without ties.
func (r *Resampler) distinctSums(a *Column) (s sums) {
	cells := r.cells
	var up, upper int64 // rows that are drawn, up to this one: two lanes each
	var xy0, xy1, xy2, xy3 int64
	for _, row := range a.order {
		c := &cells[row]
		up += c.times[0]
		upper += c.times[1]
		xy0 += int64(int32(up)) * int64(c.ranks[0])
		xy1 += up >> 32 * int64(c.ranks[1])
		xy2 += int64(int32(upper)) * int64(c.ranks[2])
		xy3 += upper >> 32 * int64(c.ranks[3])
	}
	for d, xy := range [Lanes]int64{xy0, xy1, xy2, xy3} {
		// Twice the average rank is 2·up - times + 1; the sum over all cells is rows².
		s.products[d] = 2*xy - r.own[d] - r.rows[d]*r.rows[d]*r.rows[d]
	}
	s.moments = r.same
	return s
}

// tiedSums returns sums of a column with ties.
func (r *Resampler) tiedSums(a *Column) (s sums) {
	cells := r.cells
	// low is twice the number of rows that are lower, less all rows.
	low0, low1, low2, low3 := -r.rows[0], -r.rows[1], -r.rows[2], -r.rows[3]
	for g := range a.Distinct() {
		var size, sizes int64 // two lanes each
		var ranks0, ranks1, ranks2, ranks3 int64
		for _, row := range a.order[a.starts[g]:a.starts[g+1]] {
			c := &cells[row]
			size += c.times[0]
			sizes += c.times[1]
			ranks0 += int64(c.ranks[0])
			ranks1 += int64(c.ranks[1])
			ranks2 += int64(c.ranks[2])
			ranks3 += int64(c.ranks[3])
		}
		size0, size1, size2, size3 := int64(int32(size)), size>>32, int64(int32(sizes)), sizes>>32
		s.products[0] += (low0 + size0) * ranks0
		low0 += 2 * size0
		s.moments[0].add(size0)
		s.products[1] += (low1 + size1) * ranks1
		low1 += 2 * size1
		s.moments[1].add(size1)
		s.products[2] += (low2 + size2) * ranks2
		low2 += 2 * size2
		s.moments[2].add(size2)
		s.products[3] += (low3 + size3) * ranks3
		low3 += 2 * size3
		s.moments[3].add(size3)
	}
	return s
}

// weigh returns the sum of weights over the rows that are drawn. A weight is smaller
// than the number of rows, up or down.
func (r *Resampler) weigh(weights []int32) (sum [Lanes]int64) {
	// A word has the sums of two lanes, taken apart before they overflow.
	block := int(math.MaxInt32 / max(1, int64(len(weights))*int64(r.most)))
	for from := 0; from < len(weights); from += block {
		to := min(from+block, len(weights))
		cells := r.cells[from:to]
		var x, y int64
		for i, w := range weights[from:to] {
			x += int64(w) * cells[i].times[0]
			y += int64(w) * cells[i].times[1]
		}
		for d, both := range [2]int64{x, y} {
			low := int64(int32(both))
			sum[2*d] += low
			sum[2*d+1] += (both - low) >> 32
		}
	}
	return sum
}
