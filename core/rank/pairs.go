package rank

// Pairs counts the pairs of rows by how two columns order them. The five counts sum
// to n·(n-1)/2.
type Pairs struct {
	Concordant int64 // in the same order in both
	Discordant int64 // in opposite orders
	TiedA      int64 // tied in the first column only
	TiedB      int64 // tied in the second column only
	TiedBoth   int64
}

// Agreement returns the fraction of the pairs tied in neither column that both order
// alike; it is not defined without such a pair. Without ties it is (τ + 1)/2.
func (p Pairs) Agreement() (fraction float64, ok bool) {
	n := p.Concordant + p.Discordant
	if n == 0 {
		return 0, false
	}
	return float64(p.Concordant) / float64(n), true
}

// TauB returns Kendall's τ-b, in [-1, 1]: (P - Q)/√((P + Q + A)·(P + Q + B)) for P
// concordant and Q discordant pairs, A and B tied in one column only (Kendall, "The
// treatment of ties in ranking problems", Biometrika 1945). It is not defined if a
// column is constant.
func (p Pairs) TauB() (tau float64, ok bool) {
	n := p.Concordant + p.Discordant
	return correlation(p.Concordant-p.Discordant, n+p.TiedA, n+p.TiedB)
}

// Counter counts pairs, and keeps its memory from one count to the next. The zero
// value is ready; one count at a time may use it.
type Counter struct {
	next   []int32 // of each distinct value of a: where its next row goes
	row    []int32 // ranks in b, by rank in a and then in b
	merged []int32 // as long as row
}

// Pairs counts the pairs of two columns of one length, in O(n log n) (Knight, "A
// computer method for calculating Kendall's tau with ungrouped data", JASA 1966).
func (c *Counter) Pairs(a, b *Column) Pairs {
	sameLen(a.Len(), b.Len())
	n := int64(a.Len())
	both := c.sort(a, b)
	p := Pairs{
		Discordant: c.inversions(),
		TiedA:      a.tied - both,
		TiedB:      b.tied - both,
		TiedBoth:   both,
	}
	p.Concordant = n*(n-1)/2 - p.Discordant - p.TiedA - p.TiedB - both
	return p
}

// Kendall returns Kendall's τ-b of two columns of one length.
func (c *Counter) Kendall(a, b *Column) Statistic {
	s := statistic(a, b)
	s.Value, s.Defined = c.Pairs(a, b).TauB()
	return s
}

// Kendall is Counter.Kendall for a single comparison.
func Kendall(a, b *Column) Statistic { return new(Counter).Kendall(a, b) }

// sort fills c.row, by distributing the order of b over the distinct values of a,
// and returns the number of pairs tied in both.
func (c *Counter) sort(a, b *Column) (tied int64) {
	c.next = append(c.next[:0], a.starts[:a.Distinct()]...)
	c.row = resize(c.row, a.Len())
	for _, row := range b.order {
		g := a.dense[row]
		c.row[c.next[g]] = b.dense[row]
		c.next[g]++
	}
	for g := range a.Distinct() {
		from, to := a.starts[g], a.starts[g+1]
		run := int64(0) // earlier rows that are tied with this one
		for k := from + 1; k < to; k++ {
			if c.row[k] == c.row[k-1] {
				run++
			} else {
				run = 0
			}
			tied += run
		}
	}
	return tied
}

// inversions returns how many pairs of c.row descend. It sorts them, by merging.
func (c *Counter) inversions() (n int64) {
	from, to := c.row, resize(c.merged, len(c.row))
	for width := 1; width < len(from); width *= 2 {
		for lo := 0; lo < len(from); lo += 2 * width {
			mid := min(lo+width, len(from))
			n += merge(to[lo:min(mid+width, len(from))], from[lo:mid], from[mid:min(mid+width, len(from))])
		}
		from, to = to, from
	}
	c.row, c.merged = from, to
	return n
}

// merge merges two ascending lists into dst, and returns how many pairs descend.
func merge(dst, a, b []int32) (n int64) {
	for k := range dst {
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			dst[k], a = a[0], a[1:]
		} else {
			dst[k], b = b[0], b[1:]
			n += int64(len(a))
		}
	}
	return n
}
