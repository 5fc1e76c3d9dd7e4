package state

import (
	"sync"

	"protocell/core/score"
	"protocell/core/space"
)

// Place is a cell in the landscape.
type Place struct {
	Net           string // the cell in its shortest notation
	X, Y          score.Entry
	Shown, Pinned bool
}

// sampleCodes has the names of the reference sample, which are needed at each
// drawing.
var sampleCodes = sync.OnceValue(func() map[space.Arch]string {
	m := map[space.Arch]string{}
	for _, a := range references() {
		m[a] = code(a)
	}
	return m
})

// code returns an architecture in its shortest notation.
func code(a space.Arch) string {
	text, err := cells.PrintAs(a, space.Code)
	if err != nil {
		panic(err) // every architecture has that notation
	}
	return text
}

// Landscape returns the cells of the reference sample whose two scores are known,
// and those that are pinned or on show.
func (s State) Landscape() []Place {
	key := s.key
	sampled := sampleCodes()
	list := append([]space.Arch(nil), references()...)
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
		name, ok := sampled[a]
		if !ok {
			name = code(a)
		}
		places = append(places, Place{name, r.Scores[s.Axes.X], r.Scores[s.Axes.Y], a == s.Net.Arch, s.IsPinned(a)})
	}
	return places
}
