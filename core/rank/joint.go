package rank

// ExactRows is the number of rows up to which Joint counts the pairs of a draw.
const ExactRows = 1000

// Joint is a column with a target, prepared for Kendall's τ-b in draws of a Resampler.
//
// Up to ExactRows rows it counts pairs. Beyond that, the concordant less the discordant
// pairs of a draw are their Hájek projection, the first-order part in how often rows are
// drawn, with the rest at its expected value; the ties, which the denominators of τ-b
// come from, are counted all the same. The projection's error is of order 1/√n of the
// width of an interval (Hoeffding, "A class of statistics with asymptotically normal
// distribution", Annals of Mathematical Statistics 1948), and it takes O(n), where
// counting takes O(n log n).
type Joint struct {
	a, target *Column
	balance   []int32   // Concordance; only if it is projected
	total     int64     // sum of balance
	ties      [][]int32 // rows that are tied in both, where there is more than one
	counter   Counter
}

// NewJoint prepares a column and a target of one length.
func NewJoint(a, target *Column) *Joint {
	j := &Joint{a: a, target: target}
	if a.Len() > ExactRows {
		j.balance = j.counter.Concordance(nil, a, target)
		for _, v := range j.balance {
			j.total += int64(v)
		}
	}
	j.findTies()
	return j
}

// findTies lists the rows that are tied in both columns.
func (j *Joint) findTies() {
	if j.a.Distinct() == j.a.Len() || j.target.Distinct() == j.target.Len() {
		return
	}
	// The order of the target, distributed over the values of a.
	rows := make([]int32, j.a.Len())
	next := append([]int32(nil), j.a.starts...)
	for _, row := range j.target.order {
		g := j.a.dense[row]
		rows[next[g]] = row
		next[g]++
	}
	from := 0
	for k := 1; k <= len(rows); k++ {
		if k < len(rows) && j.a.dense[rows[k]] == j.a.dense[rows[from]] && j.target.dense[rows[k]] == j.target.dense[rows[from]] {
			continue
		}
		if k-from > 1 {
			j.ties = append(j.ties, rows[from:k])
		}
		from = k
	}
}

// Projected reports whether Kendall projects.
func (j *Joint) Projected() bool { return j.balance != nil }

// Agreements are how well a column and a target agree in the rows that are drawn. What
// is not defined is 0, and false.
type Agreements struct {
	Rho, Tau, Pairs          float64 // Spearman's ρ, Kendall's τ-b, the fraction of pairs ordered alike
	HasRho, HasTau, HasPairs bool
}

// Agreements compares the column of j and its target, which r must have taken.
func (r *Resampler) Agreements(j *Joint) (s Agreements) {
	if j.target != r.target {
		panic("rank: a resampler that has taken another target")
	}
	xy, xx, tied := r.moments(j.a)
	s.Rho, s.HasRho = correlation(xy, xx, r.square)
	pairs := int64(r.rows) * int64(r.rows-1) / 2
	balance := j.drawn(r.times)
	s.Tau, s.HasTau = correlation(balance, pairs-tied, pairs-r.tied)
	if ordered := pairs - tied - r.tied + j.tiedBoth(r); ordered > 0 {
		v := (1 + float64(balance)/float64(ordered)) / 2
		s.Pairs, s.HasPairs = max(0, min(1, v)), true
	}
	return s
}

// drawn returns the concordant less the discordant pairs.
func (j *Joint) drawn(times []int32) int64 {
	if j.balance == nil {
		return j.counter.Balance(j.a, j.target, times)
	}
	var sum int64
	balance := j.balance[:len(times)]
	for i, t := range times {
		sum += int64(t) * int64(balance[i])
	}
	// Two draws are of one row, and so tied, once in n.
	return sum - j.total/2 - j.total/2/int64(len(times))
}

// tiedBoth returns the pairs that are tied in both columns.
func (j *Joint) tiedBoth(r *Resampler) int64 {
	n := r.same
	for _, rows := range j.ties {
		var sum, squares int64
		for _, row := range rows {
			t := int64(r.times[row])
			sum += t
			squares += t * t
		}
		n += (sum*sum - squares) / 2
	}
	return n
}
