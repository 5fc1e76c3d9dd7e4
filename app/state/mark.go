package state

import "strings"

// Mark is a comparable value that differs whenever the scores that are known, the
// cell on show, its set-up or the pins do.
type Mark struct {
	known int
	key   Key
	net   *Net
	pins  string
}

// Mark returns the mark of s.
func (s State) Mark() Mark {
	return Mark{s.known.version, s.key, s.Net, strings.Join(s.Spec.Pins, " ")}
}

// PinMark returns a mark that differs whenever Pinned does.
func (s State) PinMark() Mark {
	m := s.Mark()
	m.known = 0
	for _, text := range s.Spec.Pins {
		if a, err := cells.Parse(text); err == nil && s.known.of(s.key, a).has(s.proxies()) {
			m.known++
		}
	}
	return m
}
