package rank

// Concordance appends to dst, for each row, how many other rows both columns order
// alike against it, less how many they order oppositely. The sum is twice the
// concordant less the discordant pairs. O(n log n).
func (c *Counter) Concordance(dst []int32, a, b *Column) []int32 {
	sameLen(a.Len(), b.Len())
	from := len(dst)
	dst = append(dst, make([]int32, a.Len())...)
	out := dst[from:]
	c.concordance(a, b, once, func(row, balance int32) { out[row] += balance })
	// A pair counts for both of its rows: from the other end, what was lower is higher.
	reversed := a.reversed()
	c.concordance(reversed, b, once, func(row, balance int32) { out[row] -= balance })
	return dst
}

// Balance returns the concordant less the discordant pairs of rows that are each drawn
// times(row) times. O(n log n).
func (c *Counter) Balance(a, b *Column, times func(row int32) int32) (balance int64) {
	sameLen(a.Len(), b.Len())
	c.concordance(a, b, times, func(row, v int32) { balance += int64(times(row)) * int64(v) })
	return balance
}

// once is that each row is drawn once.
func once(int32) int32 { return 1 }

// concordance calls each with each row that is drawn, and with how many rows that are
// lower in a are lower in b, less how many are higher.
func (c *Counter) concordance(a, b *Column, times func(row int32) int32, each func(row, balance int32)) {
	// next is a tree of sums by rank in b (Fenwick, "A new data structure for cumulative
	// frequency tables", Software: Practice and Experience 1994).
	tree := resize(c.next, b.Distinct()+1)
	clear(tree)
	c.next = tree
	below := func(g int32) (sum int32) {
		for ; g > 0; g &= g - 1 {
			sum += tree[g]
		}
		return sum
	}
	all := int32(0)
	for g := range a.Distinct() {
		rows := a.order[a.starts[g]:a.starts[g+1]]
		for _, row := range rows {
			if times(row) > 0 {
				d := b.dense[row]
				each(row, below(d)-(all-below(d+1)))
			}
		}
		for _, row := range rows {
			t := times(row)
			if t == 0 {
				continue
			}
			all += t
			for d := b.dense[row] + 1; int(d) < len(tree); d += d & -d {
				tree[d] += t
			}
		}
	}
}

// reversed returns the opposite ranking, as far as concordance reads it.
func (c *Column) reversed() *Column {
	n := c.Distinct()
	r := &Column{order: make([]int32, c.Len()), starts: make([]int32, 1, n+1)}
	at := 0
	for g := n - 1; g >= 0; g-- {
		at += copy(r.order[at:], c.order[c.starts[g]:c.starts[g+1]])
		r.starts = append(r.starts, int32(at))
	}
	return r
}
