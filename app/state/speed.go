package state

import (
	"protocell/core/experiment"
	"protocell/core/graph"
)

// Speed is how fast the visitor's machine scores, as measured: at its fastest, for
// whatever else it does makes it slower.
type Speed struct {
	perMilli float64 // multiply-accumulates of one worker in a millisecond
	times    int     // it was measured
}

// believed is how many measurements it takes to think that a machine is slower than what
// it is taken for. The first one has the programs compiled, too.
const believed = 2

// What a machine is taken for before anything has been measured: a slow one.
const (
	simdPerMilli = 3e6
	goPerMilli   = 0.4e6
)

// What may be computed without being asked for.
const (
	maxMillis          = 3000
	maxBytes           = 600e6
	maxReferenceMillis = 240_000
)

// Estimate is what scoring one architecture takes, about.
type Estimate struct {
	Millis  float64
	Bytes   int64
	Planned bool // whether Bytes has been planned, and not guessed
}

// work returns the multiply-accumulates of scoring: forward and backward passes
// of a batch, and those of SynFlow, one image in float64. A backward pass costs
// two forward passes.
func work(spec experiment.Spec, c graph.Costs) float64 {
	return 3 * float64(c.Total.MACs) * float64(spec.Batch+2)
}

// Estimate returns what scoring the architecture takes.
func (s State) Estimate() Estimate {
	rate := s.Speed.perMilli
	if s.Speed.times < believed {
		assumed := simdPerMilli
		if s.Pool.Kernels == "go" {
			assumed = goPerMilli
		}
		rate = max(rate, assumed)
	}
	c := s.Net.Costs
	if bytes, ok := s.Planned(); ok {
		return Estimate{Millis: work(s.Spec, c)/rate + 5, Bytes: bytes, Planned: true}
	}
	// Outputs are kept for the backward pass, with about as many gradients.
	return Estimate{
		Millis: work(s.Spec, c)/rate + 5,
		Bytes:  2*c.Total.Bytes*int64(s.Spec.Batch) + 12*c.Total.Params,
	}
}

// Heavy reports whether scoring is so heavy that it waits to be asked for.
func (s State) Heavy() bool {
	e := s.Estimate()
	return e.Millis > maxMillis || e.Bytes > maxBytes
}

// Waiting reports whether scoring waits to be asked for.
func (s State) Waiting() bool {
	return !s.Complete() && s.Heavy() && s.approved != s.key
}

// measure learns from the times of a complete score.
func (s State) measure() State {
	var millis float64
	for _, e := range s.known.of(s.key, s.Net.Arch).Scores {
		millis += e.Millis
	}
	if millis > 1 {
		s.Speed.perMilli = max(s.Speed.perMilli, work(s.Spec, s.Net.Costs)/millis)
		s.Speed.times++
	}
	return s
}
