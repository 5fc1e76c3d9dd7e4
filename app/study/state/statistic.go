package state

import (
	"cmp"
	"slices"

	"protocell/core/study"
)

// Statistic is a number that says how well a proxy does.
type Statistic string

// The statistics, by what they are called in tables of the field.
const (
	Spearman  Statistic = "spearman"
	Kendall   Statistic = "kendall"
	Pairs     Statistic = "pairs"
	Precision Statistic = "precision"
	TopTen    Statistic = "ten"
	Place     Statistic = "place"
	Regret    Statistic = "regret"
	RegretTen Statistic = "regret10"
	First     Statistic = "first"
)

// StatisticInfo describes a statistic.
type StatisticInfo struct {
	ID      Statistic
	Name    string // short
	Long    string // one line
	Lower   bool   // whether lower is better
	Percent bool   // whether it is a fraction that is shown in percent
	Unit    bool   // whether it is in the unit of the truth
}

// Statistics returns all statistics, in the order in which they are shown.
func Statistics() []StatisticInfo {
	return []StatisticInfo{
		{ID: Spearman, Name: "Spearman ρ", Long: "Spearman's ρ: the correlation of the ranks, with its sign"},
		{ID: Kendall, Name: "Kendall τ-b", Long: "Kendall's τ-b: pairs ordered alike less pairs ordered otherwise, corrected for ties"},
		{ID: Pairs, Name: "Pairs", Long: "Pairs of architectures that the proxy orders as the truth does; a coin gets half of them", Percent: true},
		{ID: Precision, Name: "Top 10 %", Long: "How many of the best 10 % by the proxy are among the best 10 %", Percent: true},
		{ID: TopTen, Name: "Top 10", Long: "How many of the ten best by the proxy are among the ten best", Percent: true},
		{ID: Place, Name: "Place of 10", Long: "Where the best of the proxy's ten best stands, in percent of all: 0 is best", Lower: true, Percent: true},
		{ID: Regret, Name: "Regret", Long: "How far the architecture that the proxy picks stays below the best of all", Lower: true, Unit: true},
		{ID: RegretTen, Name: "Regret of 10", Long: "How far the best of the proxy's ten best stays below the best of all", Lower: true, Unit: true},
		{ID: First, Name: "First", Long: "In how many of the bootstrap's draws its ρ is the largest", Percent: true},
	}
}

// Info returns the description of a statistic.
func (t Statistic) Info() StatisticInfo {
	for _, i := range Statistics() {
		if i.ID == t {
			return i
		}
	}
	return Statistics()[0]
}

// Of returns the statistic of a proxy. What the numbers of the best are is fixed by
// study.Defaults: one, ten, 1 % and 10 %.
func (t Statistic) Of(p study.Proxy) study.Estimate {
	best := func(i int) study.Best {
		if i < len(p.Best) {
			return p.Best[i]
		}
		return study.Best{}
	}
	switch t {
	case Kendall:
		return p.Kendall
	case Pairs:
		return p.Pairs
	case Precision:
		return best(3).Precision
	case TopTen:
		return best(1).Precision
	case Place:
		return best(1).Place
	case Regret:
		return best(0).Regret
	case RegretTen:
		return best(1).Regret
	case First:
		return study.Estimate{Value: p.First, Defined: true}
	}
	return p.Spearman
}

// Ranked returns the proxies of the answer, the best by a statistic first. What is not
// defined is last.
func (s State) Ranked(by Statistic) []study.Proxy {
	if s.Answer.Value == nil {
		return nil
	}
	list := slices.Clone(s.Answer.Value.Proxies)
	lower := by.Info().Lower
	slices.SortStableFunc(list, func(a, b study.Proxy) int {
		x, y := by.Of(a), by.Of(b)
		if !x.Defined || !y.Defined {
			return cmp.Compare(order(y.Defined), order(x.Defined))
		}
		if lower {
			return cmp.Compare(x.Value, y.Value)
		}
		return cmp.Compare(y.Value, x.Value)
	})
	return list
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}
