package rank

// Concordance appends to dst, for each row, how many other rows both columns order
// alike against it, less how many they order oppositely. The sum is twice the
// concordant less the discordant pairs. O(n log n).
func (c *Counter) Concordance(dst []int32, a, b *Column) []int32 {
	sameLen(a.Len(), b.Len())
	n, from := int32(a.Len()), len(dst)
	dst = append(dst, make([]int32, n)...)
	out := dst[from:]
	t := c.tree(b)
	order := within(a, b)
	for g := range a.Distinct() {
		// rows are tied in a, and sorted by b; before are the rows that are lower in a.
		before, rows := a.starts[g], order[a.starts[g]:a.starts[g+1]]
		for i := 0; i < len(rows); {
			j, d := i+1, b.dense[rows[i]]
			for j < len(rows) && b.dense[rows[j]] == d {
				j++
			}
			// Of the rows that are lower in a, those that are lower and higher in b; of
			// the rows that are higher in a, the same.
			lowLow := t.below(d)
			lowHigh := before - lowLow - t.at[d]
			highLow := b.starts[d] - lowLow - int32(i)
			highHigh := n - b.starts[d+1] - lowHigh - int32(len(rows)-j)
			for ; i < j; i++ {
				out[rows[i]] = lowLow - lowHigh + highHigh - highLow
			}
		}
		for _, row := range rows {
			t.add(b.dense[row], 1)
		}
	}
	return dst
}

// balance returns the concordant less the discordant pairs of a draw. O(n log n).
func (c *Counter) balance(a, b *Column, draws [][Lanes]int32, draw int) (sum int64) {
	sameLen(a.Len(), len(draws))
	t, before := c.tree(b), int32(0)
	for g := range a.Distinct() {
		rows := a.order[a.starts[g]:a.starts[g+1]]
		for _, row := range rows {
			if times := draws[row][draw]; times > 0 {
				d := b.dense[row]
				low := t.below(d)
				sum += int64(times) * int64(2*low+t.at[d]-before)
			}
		}
		for _, row := range rows {
			if times := draws[row][draw]; times > 0 {
				t.add(b.dense[row], times)
				before += times
			}
		}
	}
	return sum
}

// tree has a number for each distinct value of a column, and adds up those of all lower
// values in O(log n) (Fenwick, "A new data structure for cumulative frequency tables",
// Software: Practice and Experience 1994).
type tree struct{ sums, at []int32 }

// tree returns one of zeros, in c's memory.
func (c *Counter) tree(b *Column) tree {
	n := b.Distinct()
	c.next, c.row = resize(c.next, n+1), resize(c.row, n)
	clear(c.next)
	clear(c.row)
	return tree{c.next, c.row}
}

func (t tree) add(value, v int32) {
	t.at[value] += v
	for i := int(value) + 1; i < len(t.sums); i += i & -i {
		t.sums[i] += v
	}
}

// below returns the sum over all lower values.
func (t tree) below(value int32) (sum int32) {
	for i := value; i > 0; i &= i - 1 {
		sum += t.sums[i]
	}
	return sum
}
