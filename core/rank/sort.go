package rank

import "math"

// keyed is a row and what it is sorted by.
type keyed struct {
	key uint64
	row int32
}

// key returns a number that orders as v does: what is not finite is equal, and below
// all that is. Zeros are equal.
func key(v float64) uint64 {
	switch bits := math.Float64bits(v); {
	case !finite(v):
		return 0
	case v == 0:
		return 1 << 63
	case v < 0:
		return ^bits
	default:
		return bits | 1<<63
	}
}

// sort fills c.order, and returns the keys in this order. It sorts by the bytes of the
// keys, from the last to the first, which keeps equal ones in the order of the rows.
func (c *Column) sort(values []float64) []keyed {
	from, to := make([]keyed, len(values)), make([]keyed, len(values))
	var counts [8][256]int32
	for i, v := range values {
		k := key(v)
		from[i] = keyed{k, int32(i)}
		for b := range counts {
			counts[b][byte(k>>(8*b))]++
		}
	}
	for b := range counts {
		count, shift := &counts[b], 8*b
		if len(from) > 0 && int(count[byte(from[0].key>>shift)]) == len(from) {
			continue // all have the same byte
		}
		at := int32(0)
		for d, n := range count {
			count[d] = at
			at += n
		}
		for _, k := range from {
			d := byte(k.key >> shift)
			to[count[d]] = k
			count[d]++
		}
		from, to = to, from
	}
	for i, k := range from {
		c.order[i] = k.row
	}
	return from
}
