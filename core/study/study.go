// Package study answers which proxy ranks the architectures of a sample best, with
// intervals: how each agrees with the ground truth, what its picks are worth, what is
// left when parameters or MACs are given, how proxies differ on the same
// architectures, and how sure one can be with fewer of them.
//
// Everything follows from the columns and the options, to the bit: draw i of the
// bootstrap has a random stream of its own.
package study

import (
	"fmt"
	"math"
	"slices"

	"protocell/core/rank"
)

// Column is a list of numbers with a row for each architecture: what a proxy or an
// ensemble says, or the ground truth. A number that is not finite is a result too, and
// ranks last; whoever lacks numbers leaves out their rows.
type Column struct {
	ID     string
	Lower  bool // whether lower is better
	Values []float64
}

// keys returns the values so that larger ones are better.
func (c Column) keys() []float64 {
	keys := slices.Clone(c.Values)
	if c.Lower {
		for i := range keys {
			keys[i] = -keys[i]
		}
	}
	return keys
}

// Bounds of what Compute takes.
const (
	MaxRows    = rank.MaxLen
	MaxColumns = 64
	MaxDraws   = 10000
	MaxTop     = 16
	MaxRepeats = 1000
)

// Options say what to compute.
type Options struct {
	Seed  uint64
	Draws int   // of the bootstrap, 0 to MaxDraws; without any there are no intervals
	Top   []Top // how many of the best to look at
	// Given are the ids of the proxies, of which each other's partial correlation is
	// computed, such as params.
	Given []string
	// Finite leaves out the rows in which a proxy is not finite, for all proxies, so that
	// they are compared on the same architectures. Otherwise such rows rank last.
	Finite bool
	// Repeats is how many random orders of the rows the convergence is over, 0 to
	// MaxRepeats; 0 leaves it out.
	Repeats int
}

// Defaults are the options that the page begins with.
func Defaults() Options {
	return Options{Draws: 1000, Top: []Top{{K: 1}, {K: 10}, {Percent: 1}, {Percent: 10}}, Repeats: 40}
}

// Top is a number of the best: K of them, or a percentage of the rows.
type Top struct {
	K       int `json:"k"`
	Percent int `json:"percent,omitzero"` // if it is not 0, K follows from it
}

// of returns t for a number of rows: K is rounded to the nearest, and in [1, rows].
func (t Top) of(rows int) Top {
	if t.Percent > 0 {
		t.K = (rows*t.Percent + 50) / 100
	}
	t.K = max(1, min(rows, t.K))
	return t
}

// Estimate is a statistic of the sample, with a 95 % percentile interval of the
// bootstrap: where it may lie if other architectures of the space had been taken.
type Estimate struct {
	Value   float64 `json:"value"` // 0 if it is not defined
	Defined bool    `json:"defined"`
	Low     float64 `json:"low,omitzero"`
	High    float64 `json:"high,omitzero"`
	Draws   int     `json:"draws,omitzero"` // in which it is defined; 0 leaves no interval
}

// Result is what Compute finds.
type Result struct {
	Rows    int     `json:"rows"` // that are compared
	Left    int     `json:"left"` // rows that are left out
	Draws   int     `json:"draws"`
	Top     []Top   `json:"top"` // for this number of rows
	Proxies []Proxy `json:"proxies"`
	// Differences are between any two proxies, the first of which has the larger ρ.
	Differences []Difference `json:"differences,omitempty"`
	// Heat is Spearman's ρ between any two columns, the ground truth being the last.
	Heat [][]Estimate `json:"heat"`
	// Projected says that Kendall's τ-b and the pairs are projected in the draws, as
	// rank.Joint describes.
	Projected bool `json:"projected,omitzero"`
}

// Proxy is how a proxy agrees with the ground truth.
type Proxy struct {
	ID       string `json:"id"`
	Unranked int    `json:"unranked"` // rows in which it is not finite, which rank last
	Distinct int    `json:"distinct"` // different values
	// Spearman is ρ, Kendall τ-b, Pearson the correlation of the values themselves, and
	// Pairs the fraction of the pairs that both order which they order alike.
	Spearman Estimate `json:"spearman"`
	Kendall  Estimate `json:"kendall"`
	Pearson  Estimate `json:"pearson"` // without an interval, over the finite rows
	Pairs    Estimate `json:"pairs"`
	// First is the fraction of the draws in which its ρ is the largest of all proxies.
	First       float64   `json:"first"`
	Best        []Best    `json:"best"`
	Partial     []Partial `json:"partial,omitempty"`
	Convergence []Step    `json:"convergence,omitempty"`
}

