package main

import (
	"fmt"
	"math"

	"protocell/core/evaluate"
	"protocell/core/search"
)

// report prints what searches found.
func (s *searching) report(runs []*search.Run) error {
	const most = 10 // that are printed
	var found []float64
	for i, r := range runs {
		if best, ok := r.Best(); ok {
			found = append(found, best.Value)
		}
		if i < most {
			s.line(r)
		}
	}
	if len(runs) == 1 {
		return nil
	}
	if len(runs) > most {
		fmt.Fprintf(s.stdout, "... and %d more\n", len(runs)-most)
	}
	mean, sd := spreadOf(found)
	fmt.Fprintf(s.stdout, "best value %.4f ± %.4f in %d searches\n", mean, sd, len(found))
	return s.columns(runs)
}

// line prints what one search found.
func (s *searching) line(r *search.Run) {
	why, _ := r.Ended()
	spent := r.Spent()
	fmt.Fprintf(s.stdout, "seed %d: ", r.Spec().Seed)
	if best, ok := r.Best(); ok {
		fmt.Fprintf(s.stdout, "%s %v, trial %d of ", s.space.Print(best.Trial.Arch), best.Value, best.At.Trials)
	} else {
		fmt.Fprint(s.stdout, "nothing in ")
	}
	fmt.Fprintf(s.stdout, "%d", spent.Trials)
	if spent.Cheap > 0 {
		fmt.Fprintf(s.stdout, ", and %d of the proxy", spent.Cheap)
	}
	fmt.Fprintf(s.stdout, "; cost %.6g; %s; digest %s\n", spent.Cost, why, r.Digest())
}

// columns prints the means of the columns by which the table reports.
func (s *searching) columns(runs []*search.Run) error {
	if s.layout == nil {
		return nil
	}
	rows := evaluate.NewRows(s.space, s.table)
	for _, report := range s.layout.Reports {
		values := s.table.Column(report.Column).Values
		var found []float64
		for _, r := range runs {
			best, ok := r.Best()
			if !ok {
				continue
			}
			if row, ok := rows.Of(best.Trial.Arch); ok && !math.IsNaN(values[row]) {
				found = append(found, values[row])
			}
		}
		mean, sd := spreadOf(found)
		if _, err := fmt.Fprintf(s.stdout, "%-28s %.2f ± %.2f\n", report.Column, mean, sd); err != nil {
			return err
		}
	}
	return nil
}

// spreadOf returns the mean and the standard deviation of values.
func spreadOf(values []float64) (mean, sd float64) {
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		sd += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sd / float64(len(values)-1))
}
