package train

import (
	"fmt"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Spec says what is trained, on what, and how: the same Spec gives the same numbers
// anywhere. The zero value is not valid; start from Default.
type Spec struct {
	Space    string         `json:"space"` // id of the search space: "nb201"
	Arch     string         `json:"arch"`  // in any notation of the space
	Skeleton graph.Skeleton `json:"skeleton"`

	Data       string `json:"data"`       // id of an image set
	Images     uint64 `json:"images"`     // seed that chooses the images
	Train      int    `json:"train"`      // images to train on
	Validation int    `json:"validation"` // other images, to choose architectures by
	Test       int    `json:"test"`       // yet others, to say how good the chosen one is

	Seed     uint64  `json:"seed"`     // of the initial weights, the order of images, crops and flips
	Epochs   int     `json:"epochs"`   // that the schedule is made for
	Batch    int     `json:"batch"`    // images a step
	Rate     float64 `json:"rate"`     // learning rate of the first step
	Momentum float64 `json:"momentum"` // Nesterov's
	Decay    float64 `json:"decay"`    // of all parameters, as a share of them added to their gradients
	Augment  bool    `json:"augment"`  // whether training images are cropped and flipped at random
}

// Bounds of a Spec.
const (
	MaxImages = 1 << 20
	MaxEpochs = 10_000
	MaxBatch  = 1024
)

// Default returns the training behind the built-in table, of the best
// NAS-Bench-201 cell for CIFAR-10.
func Default() Spec {
	return Spec{
		Space: "nb201",
		Arch:  "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
		Skeleton: graph.Skeleton{
			C: 4, N: 1,
			Input:   graph.Shape{C: 3, H: 8, W: 8},
			Classes: 10,
		},
		Data: "shapes", Images: 1, Train: 2048, Validation: 512, Test: 512,
		Seed: 1, Epochs: 6, Batch: 32,
		Rate: 0.1, Momentum: 0.9, Decay: 5e-4,
	}
}

// Canonical returns s with the canonical notation of its architecture, or an error
// that says which field is wrong, by its JSON name, and how.
func (s Spec) Canonical() (Spec, error) {
	sp, a, err := s.architecture()
	if err != nil {
		return Spec{}, err
	}
	s.Arch = sp.Print(a)
	for _, f := range []struct {
		name            string
		value, min, max int
	}{
		{"train", s.Train, s.Batch, MaxImages},
		{"validation", s.Validation, 1, MaxImages},
		{"test", s.Test, 1, MaxImages},
		{"epochs", s.Epochs, 1, MaxEpochs},
		{"batch", s.Batch, 2, MaxBatch},
	} {
		if f.value < f.min || f.value > f.max {
			return Spec{}, fmt.Errorf("%s is %d, not in %d to %d", f.name, f.value, f.min, f.max)
		}
	}
	for _, f := range []struct {
		name       string
		value, max float64
	}{{"rate", s.Rate, 100}, {"momentum", s.Momentum, 1}, {"decay", s.Decay, 1}} {
		if !(f.value >= 0 && f.value <= f.max) { // NaN too
			return Spec{}, fmt.Errorf("%s is %v, not in 0 to %v", f.name, f.value, f.max)
		}
	}
	if err := s.Skeleton.Validate(); err != nil {
		return Spec{}, err
	}
	if err := s.request().Check(); err != nil {
		return Spec{}, fmt.Errorf("data: %w", err)
	}
	return s, nil
}

// architecture returns the search space and the architecture in it.
func (s Spec) architecture() (space.Space, space.Arch, error) {
	sp, err := spaces.ByID(s.Space)
	if err != nil {
		return nil, "", fmt.Errorf("space: %w", err)
	}
	a, err := sp.Parse(s.Arch)
	if err != nil {
		return nil, "", fmt.Errorf("arch: %w", err)
	}
	return sp, a, nil
}

// build returns the network.
func (s Spec) build() (*graph.Graph, error) {
	sp, a, err := s.architecture()
	if err != nil {
		return nil, err
	}
	return sp.Build(a, s.Skeleton)
}

// request asks for all images: to train on, then of validation, then of test.
func (s Spec) request() data.Request {
	return data.Request{
		Set: s.Data, Batch: s.Train + s.Validation + s.Test, Shape: s.Skeleton.Input,
		Classes: s.Skeleton.Classes, Seed: s.Images, Noise: s.Images,
	}
}
