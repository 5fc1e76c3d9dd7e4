package rank

import "fmt"

// Precision returns |best k of a ∩ best k of b|/k, 1 <= k <= rows. Where ties cross
// the k-th place, in either column, it is the expected value under fair and
// independent choice among the tied, so that the order of the rows never matters.
func Precision(a, b *Column, k int) float64 {
	sameLen(a.Len(), b.Len())
	if k < 1 || k > a.Len() {
		panic(fmt.Sprintf("rank: the best %d of %d rows", k, a.Len()))
	}
	cutA, cutB := a.cut(k), b.cut(k)
	// Rows above both cuts; on one cut and above the other; on both.
	var above, onA, onB, on int
	for i, g := range a.dense {
		h := b.dense[i]
		switch {
		case g > cutA.value && h > cutB.value:
			above++
		case g == cutA.value && h > cutB.value:
			onA++
		case g > cutA.value && h == cutB.value:
			onB++
		case g == cutA.value && h == cutB.value:
			on++
		}
	}
	sum := float64(above) + float64(float64(onA)*cutA.share) + float64(float64(onB)*cutB.share) +
		float64(float64(float64(on)*cutA.share)*cutB.share)
	return sum / float64(k)
}

// cut is where a list of the best ends.
type cut struct {
	value int32   // the dense rank of the last that is on it
	share float64 // of the rows with this rank, the fraction that is on the list
}

// cut returns where the list of the best k ends.
func (c *Column) cut(k int) cut {
	g := c.dense[c.order[c.Len()-k]]
	from, to := int(c.starts[g]), int(c.starts[g+1])
	return cut{g, float64(k-(c.Len()-to)) / float64(to-from)}
}
