package state

import (
	"slices"

	"protocell/core/proxy"
	"protocell/core/space"
)

// MaxPins is the number of cells that can be compared.
const MaxPins = 12

// Pinned is a pinned cell in the table that compares them.
type Pinned struct {
	Net   *Net
	Shown bool // whether it is the cell on show
}

// IsPinned reports whether an architecture is pinned.
func (s State) IsPinned(a space.Arch) bool {
	return slices.Contains(s.Spec.Pins, s.Net.Space.Print(a))
}

// Pinned returns the pinned cells, in the order of pinning.
func (s State) Pinned() []Pinned {
	var list []Pinned
	for _, text := range s.Spec.Pins {
		spec := s.Spec
		spec.Arch = text
		if net, err := netOf(spec); err == nil {
			list = append(list, Pinned{net, net.Arch == s.Net.Arch})
		}
	}
	return list
}

// PinScore is the score of a pinned cell.
type PinScore struct {
	Score proxy.Score
	Place int // among the pinned cells, 1 for the best, ties sharing a place; 0 if the score is not known
}

// PinScores returns the scores of the pinned cells by a measure. An ensemble ranks them
// among the reference sample and the cell on show, as far as their scores are known.
func (s State) PinScores(m Measure, pinned []Pinned) []PinScore {
	scores := s.scores(m, s.peers())
	list := make([]PinScore, len(pinned))
	for i, p := range pinned {
		own, known := scores[p.Net.Arch]
		if !known {
			continue
		}
		list[i] = PinScore{own, 1}
		for _, q := range pinned {
			if other, known := scores[q.Net.Arch]; known && m.better(other, own) > 0 {
				list[i].Place++
			}
		}
	}
	return list
}

func (a Pin) reduce(s State, now float64) (State, []Effect) {
	if s.IsPinned(a.Arch) {
		return s, nil
	}
	if len(s.Spec.Pins) >= MaxPins {
		return s.notify(Notice{Topic: "pins", Kind: Info, Text: "Twelve cells are pinned already. Remove one to pin another."}), nil
	}
	spec := s.Spec
	spec.Pins = append(slices.Clone(spec.Pins), s.Net.Space.Print(a.Arch))
	s, effects := s.edit(spec, now)
	return s, append(effects, Say{"The cell is pinned."})
}

func (a Unpin) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	text := s.Net.Space.Print(a.Arch)
	spec.Pins = slices.DeleteFunc(slices.Clone(spec.Pins), func(p string) bool { return p == text })
	if len(spec.Pins) == len(s.Spec.Pins) {
		return s, nil
	}
	s = s.hush("pins")
	s, effects := s.edit(spec, now)
	return s, append(effects, Say{"The cell is no longer pinned."})
}
