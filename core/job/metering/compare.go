package metering

import (
	"protocell/core/latency"
)

// CompareInput asks how profiles go with each other, and with published devices.
type CompareInput struct {
	Profiles []latency.Profile `json:"profiles"`
	Table    string            `json:"table,omitempty"` // reference of a table with latencies of devices
}

// CompareOutput says it.
type CompareOutput struct {
	Pairs     []Pair      `json:"pairs"` // of profiles, i < j
	Published []Published `json:"published"`
}

// Pair is a comparison of two profiles: latency.Comparison.
type Pair struct {
	I         int     `json:"i"`
	J         int     `json:"j"`
	Alike     bool    `json:"alike"` // of one space, skeleton and batch: else networks do not compare
	Networks  int     `json:"networks"`
	Operators int     `json:"operators"`
	Spearman  float64 `json:"spearman"` // of the networks' times
	Defined   bool    `json:"defined"`
	Scale     float64 `json:"scale"`   // how many times as long the second takes, the median; 0 if they have nothing in common
	Within5   float64 `json:"within5"` // share of the networks that agree to 5 % after scaling
}

// Published is a profile beside a published device.
type Published struct {
	Profile  int     `json:"profile"` // index
	Column   string  `json:"column"`  // id, in the table
	Name     string  `json:"name"`
	Dataset  string  `json:"dataset"`
	Unit     string  `json:"unit"`
	Networks int     `json:"networks"` // measured ones that the column has
	Spearman float64 `json:"spearman"` // of their times
	Defined  bool    `json:"defined"`
	Scale    float64 `json:"scale"` // published units for a second here, the median
	// All is Spearman's correlation over all architectures that the column has, with
	// what the predictor "corrected" says of them; it is not defined if AllOf is 0.
	All   float64 `json:"all"`
	AllOf int     `json:"allOf"`
	// Points are the networks: what was measured, in seconds, and the column's value over
	// Scale.
	Points [][2]float64 `json:"points"`
}
