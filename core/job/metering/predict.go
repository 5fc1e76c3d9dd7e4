package metering

import (
	"protocell/core/energy"
	"protocell/core/job"
	"protocell/core/latency"
	"protocell/core/predict"
)

// Question is what is predicted, of what.
type Question struct {
	Profile latency.Profile `json:"profile"`
	// Energy, if not nil, asks for joules instead of seconds: those that the machine's
	// counters measured or, if the profile has none, what this model says of the
	// networks, with its idle power over their measured seconds.
	Energy *energy.Model `json:"energy,omitempty"`
	// Few, if not 0, is how many of the networks predictors are fitted to.
	Few int `json:"few,omitempty"`
	// Devices is the reference of a table with other devices to learn from; if it is
	// empty they are simulated.
	Devices string `json:"devices,omitempty"`
}

// PredictInput asks how good predictors are.
type PredictInput struct {
	Question
	Predictors []string `json:"predictors,omitempty"` // ids; none for all
}

// PredictOutput says it, of the networks of the test pass.
type PredictOutput struct {
	Unit     string  `json:"unit"`               // "s" or "J"
	Modelled bool    `json:"modelled,omitempty"` // joules that a model says, and nothing measured
	Fitted   int     `json:"fitted"`             // networks that predictors were fitted to
	Devices  int     `json:"devices"`            // others that were learned from
	Tests    []Test  `json:"tests"`
	Trials   []Trial `json:"trials"`
}

// Test is a network that predictors were judged by.
type Test struct {
	Code  string  `json:"arch"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"` // of the interval; of joules, Value
	High  float64 `json:"high"`
}

// Trial is how good a predictor is: predict.Quality.
type Trial struct {
	ID        string    `json:"id"`
	Error     string    `json:"error,omitempty"` // why it could not be fitted; all else is empty
	Ranks     bool      `json:"ranks,omitempty"` // only Spearman means something
	RMSE      float64   `json:"rmse"`            // in the unit
	MAPE      float64   `json:"mape"`            // mean absolute error, a share
	Within5   float64   `json:"within5"`         // share of the tests within ±5 %
	Within10  float64   `json:"within10"`
	Backwards float64   `json:"backwards"` // share whose measurement is within ±10 % of the prediction, as BRP-NAS counts
	Worst     float64   `json:"worst"`     // largest absolute error, a share
	Spearman  float64   `json:"spearman"`
	Defined   bool      `json:"defined"` // whether Spearman is
	R2        float64   `json:"r2"`
	Predicted []float64 `json:"predicted"` // by test
	FitMillis float64   `json:"fit"`
}

// predict judges predictors.
func (m *meter) predict(k *job.Task, in PredictInput) (*PredictOutput, error) {
	p, err := m.pose(k, in.Question)
	if err != nil {
		return nil, err
	}
	list, err := p.predictors(in.Predictors)
	if err != nil {
		return nil, err
	}
	out := &PredictOutput{Unit: "s", Modelled: p.modelled, Fitted: len(p.problem.Measured), Devices: len(p.problem.Devices), Tests: p.tests}
	if p.energy != nil {
		out.Unit = "J"
	}
	for i, f := range list {
		start := m.here.Clock()
		t := p.try(k, f)
		out.Trials = append(out.Trials, trial(t, 1e3*(m.here.Clock()-start)))
		if err := k.Checkpoint(float64(i+1) / float64(len(list))); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// trial writes a trial.
func trial(t predict.Trial, millis float64) Trial {
	out := Trial{ID: t.ID, Ranks: t.Ranks, FitMillis: millis, Predicted: t.Predicted}
	if t.Err != nil {
		out.Error = t.Err.Error()
		return out
	}
	out.Spearman, out.Defined = t.Spearman.Value, t.Spearman.Defined
	if t.Ranks {
		return out
	}
	out.RMSE, out.MAPE, out.Within5, out.Within10, out.Backwards = t.RMSE, t.MAPE, t.Within5, t.Within10, t.PredictedWithin10
	out.Worst, out.R2 = t.Worst, t.R2
	return out
}
