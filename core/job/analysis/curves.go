package analysis

import (
	"fmt"
	"slices"

	"protocell/core/job"
	"protocell/core/rank"
)

// CurvesInput is the input of a Curves job.
type CurvesInput struct {
	Question
	Curve string `json:"curve"` // id
}

// CurvesOutput is what training looks like on the rows of a question: of the mean over
// the runs of each.
type CurvesOutput struct {
	Steps []int `json:"steps"`
	Rows  int   `json:"rows"` // that have a whole curve
	// Low, Median and High are the 5, 50 and 95 % quantiles over the rows.
	Low    []float64 `json:"low"`
	Median []float64 `json:"median"`
	High   []float64 `json:"high"`
	// Best is the curve of the row that the ground truth ranks first, BestRow in the table.
	Best    []float64 `json:"best"`
	BestRow int       `json:"bestRow"`
	// Rho is Spearman's ρ of the value at each step and the ground truth: what stopping
	// there would rank.
	Rho []float64 `json:"rho"`
}

// curves describes the learning curves of the rows of a question.
func (a *analyst) curves(k *job.Task, in CurvesInput) (*CurvesOutput, error) {
	c, err := a.load(k, in.Question)
	if err != nil {
		return nil, err
	}
	curve := c.table.Curve(in.Curve)
	if curve == nil {
		return nil, fmt.Errorf("the table has no curve %q", in.Curve)
	}
	var means [][]float64 // by row
	var truth []float64
	var rows []int
	for i, row := range c.rows {
		mean := make([]float64, len(curve.Steps))
		for run := range curve.Runs {
			for s, v := range curve.At(row, run) {
				mean[s] += v / float64(len(curve.Runs))
			}
		}
		if slices.ContainsFunc(mean, func(v float64) bool { return v != v }) {
			continue
		}
		means, truth, rows = append(means, mean), append(truth, c.truth.Values[i]), append(rows, row)
	}
	out := &CurvesOutput{Steps: curve.Steps, Rows: len(rows)}
	if len(rows) == 0 {
		return out, nil
	}
	target := rank.New(keys(truth, c.truth.Lower))
	best := 0
	for i, v := range keys(truth, c.truth.Lower) {
		if v > keys(truth, c.truth.Lower)[best] {
			best = i
		}
	}
	out.Best, out.BestRow = means[best], rows[best]
	at := make([]float64, len(rows))
	for s := range curve.Steps {
		for i, m := range means {
			at[i] = m[s]
		}
		out.Rho = append(out.Rho, rank.Spearman(rank.New(keys(at, !curve.Higher)), target).Value)
		sorted := slices.Sorted(slices.Values(at))
		quantile := func(percent int) float64 { return sorted[(len(sorted)-1)*percent/100] }
		out.Low, out.Median, out.High = append(out.Low, quantile(5)), append(out.Median, quantile(50)), append(out.High, quantile(95))
		if err := k.Checkpoint(float64(s) / float64(len(curve.Steps))); err != nil {
			return nil, err
		}
	}
	return out, nil
}
