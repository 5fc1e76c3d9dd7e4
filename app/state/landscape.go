package state

import (
	"protocell/core/score"
	"protocell/core/space"
)

// Place is a cell in the landscape.
type Place struct {
	Net           string // the cell in its shortest notation
	X, Y          score.Entry
	Shown, Pinned bool
}

// Landscape returns the cells of the reference sample whose two scores are known,
// and those that are pinned or on show.
func (s State) Landscape() []Place {
	key := setup(s.Spec)
	list := append([]space.Arch(nil), sample()...)
	for _, text := range s.Spec.Pins {
		if a, err := cells.Parse(text); err == nil {
			list = append(list, a)
		}
	}
	list = append(list, s.Net.Arch)
	seen := map[space.Arch]bool{}
	var places []Place
	for _, a := range list {
		r := s.known.of(key, a)
		if seen[a] || !r.has([]string{s.Axes.X, s.Axes.Y}) {
			continue
		}
		seen[a] = true
		code, err := cells.PrintAs(a, "code")
		if err != nil {
			panic(err) // every architecture has that notation
		}
		places = append(places, Place{code, r.Scores[s.Axes.X], r.Scores[s.Axes.Y], a == s.Net.Arch, s.IsPinned(a)})
	}
	return places
}
