package metering

import (
	"protocell/core/graph"
	"protocell/core/latency"
)

// Plan says what is measured.
type Plan struct {
	Engine   string         `json:"engine"` // id; empty for the default
	Space    string         `json:"space"`  // id
	Skeleton graph.Skeleton `json:"skeleton"`
	Batch    int            `json:"batch"`
	// Networks is how many architectures are drawn that predictors are fitted to, and
	// Tests how many further ones are measured afterwards, to judge them.
	Networks int `json:"networks"`
	Tests    int `json:"tests"`
	// Archs are codes of architectures that are measured besides, with the first.
	Archs     []string `json:"archs,omitempty"`
	Operators bool     `json:"operators,omitempty"` // whether each operator is measured alone
	Seed      uint64   `json:"seed"`                // of the draw and of the order
	Rounds    int      `json:"rounds,omitempty"`    // 0 is the default of latency.Options
	// Seconds is about how long it is to take: there are fewer rounds if need be, but no
	// fewer than 10. 0 does not limit it.
	Seconds float64 `json:"seconds,omitempty"`
	Width   float64 `json:"width,omitempty"` // latency.Options.Width
}

// MeasureInput asks for a slice of a measurement.
type MeasureInput struct {
	Session  string `json:"session"`  // the page's name of it
	Position int    `json:"position"` // as the slice before it said; 0 begins
	Plan     Plan   `json:"plan"`     // the same in every slice
	// Known, at position 0, is what has been measured of the plan before, by a session
	// that was lost or given up, or by a file: it is not measured again.
	Known *latency.Profile `json:"known,omitempty"`
	Slice float64          `json:"slice"` // seconds after which it answers, about
	// Interrupted says that time has passed since the slice before, as when the tab was
	// hidden: the round that was begun is measured anew.
	Interrupted bool `json:"interrupted,omitempty"`
}

// MeasureOutput says how far a measurement is.
type MeasureOutput struct {
	// Lost says that this worker knows nothing of the session at that position, and did
	// nothing: begin again at 0, with the last profile as what is known.
	Lost     bool    `json:"lost,omitempty"`
	Position int     `json:"position"` // for the next slice
	Fraction float64 `json:"fraction"` // that is done
	Phase    string  `json:"phase"`    // a Phase
	Testing  bool    `json:"testing,omitempty"`
	Round    int     `json:"round"`  // complete ones of this pass
	Rounds   int     `json:"rounds"` // of each pass, further ones for what is noisy aside
	Left     float64 `json:"left"`   // seconds it will take, about; 0 if that cannot be told
	// Profile is everything that has been measured, with the intervals as they are; nil
	// if it has not changed since the slice before. Its name is empty until the page
	// gives it one.
	Profile *latency.Profile `json:"profile,omitempty"`
	// Failed says what ended the measurement, as when a device is lost; Profile has what
	// was measured, and Known can take it.
	Failed string `json:"failed,omitempty"`
}

// Phases of a measurement.
const (
	Preparing = "preparing" // networks are built
	Warming   = "warming"   // they run until they no longer become faster
	Sampling  = "sampling"
	Over      = "over" // there is nothing more to do
)
