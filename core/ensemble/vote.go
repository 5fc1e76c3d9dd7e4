package ensemble

import (
	"math/bits"

	"protocell/core/proxy"
)

// vote is the pairwise majority of Abdelfattah et al., made an order.
type vote struct{}

// Info implements Ensemble.
func (vote) Info() Info {
	return Info{
		ID:      "vote",
		Name:    "Vote",
		Formula: `\#\{b:\sum_k\operatorname{sign}(s_k(a)-s_k(b))>0\}`,
		Summary: "How many architectures of the pool it beats in most members; the paper counts pairs, and gives no order.",
		Paper:   "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
		Members: []string{"synflow", "jacob_cov", "snip"},
	}
}

// Score implements Ensemble. The number of wins is Copeland's score.
func (vote) Score(pool Pool) ([]proxy.Score, error) {
	if err := pool.check(); err != nil {
		return nil, err
	}
	b := pool.ballots()
	wins := make([]int, pool.Rows())
	for i := range wins {
		won := 0
		for j := range i {
			// The sign bits count, for no processor foresees the winner of a pair.
			v := b.majority(i, j)
			won += int(uint(-v) >> (bits.UintSize - 1))
			wins[j] += int(uint(v) >> (bits.UintSize - 1))
		}
		wins[i] = won
	}
	values := make([]float64, len(wins))
	for i, n := range wins {
		values[i] = float64(n)
	}
	return pool.score(values), nil
}

// ballots are the dense ranks of the rows of a pool, one row after another. A word
// has the ranks of several members, each in a lane whose top bit is 0, so that one
// subtraction compares them all: there are 122 million pairs in NAS-Bench-201.
type ballots struct {
	words int // of a row
	ranks []uint64
	top   uint64 // the top bits of the lanes
	one   uint64 // 1 in each lane
}

func (p Pool) ballots() ballots {
	width := bits.Len(uint(p.Rows())) + 1
	lanes := min(64/width, len(p))
	b := ballots{words: (len(p) + lanes - 1) / lanes}
	for k := range lanes {
		b.one |= 1 << (k * width)
	}
	b.top = b.one << (width - 1)
	b.ranks = make([]uint64, b.words*p.Rows())
	for k, c := range p.ranked() {
		for i, g := range c.Dense() {
			b.ranks[i*b.words+k/lanes] |= uint64(g) << (k % lanes * width)
		}
	}
	return b
}

// majority returns how many more members prefer row i to row j than the other way
// round.
func (b *ballots) majority(i, j int) (sum int) {
	for k := range b.words {
		x, y := b.ranks[i*b.words+k], b.ranks[j*b.words+k]
		// The top bit of a lane of (x|top)-(y+one) stays where x > y.
		sum += bits.OnesCount64(((x|b.top)-(y+b.one))&b.top) - bits.OnesCount64(((y|b.top)-(x+b.one))&b.top)
	}
	return sum
}