// Best is what the best K architectures by a proxy are worth. Where ties cross the K-th
// place it is the expected value under random choice among the tied.
type Best struct {
	K         int      `json:"k"`
	Precision Estimate `json:"precision"` // the fraction that is among the best K of the truth
	// Place is the place of the best of them by the truth, as a fraction of the rows: 1/n
	// if it is the best of all n. Among architectures that the truth ties, places are
	// given at random.
	Place  Estimate `json:"place"`
	Regret Estimate `json:"regret"` // how far the best of them stays below the best of all, in the truth's unit
}

// Partial is the rank correlation of a proxy and the truth given another proxy.
type Partial struct {
	Given string   `json:"given"`
	Rho   Estimate `json:"rho"`
}

// Step is what ρ is in samples of Rows architectures.
type Step struct {
	Rows   int     `json:"rows"`
	Low    float64 `json:"low"` // the 2.5 % quantile over the samples
	Median float64 `json:"median"`
	High   float64 `json:"high"`
	Count  int     `json:"count"` // samples in which ρ is defined; the others are left out
}

// Difference is ρ of proxy A less ρ of proxy B, in the same draws.
type Difference struct {
	A   string   `json:"a"`
	B   string   `json:"b"`
	Rho Estimate `json:"rho"`
	// P is the share of the draws on the other side of 0, twice and at least 2/(draws+1):
	// a two-sided level of significance. Holm is P after Holm's correction for all pairs.
	P    float64 `json:"p"`
	Holm float64 `json:"holm"`
}

// check returns an error unless truth and proxies are columns that Compute takes.
func check(truth Column, proxies []Column, o Options) error {
	switch {
	case len(proxies) == 0:
		return fmt.Errorf("study: no proxies")
	case len(proxies) > MaxColumns:
		return fmt.Errorf("study: %d proxies, more than %d", len(proxies), MaxColumns)
	case len(truth.Values) > MaxRows:
		return fmt.Errorf("study: %d rows, more than %d", len(truth.Values), MaxRows)
	case o.Draws < 0 || o.Draws > MaxDraws:
		return fmt.Errorf("study: %d draws, not in 0 to %d", o.Draws, MaxDraws)
	case o.Repeats < 0 || o.Repeats > MaxRepeats:
		return fmt.Errorf("study: %d repeats, not in 0 to %d", o.Repeats, MaxRepeats)
	case len(o.Top) > MaxTop:
		return fmt.Errorf("study: %d numbers of the best, more than %d", len(o.Top), MaxTop)
	}
	for _, t := range o.Top {
		if t.Percent < 0 || t.Percent > 100 || t.Percent == 0 && t.K < 1 {
			return fmt.Errorf("study: the best %d or %d %%", t.K, t.Percent)
		}
	}
	for i, c := range proxies {
		if len(c.Values) != len(truth.Values) {
			return fmt.Errorf("study: %d values of %q, but %d of the truth %q", len(c.Values), c.ID, len(truth.Values), truth.ID)
		}
		if slices.ContainsFunc(proxies[:i], func(d Column) bool { return d.ID == c.ID }) {
			return fmt.Errorf("study: %q is there twice", c.ID)
		}
	}
	for i, id := range o.Given {
		if !slices.ContainsFunc(proxies, func(c Column) bool { return c.ID == id }) {
			return fmt.Errorf("study: given %q, which is not among the proxies", id)
		}
		if slices.Contains(o.Given[:i], id) {
			return fmt.Errorf("study: given %q twice", id)
		}
	}
	return nil
}

// choose returns the columns, larger being better, without the rows in which the truth
// is not finite, or a proxy if only finite ones count.
func choose(truth Column, proxies []Column, finite bool) (y []float64, xs [][]float64, left int) {
	y = truth.keys()
	for _, c := range proxies {
		xs = append(xs, c.keys())
	}
	kept := 0
	for row := range y {
		if !isFinite(y[row]) || finite && slices.ContainsFunc(xs, func(x []float64) bool { return !isFinite(x[row]) }) {
			continue
		}
		y[kept] = y[row]
		for _, x := range xs {
			x[kept] = x[row]
		}
		kept++
	}
	left = len(y) - kept
	for i := range xs {
		xs[i] = xs[i][:kept]
	}
	return y[:kept], xs, left
}

func isFinite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }
