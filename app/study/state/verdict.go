package state

import (
	"fmt"
	"strings"

	"protocell/app/display"
	"protocell/core/hypothesis"
	"protocell/core/study"
)

// Verdict is the answer in words.
type Verdict struct {
	Short string   // one sentence: who ranks best
	More  []string // what else there is to know
}

// String returns the verdict for screen readers.
func (v Verdict) String() string { return v.Short }

// level is the level of significance below which a difference counts.
const level = 0.05

// Verdict answers "Which proxy ranks best?".
func (s State) Verdict() (v Verdict) {
	a := s.Answer.Value
	if a == nil {
		return v
	}
	list := s.Ranked(Spearman)
	if len(list) == 0 || !list[0].Spearman.Defined {
		return Verdict{Short: "Nothing can be ranked: there are too few architectures, or all are alike."}
	}
	best := list[0]
	name := s.Table.ProxyName
	with := ""
	if best.Spearman.Draws > 0 {
		with = fmt.Sprintf(" (95 %% interval %s to %s)", Rho(best.Spearman.Low), Rho(best.Spearman.High))
	}
	rivals := s.rivals(best)
	switch {
	case len(list) == 1:
		v.Short = fmt.Sprintf("%s ranks with ρ = %s%s.", name(best.ID), Rho(best.Spearman.Value), with)
	case !s.Answer.Intervals:
		v.Short = fmt.Sprintf("%s ranks best, with ρ = %s; how sure that is, is being computed.", name(best.ID), Rho(best.Spearman.Value))
	case len(rivals) == 0:
		v.Short = fmt.Sprintf("%s ranks best, with ρ = %s%s: better than every other, after correction for the number of comparisons.", name(best.ID), Rho(best.Spearman.Value), with)
	default:
		v.Short = fmt.Sprintf("No clear winner: %s has the largest ρ, %s%s, but cannot be told apart from %s.", name(best.ID), Rho(best.Spearman.Value), with, and(names(rivals, name, 4)))
	}
	if p := s.Ranked(Regret); len(p) > 0 && s.Answer.Intervals {
		if e := Regret.Of(p[0]); e.Defined {
			pick := Regret.Of(best)
			switch {
			case p[0].ID != best.ID && pick.Defined && pick.Value > e.Value:
				v.More = append(v.More, fmt.Sprintf("Ranking is not picking: the architecture that %s puts first is %s below the best of all, that of %s %s.",
					name(best.ID), s.amount(pick.Value), name(p[0].ID), s.amount(e.Value)))
			case pick.Defined:
				v.More = append(v.More, fmt.Sprintf("The architecture that %s puts first is %s below the best of all; no other proxy picks better.", name(best.ID), s.amount(pick.Value)))
			}
		}
	}
	return v
}

// rivals returns the proxies that cannot be told apart from the best: those of which the
// difference in ρ, in the same draws, is not significant after Holm's correction for the
// comparisons with the best.
func (s State) rivals(best study.Proxy) (ids []string) {
	var others []string
	var p []float64
	for _, d := range s.Answer.Value.Differences {
		switch best.ID {
		case d.A:
			others, p = append(others, d.B), append(p, d.P)
		case d.B:
			others, p = append(others, d.A), append(p, d.P)
		}
	}
	for i, corrected := range hypothesis.Holm(p) {
		if corrected > level {
			ids = append(ids, others[i])
		}
	}
	return ids
}

// amount writes a difference in the unit of the truth.
func (s State) amount(v float64) string {
	truth, _ := s.Truth()
	text := display.Significant(v, 3)
	switch truth.Unit {
	case "":
		return text
	case "%":
		return text + " points"
	}
	return text + " " + truth.Unit
}

// Rho writes a correlation.
func Rho(v float64) string {
	text := fmt.Sprintf("%.3f", v)
	if strings.HasPrefix(text, "-") {
		text = "−" + text[1:]
	}
	return text
}

// names returns the names of at most n, and how many more there are.
func names(ids []string, name func(string) string, n int) (list []string) {
	for i, id := range ids {
		if i == n && len(ids) > n+1 {
			return append(list, fmt.Sprintf("%d others", len(ids)-n))
		}
		list = append(list, name(id))
	}
	return list
}

// and joins names.
func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
