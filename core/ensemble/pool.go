package ensemble

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"protocell/core/proxy"
	"protocell/core/rank"
)

// Column is what one proxy, or one ensemble, says of the architectures of a pool.
type Column struct {
	ID     string
	Lower  bool // whether lower is better
	Scores []proxy.Score
}

// Keys appends to dst what the column ranks by: larger is better, and a score that is
// not ok is NaN, which package rank ranks last and counts.
func (c Column) Keys(dst []float64) []float64 {
	for _, s := range c.Scores {
		switch v := float64(s.Value); {
		case s.Status != proxy.OK:
			dst = append(dst, math.NaN())
		case c.Lower:
			dst = append(dst, -v)
		default:
			dst = append(dst, v)
		}
	}
	return dst
}

// Pool is a table of scores: a column a proxy, a row an architecture.
type Pool []Column

// NewPool returns a pool of the proxies with these ids, without a row.
func NewPool(ids ...string) (Pool, error) {
	pool := make(Pool, len(ids))
	for i, id := range ids {
		p, ok := proxy.Lookup(id)
		if !ok {
			return nil, fmt.Errorf("ensemble: no proxy %q", id)
		}
		pool[i] = Column{ID: id, Lower: p.Traits().Lower}
	}
	return pool, nil
}

// Rows returns the number of architectures.
func (p Pool) Rows() int {
	if len(p) == 0 {
		return 0
	}
	return len(p[0].Scores)
}

// Select returns the columns with these ids, in their order. It shares their scores.
func (p Pool) Select(ids ...string) (Pool, error) {
	var out Pool
	for _, id := range ids {
		i := slices.IndexFunc(p, func(c Column) bool { return c.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("ensemble: the pool has no scores of %q", id)
		}
		out = append(out, p[i])
	}
	return out, nil
}

// With returns the pool with one more row: a score for each column. It leaves p as it
// is.
func (p Pool) With(row []proxy.Score) (Pool, error) {
	if len(row) != len(p) {
		return nil, fmt.Errorf("ensemble: %d scores for %d columns", len(row), len(p))
	}
	out := slices.Clone(p)
	for i := range out {
		out[i].Scores = append(slices.Clip(out[i].Scores), row[i])
	}
	return out, nil
}

// check returns an error unless the pool is a table.
func (p Pool) check() error {
	if len(p) == 0 {
		return errors.New("ensemble: no members")
	}
	for i, c := range p {
		if len(c.Scores) != p.Rows() {
			return fmt.Errorf("ensemble: %d scores of %q, but %d of %q", len(c.Scores), c.ID, p.Rows(), p[0].ID)
		}
		if slices.ContainsFunc(p[:i], func(d Column) bool { return d.ID == c.ID }) {
			return fmt.Errorf("ensemble: %q is there twice", c.ID)
		}
		for row, s := range c.Scores {
			v := float64(s.Value)
			if !slices.Contains(severity, s.Status) || s.Status == proxy.OK && (math.IsNaN(v) || math.IsInf(v, 0)) {
				return fmt.Errorf("ensemble: row %d of %q is %v with status %q", row, c.ID, v, s.Status)
			}
		}
	}
	if p.Rows() > rank.MaxLen {
		return fmt.Errorf("ensemble: %d rows, more than %d", p.Rows(), rank.MaxLen)
	}
	return nil
}

// ranked ranks each column. A row with a score that is not ok is last in all.
func (p Pool) ranked() []*rank.Column {
	last := make([]bool, p.Rows())
	for i := range last {
		last[i] = p.status(i) != proxy.OK
	}
	out := make([]*rank.Column, len(p))
	for k, c := range p {
		keys := c.Keys(make([]float64, 0, len(last)))
		for i := range keys {
			if last[i] {
				keys[i] = math.NaN()
			}
		}
		out[k] = rank.New(keys)
	}
	return out
}

// severity has the statuses, in the order of how much they say of a row.
var severity = []proxy.Status{proxy.OK, proxy.NegInf, proxy.PosInf, proxy.NaN, proxy.Unlabelled, proxy.Undefined, proxy.Disconnected}

// status returns the status of a row: that of its members which says most.
func (p Pool) status(row int) proxy.Status {
	most := 0
	for _, c := range p {
		most = max(most, slices.Index(severity, c.Scores[row].Status))
	}
	return severity[most]
}

// score makes scores of the values that an ensemble has for the rows.
func (p Pool) score(values []float64) []proxy.Score {
	out := make([]proxy.Score, len(values))
	for i, v := range values {
		out[i] = proxy.Score{Value: proxy.Number(v), Status: p.status(i)}
		switch out[i].Status {
		case proxy.NaN, proxy.Unlabelled, proxy.Undefined:
			out[i].Value = proxy.Number(math.NaN())
		case proxy.PosInf:
			out[i].Value = proxy.Number(math.Inf(1))
		case proxy.NegInf:
			out[i].Value = proxy.Number(math.Inf(-1))
		}
	}
	return out
}
