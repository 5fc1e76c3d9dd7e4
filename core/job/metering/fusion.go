package metering

import (
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
