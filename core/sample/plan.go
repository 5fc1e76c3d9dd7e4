// Package sample is the scoring of many architectures: which ones, under which
// settings of an experiment, and what their scores have in common.
package sample

import (
	"fmt"
	"strconv"

	"protocell/core/experiment"
	"protocell/core/rng"
	"protocell/core/space"
)

// Bounds of a plan.
const (
	MinSize     = 2
	MaxSize     = 5000
	MaxSettings = 24 // of all repeats and alternatives together
)

// Vary says which seed differs from repeat to repeat.
type Vary string

// What may vary.
const (
	Everything Vary = "all"   // the weights, the choice of images, and the noise
	Weights    Vary = "init"  // the initial weights alone
	Images     Vary = "batch" // the choice of images alone
	Noise      Vary = "noise" // noise, crops and random inputs alone
)

// Varies returns what may vary, in the order in which the page offers it.
func Varies() []Vary { return []Vary{Everything, Weights, Images, Noise} }

// Width is a skeleton's size: channels of the first stage, and cells a stage.
type Width struct {
	C int `json:"c"`
	N int `json:"n"`
}

// Plan says what is scored: the same architectures under the experiment itself,
// under Repeats-1 more seeds, and once for each other batch size and skeleton.
type Plan struct {
	Spec    experiment.Spec `json:"spec"` // valid; its architecture and pins do not matter
	Size    int             `json:"size"` // architectures
	Draw    uint64          `json:"draw"` // seed of which they are
	Repeats int             `json:"repeats"`
	Vary    Vary            `json:"vary"`
	Batches []int           `json:"batches,omitempty"`
	Widths  []Width         `json:"widths,omitempty"`
}

// Role says what a setting is in a plan.
type Role string

// The roles of settings.
const (
	Base     Role = "base"
	Repeat   Role = "repeat"
	Batch    Role = "batch"
	Skeleton Role = "skeleton"
)

// Setting is one of the settings under which the architectures are scored.
type Setting struct {
	Role Role            `json:"role"`
	Name string          `json:"name"` // e.g. "batch 64"
	Spec experiment.Spec `json:"-"`
}

// Settings returns the settings of the plan, the experiment itself first. The
// error names what is out of range.
func (p Plan) Settings() ([]Setting, error) {
	if p.Size < MinSize || p.Size > MaxSize {
		return nil, outOfRange("size", p.Size, MinSize, MaxSize)
	}
	if p.Repeats < 1 || p.Repeats > MaxSettings {
		return nil, outOfRange("repeats", p.Repeats, 1, MaxSettings)
	}
	if n := p.Repeats + len(p.Batches) + len(p.Widths); n > MaxSettings {
		return nil, outOfRange("settings", n, 1, MaxSettings)
	}
	spec := p.Spec
	spec.Pins = nil
	list := []Setting{{Base, "as set up", spec}}
	for r := 1; r < p.Repeats; r++ {
		s := spec
		by := uint64(r)
		switch p.Vary {
		case Everything:
			s.Seed += by
		case Weights:
			s.Shift.Init += by
		case Images:
			s.Shift.Batch += by
		case Noise:
			s.Shift.Noise += by
		default:
			return nil, &experiment.FieldError{Field: "vary", Value: string(p.Vary), Reason: "choose all, init, batch or noise"}
		}
		list = append(list, Setting{Repeat, "repeat " + strconv.Itoa(r+1), s})
	}
	for _, b := range p.Batches {
		s := spec
		s.Batch = b
		list = append(list, Setting{Batch, "batch " + strconv.Itoa(b), s})
	}
	for _, w := range p.Widths {
		s := spec
		s.Skeleton.C, s.Skeleton.N = w.C, w.N
		list = append(list, Setting{Skeleton, fmt.Sprintf("C %d, N %d", w.C, w.N), s})
	}
	for i := range list {
		var err error
		if list[i].Spec, err = list[i].Spec.Canonical(); err != nil {
			return nil, fmt.Errorf("%s: %w", list[i].Name, err)
		}
	}
	return list, nil
}

func outOfRange(field string, value, low, high int) error {
	return &experiment.FieldError{Field: field, Value: strconv.Itoa(value), Reason: fmt.Sprintf("not in %d to %d", low, high)}
}

// Architectures draws n distinct architectures of a space, uniformly, disconnected
// ones included; all of them if there are not more than n. A longer draw under the
// same seed begins with the shorter one.
func Architectures(sp space.Space, n int, seed uint64) []space.Arch {
	n = int(min(int64(n), sp.Info().Size))
	r := rng.Named(seed, "sample/architectures")
	seen := make(map[space.Arch]bool, n)
	list := make([]space.Arch, 0, n)
	for len(list) < n {
		if a := sp.Sample(r); !seen[a] {
			seen[a] = true
			list = append(list, a)
		}
	}
	return list
}
