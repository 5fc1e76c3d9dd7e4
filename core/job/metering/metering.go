// Package metering has the kinds of jobs of a worker that measures how long networks
// take, and predicts it for others. Nothing else runs beside them.
//
// A job has everything that it needs in its input, profiles included, so that a worker
// can be replaced. Only a Measure job goes on with what the one before it began; it says
// so, and is told if this worker knows nothing of it.
package metering

import (
	"protocell/core/job"
	"protocell/core/latency"
)

// The kinds of jobs, with their input and output.
const (
	Calibrate job.Kind = "calibrate" // what the machine is: CalibrateInput -> CalibrateOutput
	Measure   job.Kind = "measure"   // a slice of a measurement: MeasureInput -> MeasureOutput
	Fusion    job.Kind = "fusion"    // which operators an engine fuses: FusionInput -> FusionOutput
	Predict   job.Kind = "predict"   // predictors, judged: PredictInput -> PredictOutput
	Curve     job.Kind = "curve"     // a predictor with fewer measurements: CurveInput -> CurveOutput
	Spread    job.Kind = "spread"    // every architecture of the space, predicted: SpreadInput -> SpreadOutput
	Breakdown job.Kind = "breakdown" // a network by operator and block: BreakdownInput -> BreakdownOutput
	Compare   job.Kind = "compare"   // profiles and published devices: CompareInput -> CompareOutput
)

// Here is what a meter knows of the machine that it runs on.
type Here struct {
	// Clock is the finest there is.
	Clock latency.Clock
	// Device is what is known of it without measuring.
	Device latency.Device
	// Program says who measures, for latency.Conditions.
	Program string
	// Now, if not nil, returns the time of day as RFC 3339 has it.
	Now func() string
	// Engines are all that there could be, the default first.
	Engines []Engine
	// Files finds tables of other devices; nil if there are none.
	Files Files
}

// Engine is an engine that a machine may have.
type Engine struct {
	ID string
	// Open returns it, or an error that says why it is not available, and the name of
	// the adapter if it has one. While it waits it calls alive at least every 100 ms,
	// whose error stops it.
	Open func(alive func() error) (e latency.Engine, adapter string, err error)
}

// Files is where tables are.
type Files interface {
	// Read returns the file with a reference, of at most most bytes. While it waits it
	// calls alive at least every 100 ms, whose error stops it.
	Read(ref string, most int, alive func() error) ([]byte, error)
}

// Kinds returns the jobs of a meter.
func Kinds() job.Kinds { return job.Kinds{} }
