package searching

// VersusInput asks how searches compare.
type VersusInput struct {
	Sides []Side `json:"sides"` // at most MaxSides
	Axis  string `json:"axis"`  // "trials", "cost" or "seconds"
	// Budget is how far along the axis searches are compared; 0 is as far as all went.
	Budget float64 `json:"budget,omitempty"`
	Points int     `json:"points"` // of the curves, 2 to MaxPoints
}

// Side is one strategy, with a trace for each repeat.
type Side struct {
	Name   string   `json:"name"`
	Traces []string `json:"traces"` // references: "trace:SESSION" or "given:NAME"
}

// VersusOutput says it.
type VersusOutput struct {
	At    []float64    `json:"at"` // the points of the axis
	Sides []SideCurves `json:"sides"`
	// Repeats is how many repeats all sides have: the tests take so many of each, in their
	// order, as pairs.
	Repeats  int          `json:"repeats"`
	Friedman *Differences `json:"friedman,omitempty"` // of three sides and two repeats at least
	Pairs    []Pair       `json:"pairs,omitempty"`
	Notes    []string     `json:"notes,omitempty"` // why comparing them may mislead
}

// SideCurves are the best values so far of a side, by point of the axis. Where a repeat
// has no value yet it does not count; points before the first value of any are not
// there: the first is point First.
type SideCurves struct {
	Name   string    `json:"name"`
	First  int       `json:"first"`
	Mean   []float64 `json:"mean"`
	Low    []float64 `json:"low"` // the first quartile
	Median []float64 `json:"median"`
	High   []float64 `json:"high"`            // the third
	Final  []float64 `json:"final"`           // by repeat that has a value
	SD     float64   `json:"sd"`              // of Final; 0 of one
	Fewer  int       `json:"fewer,omitempty"` // repeats that ended before the budget
}

// Differences is the Friedman test whether any of the sides differ.
type Differences struct {
	Average []float64 `json:"average"` // ranks, by side; 1 is the best
	P       float64   `json:"p"`
}

// Pair is the Wilcoxon test of two sides.
type Pair struct {
	A    int     `json:"a"` // indices of sides
	B    int     `json:"b"`
	Mean float64 `json:"mean"` // of A less B
	P    float64 `json:"p"`
	Holm float64 `json:"holm"` // P corrected for the number of pairs
}

// Bounds of a Versus job.
const (
	MaxSides  = 16
	MaxPoints = 2000
)
