package metering

import (
	"errors"
	"slices"

	"protocell/core/job"
	"protocell/core/latency"
)

// CalibrateInput is the input of a Calibrate job.
type CalibrateInput struct {
	// Probe are the engines whose machine is measured, by their ids: about a quarter of
	// a second each.
	Probe []string `json:"probe,omitempty"`
}

// CalibrateOutput is what the machine is.
type CalibrateOutput struct {
	Device     latency.Device `json:"device"`
	Resolution float64        `json:"resolution"` // of the clock, seconds
	Engines    []Calibrated   `json:"engines"`    // all that there could be, the default first
}

// Calibrated is an engine on this machine.
type Calibrated struct {
	ID      string `json:"id"`                // "simd128", "go" or "webgpu"
	Missing string `json:"missing,omitempty"` // why it is not available; empty if it is
	Adapter string `json:"adapter,omitempty"` // that it computes on
	// Machine is the roofline of it, if it was probed: its numbers are 0 else.
	Machine latency.Machine `json:"machine"`
	// Noise says why there is no roofline, though it was probed.
	Noise string `json:"noise,omitempty"`
}

// probeRounds is how many samples of each probe there are.
const probeRounds = 12

// calibrate finds out what the machine is.
func (m *meter) calibrate(k *job.Task, in CalibrateInput) (*CalibrateOutput, error) {
	resolution, err := latency.Resolution(m.here.Clock)
	if err != nil {
		return nil, err
	}
	out := &CalibrateOutput{Device: m.here.Device, Resolution: resolution}
	for _, e := range m.here.Engines {
		c := Calibrated{ID: e.ID}
		engine, adapter, err := e.Open(m.alive)
		if c.Adapter = adapter; err != nil {
			c.Missing = err.Error()
		}
		if stop := k.Checkpoint(0); stop != nil {
			return nil, stop
		}
		if adapter != "" {
			out.Device.Adapter = adapter
		}
		if err == nil && slices.Contains(in.Probe, e.ID) {
			if c.Machine, err = m.probe(k, engine); err != nil {
				if stop := k.Checkpoint(0); stop != nil {
					return nil, stop
				}
				c.Noise = err.Error()
			}
		}
		out.Engines = append(out.Engines, c)
	}
	return out, nil
}

// probe measures the roofline of an engine.
func (m *meter) probe(k *job.Task, e latency.Engine) (latency.Machine, error) {
	machine, refused, err := latency.Probe(m.here.Clock, e, latency.Options{Rounds: probeRounds, Width: 0.5}, k.Checkpoint)
	if err == nil && refused != "" {
		err = errors.New(refused)
	}
	return machine, err
}
