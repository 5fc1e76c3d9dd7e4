package table

import "math"

// Kind says what sort of quantity a column has.
type Kind string

// The kinds.
const (
	Accuracy Kind = "accuracy" // of a trained network, or a score of the kind, e.g. SSIM
	Loss     Kind = "loss"     // of a trained network
	Proxy    Kind = "proxy"    // score of an untrained network
	Params   Kind = "params"
	MACs     Kind = "macs" // multiply-accumulates for one image
	Latency  Kind = "latency"
	Energy   Kind = "energy"
	Time     Kind = "time" // that training or scoring took
	Other    Kind = "other"
)

// Kinds returns all kinds, ground truth first.
func Kinds() []Kind {
	return []Kind{Accuracy, Loss, Proxy, Params, MACs, Latency, Energy, Time, Other}
}

// Truth reports whether the kind is how good a trained network is.
func (k Kind) Truth() bool { return k == Accuracy || k == Loss }

// Meta says what the values of a column or curve are.
type Meta struct {
	ID      string `json:"id"`   // unique in the table, e.g. "cifar10/synflow"
	Name    string `json:"name"` // for people, short
	Kind    Kind   `json:"kind"`
	Unit    string `json:"unit,omitempty"` // e.g. "%", "ms"; "" for pure numbers
	Meaning string `json:"meaning"`        // one sentence
	Higher  bool   `json:"higher"`         // whether higher values are better
	Proxy   string `json:"proxy,omitempty"`
	Dataset string `json:"dataset,omitempty"` // id of the space.Task that it is of, e.g. "cifar10"; "" if of none
	Split   string `json:"split,omitempty"`   // of the dataset: "train", "valid" or "test"
	Epochs  int    `json:"epochs,omitempty"`  // of training; 0 if not trained
	Seeds   int    `json:"seeds,omitempty"`   // runs that a value is the mean of; 0 if not known
	Device  string `json:"device,omitempty"`  // that latency and energy are of
	Digits  int    `json:"digits,omitempty"`  // significant digits that values were rounded to; 0 if they were not
	Source  int    `json:"source"`            // index in Table.Sources
}

// Column is one quantity of every row.
type Column struct {
	Meta
	Values []float64 `json:"-"` // by row; NaN where it is not known
}

// Missing returns the number of rows without a value.
func (c *Column) Missing() int { return missing(c.Values) }

// Infinite returns the number of rows whose value is infinite: a score that left
// the range of its numbers, or the logarithm of nothing.
func (c *Column) Infinite() int {
	n := 0
	for _, v := range c.Values {
		if math.IsInf(v, 0) {
			n++
		}
	}
	return n
}

// Curve is one quantity of every row along training, in one or more runs.
type Curve struct {
	Meta
	Steps  []int     `json:"steps"` // epochs after which it was measured, ascending
	Runs   []string  `json:"runs"`  // names of the runs, e.g. their seeds
	Values []float64 `json:"-"`     // by row, run and step; NaN where it is not known
}

// At returns the values of a run of a row, by step. The caller must not change
// them.
func (c *Curve) At(row, run int) []float64 {
	n := len(c.Steps)
	from := (row*len(c.Runs) + run) * n
	return c.Values[from : from+n : from+n]
}

// Missing returns the number of values that are not known.
func (c *Curve) Missing() int { return missing(c.Values) }

func missing(values []float64) int {
	n := 0
	for _, v := range values {
		if v != v {
			n++
		}
	}
	return n
}
