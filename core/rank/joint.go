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
	rows := within(j.a, j.target)
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

// Agreements are how well a column and a target agree in a draw. They do not count what
// is unranked.
type Agreements struct {
	Rho, Tau Statistic // Spearman's ρ and Kendall's τ-b
	Pairs    Statistic // the fraction of the pairs that both order which they order alike
}

// Agreements compares the column of j and its target, which r must have taken, in each
// draw of as many rows as there are.
func (r *Resampler) Agreements(j *Joint) (out [Lanes]Agreements) {
	if j.target != r.target {
		panic("rank: a resampler that has taken another target")
	}
	sums, weighted := r.sums(j.a), r.weigh(j.balance)
	for d := range out {
		rows := r.rows[d]
		if rows == 0 {
			continue
		}
		s := Statistic{Rows: int(rows)}
		out[d] = Agreements{r.spearman(&sums, d), s, s}
		all, a, b := rows*(rows-1)/2, sums.moments[d].pairs(rows), r.tied[d].pairs(rows)
		// Two draws are of one row, and so tied, once in n.
		balance := weighted[d] - j.total/2 - j.total/2/int64(j.a.Len())
		if !j.Projected() {
			balance = j.counter.balance(j.a, j.target, r.draws, d)
		}
		tau := &out[d].Tau
		tau.Value, tau.Defined = correlation(balance, all-a, all-b)
		if ordered := all - a - b + j.tiedBoth(r, d); ordered > 0 {
			v := (1 + float64(balance)/float64(ordered)) / 2
			pairs := &out[d].Pairs
			pairs.Value, pairs.Defined = max(0, min(1, v)), true
		}
	}
	return out
}

// tiedBoth returns the pairs of a draw that are tied in both columns.
func (j *Joint) tiedBoth(r *Resampler, d int) int64 {
	n := r.same[d].pairs(r.rows[d])
	for _, rows := range j.ties {
		var sum, squares int64
		for _, row := range rows {
			t := int64(r.draws[row][d])
			sum += t
			squares += t * t
		}
		n += (sum*sum - squares) / 2
	}
	return n
}
