package rank

import (
	"fmt"
	"sort"
)

// Pick is what the best k of a column are worth by the target. Where ties cross the
// k-th place it is the expected value under fair choice among the tied, in closed form,
// so that the order of the rows never matters.
type Pick struct {
	Precision float64 // the fraction of them that are among the best k of the target
	Place     float64 // the place of the best of them in the target, 1 for the best of all
	Regret    float64 // how far the best of them stays below the best of all, in the target's unit
}

// Picker picks the best by a column, in rows that a Resampler has drawn. One call at a
// time may use it.
type Picker struct {
	a, target *Column
	values    []float64 // of the target, by its distinct values
	order     []int32   // rows from the lowest of a, and among equal ones from the lowest of the target
	first     []bool    // of each row in order: no lower one is tied with it in a
	weights   []float64
}

// NewPicker returns one for a column and a target of the same length. The values of the
// target must be finite.
func NewPicker(a, target *Column, values []float64) *Picker {
	sameLen(a.Len(), target.Len())
	sameLen(a.Len(), len(values))
	p := &Picker{a: a, target: target, order: within(a, target), first: make([]bool, a.Len())}
	for _, start := range a.starts[:a.Distinct()] {
		p.first[start] = true
	}
	for g := range target.Distinct() {
		p.values = append(p.values, values[target.order[target.starts[g]]])
	}
	return p
}

// within returns the rows in the order of a, and within equal ones in that of b.
func within(a, b *Column) []int32 {
	next := append([]int32(nil), a.starts...)
	rows := make([]int32, a.Len())
	for _, row := range b.order {
		g := a.dense[row]
		rows[next[g]] = row
		next[g]++
	}
	return rows
}

// list is a list of the best that is being made, in one draw.
type list struct {
	*Picker
	r     *Resampler
	d     int
	best  float64 // the best value of the target that is drawn
	cut   int32   // the last value of the target that is on its own list of the best
	share float64 // the fraction of the draws of this value that are on it
	top   int32   // the best value of the target so far; -1 for none
	times int32   // draws of it so far
}

// Best returns what the best k are worth in a draw of r, which must have taken the
// target; 1 <= k <= rows of the draw.
func (p *Picker) Best(r *Resampler, draw, k int) Pick {
	if k < 1 || k > r.Rows(draw) || p.target != r.target {
		panic(fmt.Sprintf("rank: the best %d of %d rows", k, r.Rows(draw)))
	}
	l := list{Picker: p, r: r, d: draw, top: -1}
	l.cutTarget(k)
	draws, dense, first, lane := r.draws, p.target.dense, p.first, draw&(Lanes-1)
	left, above, on := int32(k), int32(0), int32(0) // above the target's cut, and on it
	// The same of the rows that are tied with the last one.
	var size, tiedAbove, tiedOn int32
	top, times, end := l.top, l.times, len(p.order)
	for at := end - 1; ; at-- {
		row := p.order[at]
		t, value := draws[row][lane], dense[row]
		size += t
		// Signs, for no processor foresees which rows are on the target's list.
		over, under := (l.cut-value)>>31, (value-l.cut)>>31
		tiedAbove += t & over
		tiedOn += t &^ (over | under)
		if value >= top && t > 0 {
			if value > top {
				top, times = value, 0
			}
			times += t
		}
		switch {
		case !first[at]:
			continue
		case size > left:
			onBoth := float64(above) + float64(float64(on)*l.share)
			onBoth += float64((float64(tiedAbove) + float64(float64(tiedOn)*l.share)) * (float64(left) / float64(size)))
			pick := l.tied(p.order[at:end], size, left)
			pick.Precision = onBoth / float64(k)
			return pick
		case size == left:
			onBoth := float64(above+tiedAbove) + float64(float64(on+tiedOn)*l.share)
			return Pick{onBoth / float64(k), l.place(top, times), l.best - p.values[top]}
		}
		above, on, left = above+tiedAbove, on+tiedOn, left-size
		size, tiedAbove, tiedOn = 0, 0, 0
		l.top, l.times, end = top, times, at
	}
}

// cutTarget finds where the list of the best k of the target ends.
func (l *list) cutTarget(k int) {
	g := len(l.r.sizes) - 1
	for l.r.sizes[g][l.d] == 0 {
		g--
	}
	l.best = l.values[g]
	g = sort.Search(g, func(g int) bool { return int(l.r.higher[g][l.d]) < k })
	l.cut, l.share = int32(g), float64(k-int(l.r.higher[g][l.d]))/float64(l.r.sizes[g][l.d])
}

// tied returns the expected place and regret of a list which choose more of size tied
// draws of rows complete.
func (l *list) tied(rows []int32, size, choose int32) (pick Pick) {
	none := 1.0 // the probability that no row so far is on the list
	add := func(probability float64, value, times int32) {
		pick.Place += float64(probability * l.place(value, times))
		pick.Regret += float64(probability * (l.best - l.values[value]))
	}
	for to := len(rows); to > 0 && none > 0; {
		value, drawn := l.target.dense[rows[to-1]], int32(0)
		if value < l.top {
			break
		}
		for ; to > 0 && l.target.dense[rows[to-1]] == value; to-- {
			drawn += l.r.draws[rows[to-1]][l.d]
		}
		if drawn == 0 {
			continue
		}
		l.weights = hypergeometric(l.weights[:0], size, drawn, choose)
		sure := int32(0)
		if value == l.top {
			sure = l.times
		}
		for h, w := range l.weights {
			if times := sure + int32(h); times > 0 {
				add(float64(none*w), value, times)
			}
		}
		if value == l.top {
			return pick
		}
		none = float64(none * l.weights[0])
		size -= drawn
	}
	if l.top >= 0 {
		add(none, l.top, l.times)
	}
	return pick
}

// place returns the expected place of the first of some draws of a value, if ties are
// broken at random.
func (l *list) place(value, times int32) float64 {
	return float64(l.r.higher[value][l.d]) + float64(l.r.sizes[value][l.d]+1)/float64(times+1)
}

// hypergeometric appends the probabilities that 0, 1, ... of marked ones are among
// chosen of all.
func hypergeometric(dst []float64, all, marked, chosen int32) []float64 {
	if marked == 1 {
		one := float64(chosen) / float64(all)
		return append(dst, 1-one, one)
	}
	low, high := max(0, marked+chosen-all), min(marked, chosen)
	for range high + 1 {
		dst = append(dst, 0)
	}
	// From the most likely number outwards, so that nothing overflows, and scaled.
	mode := int32(int64(marked+1) * int64(chosen+1) / int64(all+2))
	mode = max(low, min(high, mode))
	ratio := func(h int32) float64 { // of the probability of h+1 to that of h
		return float64(float64(marked-h)*float64(chosen-h)) / float64(float64(h+1)*float64(all-marked-chosen+h+1))
	}
	dst[mode] = 1
	for h := mode; h < high; h++ {
		dst[h+1] = float64(dst[h] * ratio(h))
	}
	for h := mode; h > low; h-- {
		dst[h-1] = dst[h] / ratio(h-1)
	}
	sum := 0.0
	for _, w := range dst {
		sum += w
	}
	for h := range dst {
		dst[h] /= sum
	}
	return dst
}
