package state

import (
	"sync"

	"protocell/core/proxy"
	"protocell/core/space"
)

// Place is a cell in the landscape.
type Place struct {
	Net           string // the cell in its shortest notation
	X, Y          proxy.Score
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
	x, _ := s.Measure(s.Axes.X)
	y, _ := s.Measure(s.Axes.Y)
	list := s.peers()
	across, up := s.scores(x, list), s.scores(y, list)
	var places []Place
	for _, a := range list {
		v, okX := across[a]
		w, okY := up[a]
		if !okX || !okY {
			continue
		}
		name, ok := sampleCodes()[a]
		if !ok {
			name = code(a)
		}
		places = append(places, Place{name, v, w, a == s.Net.Arch, s.IsPinned(a)})
	}
	return places
}
