package state

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"protocell/app/display"
	"protocell/core/hypothesis"
	"protocell/core/job/searching"
)

// Verdict is what searches found, in words.
type Verdict struct {
	Short string
	More  []string
}

// Verdict returns what the run found.
func (s State) Verdict() Verdict {
	r := s.Run
	if r == nil {
		return Verdict{Short: "Choose a strategy and what it asks, and run it."}
	}
	if r.Several() {
		if s.Versus.Value != nil && len(s.Versus.Value.Sides) == len(r.Sides) {
			return s.several(s.Versus.Value)
		}
		if r.Phase == Done {
			return s.nothing()
		}
		return Verdict{Short: "Searching…"}
	}
	side, x := s.Shown()
	if x == nil || x.Trace == nil {
		return Verdict{Short: "Searching…"}
	}
	sight := x.Trace.At(-1)
	best, ok := sight.Best()
	if !ok {
		if end := sight.End(); end != "" {
			return Verdict{Short: "Nothing was found: " + ended(end) + "."}
		}
		return Verdict{Short: side.Info.Name + " has begun."}
	}
	spent := sight.Spent()
	v := Verdict{Short: fmt.Sprintf("%s has found %s in %s; the best was the %s.", side.Info.Name, s.Value(best.Outcome.Value), count(spent.Trials, "trial"), display.Ordinal(best.At.Trials))}
	if end := sight.End(); end != "" {
		v.More = append(v.More, "It has ended: "+ended(end)+".")
	}
	return v
}

// nothing says why searches that have all ended have found nothing, or cannot be
// compared.
func (s State) nothing() Verdict {
	for _, x := range s.Run.All() {
		switch {
		case x.Err != nil:
			return Verdict{Short: "The searches cannot go on: " + x.Err.Error() + "."}
		case x.Trace.History.Best >= 0:
			return Verdict{Short: "The searches have ended."}
		}
	}
	return Verdict{Short: "Nothing was found: " + ended(s.Run.All()[0].Trace.History.End) + "."}
}

// several compares strategies.
func (s State) several(v *searching.VersusOutput) Verdict {
	order := make([]int, len(v.Sides))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(final(v.Sides[j]), final(v.Sides[i])) })
	best := v.Sides[order[0]]
	word := func(i int) string { return fmt.Sprintf("%s %s", v.Sides[i].Name, s.Value(final(v.Sides[i]))) }
	over := fmt.Sprintf("on average over %s", count(len(best.Final), "search"))
	if len(best.Final) == 1 {
		over = "in one search"
	}
	if len(order) == 1 {
		return Verdict{Short: fmt.Sprintf("%s finds %s %s.", best.Name, s.Value(final(best)), over)}
	}
	out := Verdict{Short: fmt.Sprintf("%s finds %s %s, and %s.", best.Name, s.Value(final(best)), over, word(order[1]))}
	if len(order) > 2 {
		var rest []string
		for _, i := range order[1:] {
			rest = append(rest, word(i))
		}
		out.Short = fmt.Sprintf("%s finds the most %s, %s.", best.Name, over, s.Value(final(best)))
		out.More = append(out.More, "The others: "+strings.Join(rest, ", ")+".")
	}
	var beaten, even []string
	p := 0.0
	for _, pair := range v.Pairs {
		other := -1
		switch order[0] {
		case pair.A:
			other = pair.B
		case pair.B:
			other = pair.A
		default:
			continue
		}
		if name := v.Sides[other].Name; pair.Holm <= hypothesis.Alpha {
			beaten, p = append(beaten, name), max(p, pair.Holm)
		} else {
			even = append(even, fmt.Sprintf("%s (p %s)", name, level(pair.Holm)))
		}
	}
	corrected := ""
	if len(v.Pairs) > 1 {
		corrected = ", by Holm's correction"
	}
	if len(beaten) > 0 {
		out.More = append(out.More, fmt.Sprintf("It beats %s by more than chance: Wilcoxon's test over pairs of searches with the same seed, p %s%s.", strings.Join(beaten, " and "), level(p), corrected))
	}
	if len(even) > 0 {
		out.More = append(out.More, fmt.Sprintf("Beside %s that may be chance, by Wilcoxon's test over pairs of searches with the same seed%s.", strings.Join(even, " and "), corrected))
	}
	return out
}

func final(c searching.SideCurves) float64 {
	sum := 0.0
	for _, v := range c.Final {
		sum += v
	}
	return sum / float64(max(1, len(c.Final)))
}

// level writes a level of significance.
func level(p float64) string {
	if p < 0.001 {
		return "< .001"
	}
	return fmt.Sprintf("= %.3f", p)
}

func count(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	if noun == "search" {
		noun = "searche"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
