// Package train trains the network of an architecture for real: stochastic gradient
// descent with Nesterov momentum, weight decay and a cosine schedule, on images that
// are cropped and flipped at random, with the accuracy on other images after every
// epoch. It is the recipe of NAS-Bench-201 (Dong and Yang, ICLR 2020, section 2.3) at
// any size, and its ground truth at the smallest that still ranks networks.
//
// # Determinism
//
// A Spec has one result, to the bit, natively and as WebAssembly, and however often
// the training was stopped and continued from what Save returned. Initial weights are
// those of engine.InitParams under the Spec's seed. Epoch e takes stream e under the key
// of the stream "train.order" for the order of the images, and of "train.augment" for
// crops and flips, so that the number of epochs done is all the state that randomness
// has.
//
// # What an epoch is
//
// The training images in random order, in batches of one size; what is left of the
// last is not trained on in that epoch. Batch normalisation uses the batch's statistics
// in training and the running ones, moved by a tenth a batch, in evaluation.
package train

import (
	"protocell/core/data"
	"protocell/core/kernel"
)

// average is the share by which a batch moves the running statistics, PyTorch's.
const average = 0.1

// Options say how to run; none of them changes a number.
type Options struct {
	Kernels kernel.Set
	// Source has the stored image sets; nil if there are none.
	Source data.Source
	// Memory, if not nil, is reused from one training to the next. One training at a
	// time may use it.
	Memory *Memory
	// Checkpoint, if not nil, is called between operations, at most some tens of
	// milliseconds apart, with the fraction of the whole training that is done. An
	// error stops the training, which is then as it was after its last epoch.
	Checkpoint func(done float64) error
	// Stop, if not nil, is called after every epoch but the last with the learning
	// curve, and says whether to stop early.
	Stop func(curve []Epoch) bool
}

// checkpoint calls Checkpoint if there is one.
func (o Options) checkpoint(done float64) error {
	if o.Checkpoint == nil {
		return nil
	}
	return o.Checkpoint(done)
}

// Epoch is one point of a learning curve. Right answers are counts of images.
type Epoch struct {
	Loss       float64 `json:"loss"`       // mean cross-entropy of the batches, as they came
	Train      int     `json:"train"`      // right answers in training, as the images came, augmented
	Validation int     `json:"validation"` // right answers on the validation images after the epoch
	Test       int     `json:"test"`       // right answers on the test images after the epoch
}

// Status says how a training ended.
type Status string

// The ways to end.
const (
	Running  Status = ""         // it has epochs left
	Done     Status = "done"     // all epochs are there
	Stopped  Status = "stopped"  // Options.Stop said so
	Diverged Status = "diverged" // a loss or a logit was not finite: the epoch is not in the curve
)

// Result is what a training gives.
type Result struct {
	Spec    Spec    `json:"spec"` // with the canonical notation of the architecture
	Params  int64   `json:"params"`
	MACs    int64   `json:"macs"`
	Curve   []Epoch `json:"curve"`
	Status  Status  `json:"status"`
	Kernels string  `json:"kernels"` // which kernels computed it: "go", "simd128"
	Digest  string  `json:"digest"`  // of Spec, Params, MACs, Curve, Status and the final weights
}

// Run trains what spec says from its beginning to its end.
func Run(spec Spec, o Options) (*Result, error) {
	t, err := New(spec, o)
	if err != nil {
		return nil, err
	}
	for t.Status() == Running {
		if err := t.Epoch(); err != nil {
			return nil, err
		}
	}
	return t.Result(), nil
}
