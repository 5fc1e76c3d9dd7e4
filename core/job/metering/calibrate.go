package metering

import (
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
