// Package rank has ranks with ties, and what compares two rankings: Spearman's ρ,
// Kendall's τ-b, the agreement of pairs, and what the best k of one are worth by the
// other; also after rows have been drawn with replacement.
//
// Larger values rank higher. A value that is not finite ranks below every value
// that is, tied with its like: it is counted and never left out. Whoever wants it
// left out says so, by Finite.
//
// Sums are of integers, so that no result depends on the order of the rows.
package rank

import (
	"fmt"
	"math"
	"slices"
)

// MaxLen is the largest number of rows of a Column: the sums of a comparison then
// fit in 64 bits.
const MaxLen = 1 << 20

// Column is a list of values, ranked. It is sorted once, however many others it is
// compared with. A Column is safe for concurrent use between calls of Set.
type Column struct {
	order  []int32 // rows from the lowest value to the highest; equal ones by row
	dense  []int32 // of each row: how many distinct values are lower
	starts []int32 // of each distinct value: how many rows are lower; then, all rows
	// centred is twice the average rank of each row, less n + 1: an integer, and the
	// list sums to 0.
	centred  []int32
	square   int64 // sum of the squares of centred
	tied     int64 // pairs of rows with equal values
	unranked int
}

// New ranks values, of which there are at most MaxLen.
func New(values []float64) *Column {
	c := new(Column)
	c.Set(values)
	return c
}

// Set ranks other values in the memory of c. It does not keep values.
func (c *Column) Set(values []float64) {
	n := len(values)
	if n > MaxLen {
		panic(fmt.Sprintf("rank: %d rows, more than %d", n, MaxLen))
	}
	c.order, c.dense, c.centred = resize(c.order, n), resize(c.dense, n), resize(c.centred, n)
	c.unranked = 0
	for _, v := range values {
		if !finite(v) {
			c.unranked++
		}
	}
	sorted := c.sort(values)
	c.starts = append(c.starts[:0], 0)
	for k := 1; k < n; k++ {
		if sorted[k-1].key != sorted[k].key {
			c.starts = append(c.starts, int32(k))
		}
	}
	if n > 0 {
		c.starts = append(c.starts, int32(n))
	}
	c.square, c.tied = 0, 0
	for g := range c.Distinct() {
		from, to := c.starts[g], c.starts[g+1]
		centred := from + to - int32(n)
		for _, row := range c.order[from:to] {
			c.dense[row], c.centred[row] = int32(g), centred
		}
		size := int64(to - from)
		c.square += size * int64(centred) * int64(centred)
		c.tied += size * (size - 1) / 2
	}
}

func finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }

// resize returns a list of n elements, in the memory of s if it is large enough.
func resize(s []int32, n int) []int32 { return slices.Grow(s[:0], n)[:n] }

// Len returns the number of rows.
func (c *Column) Len() int { return len(c.order) }

// Unranked returns how many values are not finite, and so rank last.
func (c *Column) Unranked() int { return c.unranked }

// Distinct returns the number of distinct values; all that are not finite are one.
func (c *Column) Distinct() int { return max(len(c.starts)-1, 0) }

// Order returns the rows from the lowest value to the highest, equal ones in the
// order of the rows. The caller must not change it.
func (c *Column) Order() []int32 { return c.order }

// Dense returns of each row how many distinct values are lower than its own: two
// rows compare as these numbers do. The caller must not change it.
func (c *Column) Dense() []int32 { return c.dense }

// Place returns the place of a row counted from the best, which is 1: one more than
// the rows that are higher.
func (c *Column) Place(row int) int { return c.Len() - int(c.starts[c.dense[row]+1]) + 1 }

// Ties says which rank equal values have.
type Ties int

// The rules for ties, by their common names.
const (
	Average Ties = iota // the mean of the ranks that they take up
	Min                 // the lowest of them
	Max                 // the highest of them
	Dense               // one more than the number of distinct lower values
)

// Ranks appends the rank of each row to dst: 1 is that of the lowest value.
func (c *Column) Ranks(dst []float64, t Ties) []float64 {
	for row, g := range c.dense {
		var rank float64
		switch t {
		case Average:
			rank = float64(int(c.centred[row])+c.Len()+1) / 2
		case Min:
			rank = float64(c.starts[g] + 1)
		case Max:
			rank = float64(c.starts[g+1])
		case Dense:
			rank = float64(g + 1)
		}
		dst = append(dst, rank)
	}
	return dst
}

// Finite returns the rows of a and b in which both are finite, and how many others
// it leaves out. The lists must be of one length.
func Finite(a, b []float64) (x, y []float64, left int) {
	sameLen(len(a), len(b))
	for i := range a {
		if finite(a[i]) && finite(b[i]) {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	return x, y, len(a) - len(x)
}

// sameLen panics unless two lists are of one length.
func sameLen(a, b int) {
	if a != b {
		panic(fmt.Sprintf("rank: %d rows against %d", a, b))
	}
}
