package metering

import (
	"protocell/core/job"
	"protocell/core/latency"
)

// FusionInput asks which pairs of operators an engine runs as one.
type FusionInput struct {
	Engine string `json:"engine"` // id; empty for the default
	Seed   uint64 `json:"seed"`
}

// FusionOutput says it.
type FusionOutput struct {
	Pairs []latency.Fused `json:"pairs"`
}

// fusion finds out which operators an engine fuses.
func (m *meter) fusion(k *job.Task, in FusionInput) (*FusionOutput, error) {
	engine, _, err := m.open(in.Engine)
	if err != nil {
		return nil, err
	}
	pairs, err := latency.Fusions(m.here.Clock, engine, latency.Options{Seed: in.Seed}, k.Checkpoint)
	return &FusionOutput{pairs}, err
}
