// Package metering has the kinds of jobs of a worker that measures how long networks
// take, and predicts it for others. Nothing else runs beside them.
//
// A job has everything that it needs in its input, profiles included, so that a worker
// can be replaced. Only a Measure job goes on with what the one before it began; it says
// so, and is told if this worker knows nothing of it.
package metering

import (
	"fmt"

	"protocell/core/job"
	"protocell/core/job/shelf"
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
	// Clock returns seconds, as finely as there is a clock.
	Clock latency.Clock
	// Device is what is known without measuring.
	Device latency.Device
	// Power, if not nil, returns latency.Conditions.Power.
	Power func() string
	// Now, if not nil, returns the time of day as RFC 3339 has it.
	Now func() string
	// Engines are all that there could be, the default first.
	Engines []Engine
	// Files are where tables of other devices are; nil if there are none.
	Files shelf.Files
}

// Engine is an engine that a machine may have.
type Engine struct {
	ID string
	// Open returns it, or an error that says why it is not available, and the name of
	// the adapter that it computes on, if that can be told. While it waits, then or
	// later, it calls alive at least every 100 ms, whose error stops it; alive is that of
	// whatever job is running.
	Open func(alive func() error) (e latency.Engine, adapter string, err error)
}

// meter has what jobs find again.
type meter struct {
	here    Here
	job     *job.Task // the one that is running
	done    float64   // the share of it that is done
	tables  shelf.Tables
	session *session // of Measure jobs; nil if there is none
	last    *posed   // the last question
}

// Kinds returns the jobs of a meter.
func Kinds(here Here) job.Kinds {
	m := &meter{here: here, tables: shelf.Tables{Files: here.Files}}
	return job.Kinds{
		Calibrate: job.With(running(m, m.calibrate)),
		Measure:   job.With(running(m, m.measure)),
		Fusion:    job.With(running(m, m.fusion)),
		Predict:   job.With(m.predict),
		Curve:     job.With(m.curve),
		Spread:    job.With(m.spread),
		Breakdown: job.With(m.breakdown),
		Compare:   job.With(m.compare),
	}
}

// running lets the meter know of the job that runs, for what outlives jobs: engines.
func running[In, Out any](m *meter, f func(*job.Task, In) (Out, error)) func(*job.Task, In) (Out, error) {
	return func(k *job.Task, in In) (Out, error) {
		m.job, m.done = k, 0
		return f(k, in)
	}
}

// alive is a sign of life of the job that runs.
func (m *meter) alive() error { return m.job.Checkpoint(m.done) }

// open returns an engine by its id, or the default for "".
func (m *meter) open(id string) (latency.Engine, string, error) {
	for _, e := range m.here.Engines {
		if e.ID == id || id == "" {
			return e.Open(m.alive)
		}
	}
	return nil, "", fmt.Errorf("there is no engine %.32q", id)
}
