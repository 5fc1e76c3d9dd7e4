package state

import (
	"protocell/core/proxy"
	"protocell/core/space"
)

// Place is a cell in the landscape.
type Place struct {
	Net           string // the cell in its shortest notation
	X, Y          proxy.Score
	Shown, Pinned bool
}

// Landscape returns the cells of the reference sample whose two scores are known,
// and those that are pinned or on show.
func (s State) Landscape() []Place {
	x, _ := s.Measure(s.Axes.X)
	y, _ := s.Measure(s.Axes.Y)
	list, codes := s.peers(), s.reference().codes
	across, up := s.scores(x, list), s.scores(y, list)
	var places []Place
	for _, a := range list {
		v, okX := across[a]
		w, okY := up[a]
		if !okX || !okY {
			continue
		}
		name, ok := codes[a]
		if !ok {
			name = space.PrintCode(a)
		}
		places = append(places, Place{name, v, w, a == s.Net.Arch, s.IsPinned(a)})
	}
	return places
}
