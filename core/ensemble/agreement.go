package ensemble

import (
	"fmt"

	"protocell/core/rank"
)

// Agreement counts the pairs of a pool by how the majority of its members orders
// them, against a ground truth.
type Agreement struct {
	Right     int64 // as the truth does
	Wrong     int64 // the other way round
	Undecided int64 // neither: as many members for the one as for the other
	Tied      int64 // the truth has no order
}

// Fraction returns the share of right pairs among those that the truth orders, an
// undecided one counting as half of one: what Abdelfattah et al. (ICLR 2021) report
// of their vote, whose code decides such a pair once for either side. It is not
// defined without such a pair. Guessing has 1/2.
func (a Agreement) Fraction() (fraction float64, ok bool) {
	n := a.Right + a.Wrong + a.Undecided
	if n == 0 {
		return 0, false
	}
	return (float64(a.Right) + float64(a.Undecided)/2) / float64(n), true
}

// Agree compares the majority of the members with a ground truth, of which larger
// values are better, for every pair of rows. Truths that are not finite are last.
func Agree(pool Pool, truth []float64) (Agreement, error) {
	if err := pool.check(); err != nil {
		return Agreement{}, err
	}
	if len(truth) != pool.Rows() {
		return Agreement{}, fmt.Errorf("ensemble: %d truths for %d rows", len(truth), pool.Rows())
	}
	b, dense := pool.ballots(), rank.New(truth).Dense()
	var a Agreement
	for i := range dense {
		for j := range i {
			d, v := dense[i]-dense[j], b.majority(i, j)
			switch {
			case d == 0:
				a.Tied++
			case v == 0:
				a.Undecided++
			case (v > 0) == (d > 0):
				a.Right++
			default:
				a.Wrong++
			}
		}
	}
	return a, nil
}
