// Package latency measures how long networks and single operators take on a machine,
// in a way that says how far a number can be trusted, and keeps what was measured as a
// Profile.
//
// # How it is measured
//
// A sample is the mean time of so many runs, one after the other, that the resolution
// of the clock is a hundredth of it or less. Samples are taken in rounds: each round
// takes one of every subject, in an order that the seed shuffles anew, and in between
// samples of a reference, so that no subject is measured in one block while the
// processor is hot, throttled or taken by others. What the reference says of a round
// and of the rounds around it corrects the samples of the round.
//
// The estimate is the mean of the fastest tenth of the corrected samples. Other
// programs, interrupts and the collection of garbage only ever add time, so that the
// fastest samples of networks that run beside them agree within a percent when medians
// differ twofold; on an idle machine the two are the same. Its interval is a bootstrap
// over rounds. Subjects are moved in memory between rounds, or some would be slow for
// where they happen to lie. Subjects whose interval is still wide get further rounds, up to a bound.
//
// A run that is longer than a few samples would meet other programs every time. If its
// engine can tell the time between its steps, it is timed in parts of about a sample,
// and what is added are the fastest tenths of the parts.
//
// An estimate whose interval is wide, or that rests on too few rounds, is refused, and
// says why.
//
// Nothing in this package reads a clock or runs a network by itself: both are given to
// it, so that a simulated machine tests it, and one protocol serves every engine.
package latency

import (
	"protocell/core/graph"
)

// Clock returns seconds on a monotonic clock.
type Clock func() float64

// Subject is something whose time is measured.
type Subject struct {
	Name string
	Run  func() error // one inference, or one run of an operator; it allocates nothing
	// Repeat, if not nil, does so many runs one after the other, and waits once, after
	// the last: what a device needs that is not waited for between runs.
	Repeat func(runs int) error
	// Laps, if not nil, does what Run does and calls lap between its steps, always as
	// many times.
	Laps func(lap func()) error
	// Move, if not nil, moves what it works on to other memory. Where it lies may cost a
	// network a quarter of its time, by pages that meet in a cache.
	Move func()
	// Close, if not nil, gives back what it holds. It is not run afterwards.
	Close func()
}

// Engine is what runs networks: a set of kernels on a processor, or a device.
type Engine interface {
	// Name says which engine this is, e.g. "go" or "simd128", for people and for
	// comparing profiles.
	Name() string
	// Prepare makes g ready to run on a batch of images, its input and its weights
	// random. An error says what cannot be run. The subject holds memory until it
	// is dropped.
	Prepare(name string, g *graph.Graph, batch int) (Subject, error)
}

// Remote is an Engine on a device that is told what to do and then waited for.
type Remote interface {
	Engine
	// Delay returns how long that takes with nothing to do, in seconds. Samples last so
	// much longer that it does not count.
	Delay() float64
}

// delays is how many delays of a device a sample lasts at least.
const delays = 20
