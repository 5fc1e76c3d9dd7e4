package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/rank"
	"protocell/core/sample"
)

// report prints the summary of a sample.
func (s *sampling) report() error {
	sum, err := sample.Summarise(s.table, nil)
	if err != nil {
		return err
	}
	spec := s.settings[0].Spec
	in := shape(spec.Skeleton.Input)
	fmt.Fprintf(s.stdout, "%d architectures of %s, drawn by seed %d: C=%d, N=%d, input %s, %d classes; batch of %d, %s, seed %d\n\n",
		sum.Rows, spec.Space, s.plan.Draw, spec.Skeleton.C, spec.Skeleton.N, &in, spec.Skeleton.Classes, spec.Batch, spec.Data, spec.Seed)
	w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	s.describe(w, sum)
	s.correlations(w, sum)
	s.combinations(w, sum)
	s.repeats(w, sum)
	s.others(w, sum)
	return w.Flush()
}

// short prints a number in a few digits, and a dash if it is not defined.
func short(v proxy.Number) string {
	if math.IsNaN(float64(v)) {
		return "–"
	}
	return strconv.FormatFloat(float64(v), 'g', 4, 64)
}

// percent prints a correlation in two digits.
func percent(v proxy.Number) string {
	if math.IsNaN(float64(v)) {
		return "–"
	}
	return strconv.FormatFloat(float64(v), 'f', 2, 64)
}

func (s *sampling) describe(w io.Writer, sum *sample.Summary) {
	fmt.Fprint(w, "proxy\tok\tdistinct\tmean\tsd\tmedian\ttime each\n")
	for k, d := range sum.Proxies {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%.1f ms\n",
			d.ID, d.OK, d.Distinct, short(d.Mean), short(d.SD), short(d.Median), s.millis[k]/float64(max(sum.Rows, 1)))
	}
}

// correlations prints Spearman's ρ between any two columns, ensembles included.
func (s *sampling) correlations(w io.Writer, sum *sample.Summary) {
	fmt.Fprintf(w, "\nSpearman's ρ between rankings; what is not ok ranks last\n")
	for j := range sum.Columns {
		fmt.Fprintf(w, "\t%d", j+1)
	}
	fmt.Fprintln(w)
	for i, name := range sum.Columns {
		fmt.Fprintf(w, "%d %s", i+1, name)
		for _, v := range sum.Rho[i] {
			fmt.Fprintf(w, "\t%s", percent(v))
		}
		fmt.Fprintln(w)
	}
}

// ranked ranks by the scores of an ensemble.
func ranked(c sample.Combination) *rank.Column {
	var k ensemble.Column
	for row := range c.Scores.Len() {
		score, _ := c.Scores.At(row)
		k.Scores = append(k.Scores, score)
	}
	return rank.New(k.Keys(nil))
}

// combinations prints what each ensemble takes for the best.
func (s *sampling) combinations(w io.Writer, sum *sample.Summary) {
	if len(sum.Ensembles) == 0 {
		return
	}
	fmt.Fprint(w, "\nensemble\tok\tbest\tof\n")
	for _, c := range sum.Ensembles {
		column := ranked(c)
		ok, best := column.Len()-column.Unranked(), 0
		for row := range s.codes {
			if column.Place(row) == 1 {
				best++
			}
		}
		text := "–"
		if order := column.Order(); ok > 0 {
			text = s.codes[order[len(order)-best]]
			if best > 1 {
				text += fmt.Sprintf(" and %d equal", best-1)
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", c.ID, ok, text, strings.Join(s.members(c.ID), ", "))
	}
}

// members returns the members of an ensemble, those of a weighted mix with their
// weights.
func (s *sampling) members(id string) []string {
	x, _ := ensemble.LookupWith(id, s.weights)
	members := x.Info().Members
	if mix, ok := x.(ensemble.Mix); ok && mix.Weights != nil {
		members = slices.Clone(members)
		for i, w := range mix.Weights {
			members[i] = fmt.Sprintf("%v %s", w, members[i])
		}
	}
	return members
}

// repeats prints how much seeds change.
func (s *sampling) repeats(w io.Writer, sum *sample.Summary) {
	if len(sum.Repeats) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%d repeats, varying %s\tmean variation\tmean ρ\tmean τ\n", s.plan.Repeats, s.plan.Vary)
	for _, r := range sum.Repeats {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.ID, short(r.CV), percent(r.Rho), percent(r.Tau))
	}
}

// others prints how well rankings hold under other settings.
func (s *sampling) others(w io.Writer, sum *sample.Summary) {
	for i, o := range sum.Others {
		if i == 0 || o.Setting != sum.Others[i-1].Setting {
			fmt.Fprintf(w, "\nagainst %s\tρ\t95 %% interval\n", s.settings[o.Setting].Name)
		}
		fmt.Fprintf(w, "%s\t%s\t%s to %s\n", o.ID, percent(o.Rho), percent(o.Low), percent(o.High))
	}
}
