package app

import "time"

// sayEvery is the least time between two texts for screen readers, which would
// cut each other off.
const sayEvery = 2 * time.Second

// said is what the live region of the page says.
type said struct {
	text    string
	last    time.Time
	waiting bool
	show    func() // has the page drawn, from any goroutine
	pending string
}

// say has a text said: at once, or when the last one has had its time. Of several
// that wait, the latest is said.
func (s *said) say(text string) {
	s.pending = text
	if s.waiting {
		return
	}
	wait := sayEvery - time.Since(s.last)
	if wait <= 0 {
		s.flush()
		return
	}
	s.waiting = true
	time.AfterFunc(wait, s.show)
}

// flush says what waits.
func (s *said) flush() {
	s.text, s.last, s.waiting = s.pending, time.Now(), false
}
