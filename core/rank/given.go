package rank

import "slices"

// Given takes a second target in the same draws, after Take: Agreements then has ρ with
// it too, for less than a Resampler of its own would take.
func (r *Resampler) Given(target *Column) {
	if r.given == nil {
		r.given = new(Resampler)
	}
	r.given.Take(target, r.draws)
	r.both = slices.Grow(r.both[:0], len(r.cells))[:len(r.cells)]
	for i := range r.both {
		a, b, both := &r.cells[i], &r.given.cells[i], &r.both[i]
		both[0], both[4] = a[0], b[0]&ranksMask
		both[1], both[5] = a[1], b[1]&ranksMask
		both[2], both[6] = a[2], b[2]&ranksMask
		both[3], both[7] = a[3], b[3]&ranksMask
	}
}

// bothSums returns sums of a column with both targets.
func (r *Resampler) bothSums(a *Column) (s, given sums) {
	sameLen(a.Len(), len(r.both))
	if a.Distinct() == a.Len() {
		return r.distinctBoth(a)
	}
	return r.tiedBoth(a)
}

// distinctBoth is distinctSums for both targets.
func (r *Resampler) distinctBoth(a *Column) (s, given sums) {
	both := r.both
	var up0, up1, up2, up3 int64
	var xy0, xy1, xy2, xy3 int64
	var xz0, xz1, xz2, xz3 int64
	for _, row := range a.order {
		c := &both[row]
		t0 := int64(c[0] >> timesShift)
		up0 += t0
		u0 := up0 * t0
		xy0 += u0 * int64(c[0]&ranksMask)
		xz0 += u0 * int64(c[4])
		t1 := int64(c[1] >> timesShift)
		up1 += t1
		u1 := up1 * t1
		xy1 += u1 * int64(c[1]&ranksMask)
		xz1 += u1 * int64(c[5])
		t2 := int64(c[2] >> timesShift)
		up2 += t2
		u2 := up2 * t2
		xy2 += u2 * int64(c[2]&ranksMask)
		xz2 += u2 * int64(c[6])
		t3 := int64(c[3] >> timesShift)
		up3 += t3
		u3 := up3 * t3
		xy3 += u3 * int64(c[3]&ranksMask)
		xz3 += u3 * int64(c[7])
	}
	xy, xz := [Lanes]int64{xy0, xy1, xy2, xy3}, [Lanes]int64{xz0, xz1, xz2, xz3}
	for d, rows := range r.rows {
		s.products[d] = 2*xy[d] - r.own[d] - rows*rows*rows
		given.products[d] = 2*xz[d] - r.given.own[d] - rows*rows*rows
	}
	s.moments, given.moments = r.same, r.same
	return s, given
}

// tiedBoth is tiedSums for both targets.
func (r *Resampler) tiedBoth(a *Column) (s, given sums) {
	both := r.both
	low0, low1, low2, low3 := -r.rows[0], -r.rows[1], -r.rows[2], -r.rows[3]
	for g := range a.Distinct() {
		var size0, size1, size2, size3 int64
		var y0, y1, y2, y3 int64
		var z0, z1, z2, z3 int64
		for _, row := range a.order[a.starts[g]:a.starts[g+1]] {
			c := &both[row]
			t0 := int64(c[0] >> timesShift)
			size0 += t0
			y0 += t0 * int64(c[0]&ranksMask)
			z0 += t0 * int64(c[4])
			t1 := int64(c[1] >> timesShift)
			size1 += t1
			y1 += t1 * int64(c[1]&ranksMask)
			z1 += t1 * int64(c[5])
			t2 := int64(c[2] >> timesShift)
			size2 += t2
			y2 += t2 * int64(c[2]&ranksMask)
			z2 += t2 * int64(c[6])
			t3 := int64(c[3] >> timesShift)
			size3 += t3
			y3 += t3 * int64(c[3]&ranksMask)
			z3 += t3 * int64(c[7])
		}
		s.products[0] += (low0 + size0) * y0
		given.products[0] += (low0 + size0) * z0
		low0 += 2 * size0
		s.moments[0].add(size0)
		s.products[1] += (low1 + size1) * y1
		given.products[1] += (low1 + size1) * z1
		low1 += 2 * size1
		s.moments[1].add(size1)
		s.products[2] += (low2 + size2) * y2
		given.products[2] += (low2 + size2) * z2
		low2 += 2 * size2
		s.moments[2].add(size2)
		s.products[3] += (low3 + size3) * y3
		given.products[3] += (low3 + size3) * z3
		low3 += 2 * size3
		s.moments[3].add(size3)
	}
	given.moments = s.moments
	return s, given
}
