package state

import "strings"

// Mark is a comparable value that differs whenever the cell on show, its set-up,
// the pins or their scores do. Of the reference sample it tells only every few
// cells, so that what is drawn from it is not drawn again at each.
type Mark struct {
	key     Key
	net     *Net
	shown   *Record
	sampled int
	pins    string
	pinned  int // pins whose scores are known
}

// SampleMark is the part of a Mark that tells of the reference sample.
type SampleMark struct {
	key     Key
	sampled int
}

// Sample returns what m tells of the reference sample.
func (m Mark) Sample() SampleMark { return SampleMark{m.key, m.sampled} }

// markEvery is the number of cells of the sample that make a difference. It
// divides SampleSize, so that the last one does.
const markEvery = 4

// Mark returns the mark of s.
func (s State) Mark() Mark {
	m := Mark{
		key: s.key, net: s.Net, shown: s.known.of(s.key, s.Net.Arch),
		sampled: s.ReferenceDone() / markEvery, pins: strings.Join(s.Spec.Pins, " "),
	}
	ids := s.compared()
	for _, text := range s.Spec.Pins {
		if a, err := s.Net.Space.Parse(text); err == nil && s.known.of(s.key, a).has(ids) {
			m.pinned++
		}
	}
	return m
}

// PinMark returns a mark of the comparison of pinned cells, which has nothing of the
// reference sample where there are none.
func (s State) PinMark() Mark {
	m := s.Mark()
	if len(s.Spec.Pins) == 0 {
		m.sampled = 0
	}
	return m
}
