package rank

import (
	"fmt"
	"slices"
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
	values    []float64
	best      []int32 // rows from the best; of equal ones, those that the target ranks higher first
	weights   []float64
}

// NewPicker returns one for a column and a target of the same length, at least one. The
// values of the target must be finite; the Picker keeps them.
func NewPicker(a, target *Column, values []float64) *Picker {
	sameLen(a.Len(), target.Len())
	sameLen(a.Len(), len(values))
	p := &Picker{a: a, target: target, values: values, best: make([]int32, 0, a.Len())}
	// The order of the target, distributed over the values of a.
	next := append([]int32(nil), a.starts...)
	rows := make([]int32, a.Len())
	for _, row := range target.order {
		g := a.dense[row]
		rows[next[g]] = row
		next[g]++
	}
	slices.Reverse(rows)
	p.best = rows
	return p
}

// Best returns what the best k are worth, 1 <= k <= drawn rows. r must have taken the
// target.
func (p *Picker) Best(r *Resampler, k int) Pick {
	if k < 1 || k > r.rows || p.target != r.target {
		panic(fmt.Sprintf("rank: the best %d of %d rows", k, r.rows))
	}
	cutValue, cutShare := r.cut(k)
	share := func(row int32) float64 {
		switch g := p.target.dense[row]; {
		case g > cutValue:
			return 1
		case g == cutValue:
			return cutShare
		}
		return 0
	}
	// The groups of equal values that are on the list as a whole.
	left, from, top, topTimes, onBoth := int32(k), 0, int32(-1), int32(0), 0.0
	for {
		size, to := int32(0), from
		for g := p.a.dense[p.best[from]]; to < len(p.best) && p.a.dense[p.best[to]] == g; to++ {
			size += r.times[p.best[to]]
		}
		if size > left {
			pick := p.tied(r, p.best[from:to], size, left, top, topTimes)
			sum := 0.0
			for _, row := range p.best[from:to] {
				sum += float64(float64(r.times[row]) * share(row))
			}
			onBoth += float64(sum * (float64(left) / float64(size)))
			pick.Precision = onBoth / float64(k)
			return pick
		}
		for _, row := range p.best[from:to] {
			t := r.times[row]
			if t == 0 {
				continue
			}
			onBoth += float64(float64(t) * share(row))
			switch d := p.target.dense[row]; {
			case d > top:
				top, topTimes = d, t
			case d == top:
				topTimes += t
			}
		}
		left, from = left-size, to
		if left == 0 {
			return Pick{
				Precision: onBoth / float64(k),
				Place:     r.place(top, topTimes),
				Regret:    p.below(r, top),
			}
		}
	}
}

// tied returns the expected place and regret of a list that has some rows for sure, the
// best of which have the value top (-1 if there is none) topTimes times, and choose more
// of size tied draws of rows, which are sorted by the target.
func (p *Picker) tied(r *Resampler, rows []int32, size, choose, top, topTimes int32) (pick Pick) {
	none := 1.0 // the probability that no row so far is on the list
	add := func(probability float64, value, times int32) {
		pick.Place += float64(probability * r.place(value, times))
		pick.Regret += float64(probability * p.below(r, value))
	}
	for from := 0; from < len(rows) && none > 0; {
		value, drawn := p.target.dense[rows[from]], int32(0)
		for ; from < len(rows) && p.target.dense[rows[from]] == value; from++ {
			drawn += r.times[rows[from]]
		}
		if value < top {
			break
		}
		if drawn == 0 {
			continue
		}
		p.weights = hypergeometric(p.weights[:0], size, drawn, choose)
		sure := int32(0)
		if value == top {
			sure = topTimes
		}
		for h, w := range p.weights {
			if times := sure + int32(h); times > 0 {
				add(float64(none*w), value, times)
			}
		}
		none = float64(none * p.weights[0])
		size -= drawn
		if value == top {
			return pick
		}
	}
	if top >= 0 {
		add(none, top, topTimes)
	}
	return pick
}

// below returns how far a value stays below the best that is drawn.
func (p *Picker) below(r *Resampler, value int32) float64 {
	at := func(g int) float64 { return p.values[p.target.order[p.target.starts[g]]] }
	best := len(r.sizes) - 1
	for r.sizes[best] == 0 {
		best--
	}
	return at(best) - at(int(value))
}

// place returns the expected place of the first of some draws of a value, if ties are
// broken at random.
func (r *Resampler) place(value, times int32) float64 {
	return float64(r.higher[value]) + float64(r.sizes[value]+1)/float64(times+1)
}

// cut returns where the list of the best k of the target ends: its last value, and the
// fraction of the draws with this value that is on the list.
func (r *Resampler) cut(k int) (value int32, share float64) {
	g := len(r.sizes) - 1
	for int(r.higher[g]+r.sizes[g]) < k {
		g--
	}
	return int32(g), float64(k-int(r.higher[g])) / float64(r.sizes[g])
}

// hypergeometric appends the probabilities that 0, 1, ... of marked ones are among
// chosen of all.
func hypergeometric(dst []float64, all, marked, chosen int32) []float64 {
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
