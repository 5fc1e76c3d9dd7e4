package metering

import (
	"fmt"

	"protocell/core/job"
	"protocell/core/predict"
)

// CurveInput asks how good a predictor is with fewer measurements.
type CurveInput struct {
	Question
	Predictor string `json:"predictor"` // id
	Sizes     []int  `json:"sizes"`     // those that are too few or too many are left out
	Repeats   int    `json:"repeats"`   // random subsets of each size
}

// CurveOutput says it.
type CurveOutput struct {
	Points []Point `json:"points"`
}

// Point is a place of a curve: predict.Point.
type Point struct {
	Measured int     `json:"measured"`
	Repeats  int     `json:"repeats"`
	Spearman float64 `json:"spearman"` // mean
	Low      float64 `json:"low"`      // least Spearman
	Within10 float64 `json:"within10"` // mean
	MAPE     float64 `json:"mape"`     // mean
}

// Bounds of a curve.
const (
	maxSizes   = 32
	maxRepeats = 50
)

// curve fits a predictor to fewer and fewer networks.
func (m *meter) curve(k *job.Task, in CurveInput) (*CurveOutput, error) {
	if len(in.Sizes) > maxSizes || in.Repeats < 1 || in.Repeats > maxRepeats {
		return nil, fmt.Errorf("%d sizes and %d repeats; choose at most %d, and 1 to %d", len(in.Sizes), in.Repeats, maxSizes, maxRepeats)
	}
	p, err := m.pose(k, in.Question)
	if err != nil {
		return nil, err
	}
	f, err := p.predictor(in.Predictor)
	if err != nil {
		return nil, err
	}
	points, err := predict.Curve(f, p.watched(k), p.measured, in.Sizes, in.Repeats, k.Checkpoint)
	if err != nil {
		return nil, err
	}
	out := &CurveOutput{Points: []Point{}}
	for _, c := range points {
		out.Points = append(out.Points, Point{c.Measured, c.Repeats, c.Spearman, c.Low, c.Within10, c.MAPE})
	}
	return out, nil
}
