// Package experiment is the value that says what is computed: the same Spec
// gives the same numbers anywhere. It is bounded, and has a canonical form; package
// share writes it as text.
package experiment

import (
	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Spec is an experiment. The zero value is not valid; start from Default.
type Spec struct {
	Space     string         `json:"space"` // id of the search space: "nb201"
	Arch      string         `json:"arch"`  // canonical notation of the edited architecture
	Skeleton  graph.Skeleton `json:"skeleton"`
	Batch     int            `json:"batch"`               // images in the batch
	Data      string         `json:"data"`                // id of an image set: "shapes", "noise", or that of one of the visitor's own
	Transform string         `json:"transform,omitempty"` // of the images: "", "spherical" or "scrambled"
	Augment   bool           `json:"augment,omitempty"`   // whether images are cropped and flipped at random
	Seed      uint64         `json:"seed"`                // of everything random
	Shift     Seeds          `json:"shift,omitzero"`      // added to Seed, modulo 2^64, for each purpose
	Proxies   []string       `json:"proxies,omitempty"`   // ids in the table's order; empty means proxy.Defaults
	Pins      []string       `json:"pins,omitempty"`      // canonical notations of pinned architectures
}

// Seeds are one number for each purpose of randomness, so that each can be varied
// alone.
type Seeds struct {
	Init  uint64 `json:"init,omitzero"`  // the initial weights
	Batch uint64 `json:"batch,omitzero"` // which images, and their labels
	Noise uint64 `json:"noise,omitzero"` // pixels of noise, crops and flips, random inputs of proxies
}

// Seeds returns the seeds of the experiment.
func (s Spec) Seeds() Seeds {
	return Seeds{Init: s.Seed + s.Shift.Init, Batch: s.Seed + s.Shift.Batch, Noise: s.Seed + s.Shift.Noise}
}

// Images returns what s asks of its image set.
func (s Spec) Images() data.Request {
	seeds := s.Seeds()
	return data.Request{
		Set: s.Data, Batch: s.Batch, Shape: s.Skeleton.Input, Classes: s.Skeleton.Classes,
		Seed: seeds.Batch, Noise: seeds.Noise, Transform: s.Transform, Augment: s.Augment,
	}
}

// Default returns what is shown to someone who asks for nothing in particular: the
// best NAS-Bench-201 cell for CIFAR-10, in a skeleton that scores in an instant.
func Default() Spec {
	return Spec{
		Space: "nb201",
		Arch:  "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
		Skeleton: graph.Skeleton{
			C: 8, N: 1,
			Input:   graph.Shape{C: 3, H: 32, W: 32},
			Classes: 10,
		},
		Batch: 32,
		Data:  "shapes",
		Seed:  1,
	}
}

// DefaultOf returns the experiment with which to begin in a search space: its best
// known architecture in its small skeleton, and all else as in Default.
func DefaultOf(sp space.Space) Spec {
	s := Default()
	s.Space, s.Arch = sp.Info().ID, sp.Print(sp.Presets()[0].Arch)
	s.Skeleton = sp.Skeletons().Default
	return s
}

// ProxyIDs returns the ids of the proxies that s asks for.
func (s Spec) ProxyIDs() []string {
	if len(s.Proxies) == 0 {
		return proxy.Defaults()
	}
	return s.Proxies
}

// Architecture returns the search space of s and the architecture of s in it.
func (s Spec) Architecture() (space.Space, space.Arch, error) {
	sp, err := s.space()
	if err != nil {
		return nil, "", err
	}
	a, err := sp.Parse(s.Arch)
	if err != nil {
		return nil, "", &FieldError{Field: "arch", Value: s.Arch, Reason: err.Error()}
	}
	return sp, a, nil
}

func (s Spec) space() (space.Space, error) {
	sp, err := spaces.ByID(s.Space)
	if err != nil {
		return nil, &FieldError{Field: "space", Value: s.Space, Reason: err.Error()}
	}
	return sp, nil
}

// Canonical returns s in the one form of all that mean the same: notations as the
// space prints them, proxies in the table's order, and none named if the
// default ones are meant, fields of the skeleton that the space does not read as it
// keeps them. It is Validate with a result.
func (s Spec) Canonical() (Spec, error) {
	sp, a, err := s.valid()
	if err != nil {
		return Spec{}, err
	}
	s.Arch = sp.Print(a)
	s.Skeleton = sp.Skeletons().Fix(s.Skeleton)
	s.Proxies = canonicalProxies(s.Proxies)
	var pins []string
	for _, text := range s.Pins {
		a, err := sp.Parse(text)
		if err != nil {
			return Spec{}, err
		}
		pins = append(pins, sp.Print(a))
	}
	s.Pins = pins
	return s, nil
}
