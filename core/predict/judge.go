package predict

import (
	"fmt"
	"math"

	"protocell/core/rank"
	"protocell/core/rng"
	"protocell/core/space"
)

// Quality is how well predictions agree with measurements of architectures that the
// predictor was not fitted to. Errors are relative to the measurement. Of a predictor
// that only ranks, Spearman alone means something.
type Quality struct {
	N        int
	RMSE     float64 // in the unit of the measurements
	MAPE     float64 // mean absolute error, a share
	Within5  float64 // share of architectures within ±5 %
	Within10 float64 // share of architectures within ±10 %
	// PredictedWithin10 is the share whose measurement is within ±10 % of the
	// prediction, as BRP-NAS's code counts.
	PredictedWithin10 float64
	Worst             float64 // largest absolute error, a share
	Spearman          rank.Statistic
	R2                float64 // share of the variance that is explained; may be negative
}

// Judge compares predictions with measurements, which are positive.
func Judge(predicted, measured []float64) Quality {
	if len(predicted) != len(measured) {
		panic(fmt.Sprintf("predict: %d predictions of %d measurements", len(predicted), len(measured)))
	}
	q := Quality{N: len(measured), Spearman: rank.Spearman(rank.New(predicted), rank.New(measured))}
	if q.N == 0 {
		return q
	}
	centre := mean(measured)
	var wrong, all, sum, within5, within10, predicted10 float64
	for i, want := range measured {
		d := predicted[i] - want
		wrong += float64(d * d)
		all += float64((want - centre) * (want - centre))
		e := math.Abs(d) / want
		sum += e
		q.Worst = max(q.Worst, e)
		if e <= 0.05 {
			within5++
		}
		if e <= 0.1 {
			within10++
		}
		if math.Abs(d) <= 0.1*predicted[i] {
			predicted10++
		}
	}
	n := float64(q.N)
	q.RMSE, q.MAPE = math.Sqrt(wrong/n), sum/n
	q.Within5, q.Within10, q.PredictedWithin10 = within5/n, within10/n, predicted10/n
	if all > 0 {
		q.R2 = 1 - wrong/all
	}
	return q
}

// Trial is a predictor, tried.
type Trial struct {
	Info
	Quality
	Predicted []float64 // by test architecture; nil if it was not fitted
	Err       error     // why it was not
}

// Try fits predictors to a problem and judges them by the same test architectures.
func Try(list []Predictor, p *Problem, test []Measured) []Trial {
	archs, truth := make([]space.Arch, len(test)), make([]float64, len(test))
	for i, m := range test {
		archs[i], truth[i] = m.Arch, m.Value
	}
	trials := make([]Trial, len(list))
	for i, f := range list {
		trials[i].Info = f.Info()
		m, err := f.Fit(p)
		if err != nil {
			trials[i].Err = err
			continue
		}
		trials[i].Predicted = make([]float64, len(test))
		m.Predict(trials[i].Predicted, archs)
		trials[i].Quality = Judge(trials[i].Predicted, truth)
	}
	return trials
}

// Point is a place of a learning curve.
type Point struct {
	Measured int     // architectures that the predictor was fitted to
	Repeats  int     // subsets of that size
	Spearman float64 // mean over the subsets
	Within10 float64 // mean over the subsets
	MAPE     float64 // mean over the subsets
	Low      float64 // least Spearman of a subset
}

// Curve returns how good a predictor is with fewer measurements: for each size the mean
// over random subsets of the measured architectures. Sizes that it cannot be fitted to
// are left out. It calls alive, whose error ends it, with the share that is done.
func Curve(f Predictor, p *Problem, test []Measured, sizes []int, repeats int, alive func(done float64) error) ([]Point, error) {
	p.Counts()
	var curve []Point
	for i, n := range sizes {
		if n > len(p.Measured) || n < f.Info().Least {
			continue
		}
		point := Point{Measured: n, Low: 1}
		for k := range repeats {
			part := *p
			part.Measured = nil
			for _, i := range rng.New(p.Seed, uint64(k)).Perm(len(p.Measured))[:n] {
				part.Measured = append(part.Measured, p.Measured[i])
			}
			t := Try([]Predictor{f}, &part, test)[0]
			if err := alive((float64(i) + float64(k+1)/float64(repeats)) / float64(len(sizes))); err != nil {
				return nil, err
			}
			if t.Err != nil {
				continue
			}
			point.Repeats++
			point.Spearman += t.Spearman.Value
			point.Within10 += t.Within10
			point.MAPE += t.MAPE
			point.Low = min(point.Low, t.Spearman.Value)
		}
		if point.Repeats > 0 {
			r := float64(point.Repeats)
			point.Spearman, point.Within10, point.MAPE = point.Spearman/r, point.Within10/r, point.MAPE/r
			curve = append(curve, point)
		}
	}
	return curve, nil
}
