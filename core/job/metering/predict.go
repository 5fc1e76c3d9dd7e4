package metering

import (
	"protocell/core/energy"
	"protocell/core/latency"
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
