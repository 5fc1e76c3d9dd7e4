// Package proxy has the zero-cost proxies: scores of an untrained network. One
// file defines one proxy; the table in table.go lists them.
package proxy

// Needs is a set of what proxies draw on. Passes are shared: however many proxies
// need one, it runs once.
type Needs uint

// What proxies draw on. A proxy that needs nothing counts what the network has.
const (
	// NeedWeights is the initial weights, without a pass.
	NeedWeights Needs = 1 << iota
	// NeedCodes is a forward pass in training mode that records, for every ReLU,
	// which inputs are greater than 0.
	NeedCodes
	// NeedGrad is a forward and a backward pass of the mean cross-entropy.
	NeedGrad
	// NeedFisher is NeedGrad with what Fisher asks of each layer's output.
	NeedFisher
	// NeedJacobian is the forward pass of the codes, and a backward pass of the sum of
	// all logits to the images.
	NeedJacobian
	// NeedSynFlow is the float64 forward and backward pass of SynFlow: absolute
	// weights, batch normalisation bypassed, one image of ones.
	NeedSynFlow
	// NeedOwn is passes over networks that the proxy alone wants: see Own.
	NeedOwn
)

// Traits are what the program asks of a proxy. They are apart from Info so that a
// worker, which shows nothing, is not linked with texts.
type Traits struct {
	ID     string // as NAS-Bench-Suite-Zero names it, e.g. "grad_norm"
	Needs  Needs
	Images bool // whether it reads the batch's images
	Labels bool // whether it reads their labels
	Slow   bool // whether it costs about as much as all the shared passes, or more; computed only if asked for
	Lower  bool // whether lower is better
}

// Info describes a proxy to the page, the command line and the tests.
type Info struct {
	Traits
	Name     string // as its paper spells it, e.g. "SynFlow"
	Formula  string // in LaTeX
	Summary  string // one sentence
	Paper    string // authors, title, venue and year
	Additive bool   // whether the value is the sum of its layers' shares
	Log      bool   // whether the page shows log10 of the value
	// Unverified says which part of the definition could not be checked against the
	// authors' code or numbers; "" if all of it was.
	Unverified string
}

// Status says what kind of number a score is.
type Status string

// The kinds. All but OK rank last and are counted; none is silent.
const (
	OK           Status = "ok"
	NaN          Status = "nan"
	PosInf       Status = "+inf"
	NegInf       Status = "-inf"
	Disconnected Status = "disconnected" // finite, but the network does not carry its input to its output
	Unlabelled   Status = "unlabelled"   // not a number: it reads labels, which the images do not have
	Undefined    Status = "undefined"    // not a number: its definition does not cover the network
)

// Layer is one layer's share of a score.
type Layer struct {
	Name  string `json:"name"`  // the node's label
	Block int    `json:"block"` // index of its block in the graph
	Value Number `json:"value"`
}

// Score is what a proxy says of a network.
type Score struct {
	Value  Number  `json:"value"`
	Status Status  `json:"status"`
	Layers []Layer `json:"layers,omitempty"` // in graph order; nil if the definition is not a sum
	Steps  []Step  `json:"steps,omitempty"`  // numbers on the way to the value, in the order of computing
}

// Step is a number on the way to a score. The page shows it under its name.
type Step struct {
	Name  string `json:"name"`
	Value Number `json:"value"`
}

// Proxy scores an untrained network from its passes.
type Proxy interface {
	Traits() Traits
	Info() Info
	// Score reads the passes that Traits().Needs names. It must not change what
	// they hold. An error is a fault of the program, never of the network.
	Score(p *Passes) (Score, error)
}
