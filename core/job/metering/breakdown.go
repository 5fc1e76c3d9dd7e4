package metering

import (
	"protocell/core/energy"
	"protocell/core/graph"
	"protocell/core/latency"
)

// BreakdownInput asks where the time of a network goes.
type BreakdownInput struct {
	Profile latency.Profile `json:"profile"`
	Arch    string          `json:"arch"` // code, of the profile's space
	// Skeleton, if not nil, is the one around the architecture; else that of the profile.
	Skeleton *graph.Skeleton `json:"skeleton,omitempty"`
	Energy   *energy.Model   `json:"energy,omitempty"` // also asks for joules, as a model has them
}

// BreakdownOutput says it. All shares are of the sum over the operators.
type BreakdownOutput struct {
	Seconds   float64 `json:"seconds"`             // sum over the operators
	Corrected float64 `json:"corrected,omitempty"` // what the predictor "corrected" says; 0 if it cannot be fitted
	Measured  float64 `json:"measured,omitempty"`  // if the profile has the network
	Joules    float64 `json:"joules,omitempty"`    // modelled
	MACs      int64   `json:"macs"`                // for one image
	Guessed   float64 `json:"guessed"`             // share of the seconds that are of operators which the profile does not have
	Operators []Part  `json:"operators"`           // the slowest first
	Blocks    []Part  `json:"blocks"`              // of the skeleton, in order
	Edges     []Part  `json:"edges"`               // of the cell, over all cells, in the space's order; none in spaces without
}

// Part is a part of a network.
type Part struct {
	Name    string  `json:"name"`
	Op      string  `json:"op,omitempty"` // of an operator: latency.OpName
	Times   float64 `json:"times"`        // that it is run
	Seconds float64 `json:"seconds"`      // all of them together
	Joules  float64 `json:"joules,omitempty"`
	MACs    int64   `json:"macs"`
	Guessed bool    `json:"guessed,omitempty"` // of an operator that was not measured
}
