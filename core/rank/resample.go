package rank

// Resampler computes Spearman's ρ of resampled rows, as the bootstrap does, without
// sorting anew. The zero value is ready; one call at a time may use it.
type Resampler struct {
	a, b []int32 // of each distinct value: twice the average rank, less rows + 1
}

// Spearman returns ρ of the rows of two columns, row i taken times[i] >= 0 times, and
// at most MaxLen rows in all.
func (r *Resampler) Spearman(a, b *Column, times []int32) Statistic {
	sameLen(a.Len(), b.Len())
	sameLen(a.Len(), len(times))
	var s Statistic
	for i, t := range times {
		s.Rows += int(t)
		if a.unranked > 0 && a.dense[i] == 0 || b.unranked > 0 && b.dense[i] == 0 {
			s.Unranked += int(t)
		}
	}
	var xx, yy, xy int64
	r.a, xx = a.resample(r.a, times, s.Rows)
	r.b, yy = b.resample(r.b, times, s.Rows)
	for i, t := range times {
		xy += int64(t) * int64(r.a[a.dense[i]]) * int64(r.b[b.dense[i]])
	}
	s.Value, s.Defined = correlation(xy, xx, yy)
	return s
}

// resample returns, in the memory of dst, what centred is after resampling, for each
// distinct value, and the sum of its squares over the rows.
func (c *Column) resample(dst, times []int32, rows int) (centred []int32, square int64) {
	dst = resize(dst, c.Distinct())
	clear(dst)
	for i, t := range times {
		dst[c.dense[i]] += t
	}
	lower := int32(0)
	for g, size := range dst {
		dst[g] = 2*lower + size - int32(rows)
		lower += size
		square += int64(size) * int64(dst[g]) * int64(dst[g])
	}
	return dst, square
}
