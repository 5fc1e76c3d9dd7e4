// Package search has the strategies of neural architecture search behind one
// interface, ask and tell: a strategy says what to evaluate, and is told what came
// out. It never calls an evaluator, so that a page, a command and a pool of workers
// drive the same code. One file defines one strategy; the table in table.go lists
// them. Each passes the conformance suite in search/searchtest.
//
// What changes how any strategy behaves is a wrapper around it: Dedup, Constrain,
// WarmStart, and the policies for Failures. A Run puts a strategy, its wrappers and a
// Budget together as a Spec says, and makes the events of a Trace.
//
// # Determinism
//
// A strategy draws from one stream of random numbers, under the seed of its Problem.
// A Run applies outcomes in the order in which it asked, whatever the order in which
// they arrive, and asks again at once: how many trials are outstanding is part of the
// Spec, how many workers there are is not.
package search

import "protocell/core/space"

// Signal says which of two evaluators a trial asks.
type Signal string

// The signals.
const (
	Main  Signal = ""      // what is searched for; a Budget counts it
	Cheap Signal = "cheap" // a proxy for it, which costs next to nothing
)

// Origin says how a strategy came upon an architecture.
type Origin string

// The origins.
const (
	Random     Origin = "random"     // drawn uniformly
	Mutation   Origin = "mutation"   // a parent with one decision changed
	Neighbour  Origin = "neighbour"  // one of all that differ from a parent in one decision
	Crossover  Origin = "crossover"  // of two parents, perhaps mutated
	Controller Origin = "controller" // sampled from a controller
	Model      Origin = "model"      // proposed by a model of what was told
	Promotion  Origin = "promotion"  // one that did well with fewer epochs, or by the cheap signal
)

// Trial is a proposal: an architecture, and what is to be found out about it.
type Trial struct {
	ID     int        `json:"id"` // ascending from 1, perhaps with gaps
	Arch   space.Arch `json:"arch"`
	Signal Signal     `json:"signal,omitempty"`
	// Epochs is for how many the network is to be trained in all, and 0 for all that
	// the evaluator has.
	Epochs int `json:"epochs,omitempty"`
	// Parent is the trial that the architecture derives from, Continues the one whose
	// training of the same architecture goes on, after Done epochs; 0 is none.
	Parent    int    `json:"parent,omitempty"`
	Continues int    `json:"continues,omitempty"`
	Done      int    `json:"done,omitempty"`
	Origin    Origin `json:"origin"`
	Bracket   int    `json:"bracket,omitempty"` // of Hyperband and its kin, from 1
}

// Outcome is what came out of a trial.
type Outcome struct {
	Value   float64 `json:"value"` // finite; larger is better; 0 if it failed
	Cost    float64 `json:"cost,omitempty"`
	Seconds float64 `json:"seconds,omitempty"` // that it took here; no result depends on it
	Failed  string  `json:"failed,omitempty"`  // why there is no value

	rejected bool // by Constrain: it was never evaluated, and does not count as drawn
}

// OK reports whether there is a value.
func (o Outcome) OK() bool { return o.Failed == "" }

// Strategy decides what to evaluate. It is for one goroutine.
type Strategy interface {
	// Ask returns the next trial. It returns false where the strategy has to be told
	// something first, and if nothing is outstanding it has ended. Any number of
	// trials may be outstanding.
	Ask() (t Trial, ok bool)
	// Tell passes the outcome of a trial, once for each that Ask returned, in any
	// order. A wrapper may have put another architecture into the trial: that of t is
	// the one that was evaluated. What failed is never chosen.
	Tell(t Trial, o Outcome)
	// States returns pointers to all that changes in the strategy and in those that it
	// wraps, which package wire can write. A strategy of the same Problem whose states
	// are set to what they were goes on as this one, to the bit.
	States() []any
}

// Measure is a quantity of an architecture that needs no evaluation, and of which less
// is better.
type Measure struct {
	ID string // "params", "macs"
	Of func(space.Arch) (float64, error)
}

// Problem is what a strategy is made for.
type Problem struct {
	Space    space.Space
	Seed     uint64
	Params   Params    // all of those of its Info
	Minimise []Measure // beside the value, by strategies that have several objectives
	Alive    func()    // if not nil, is called now and then while the strategy thinks
}
