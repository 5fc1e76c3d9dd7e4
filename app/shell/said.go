package shell

import "time"

// sayEvery is the least time between two texts for screen readers, which would
// cut each other off.
const sayEvery = 2 * time.Second

// Said is what the live region of a page says.
type Said struct {
	Text    string // of the live region
	Show    func() // has the page drawn after Flush, from any goroutine
	last    time.Time
	waiting bool
	pending string
}

// DrawnBy has l draw the page when what waits is said.
func (s *Said) DrawnBy(l *Loop) {
	s.Show = func() {
		l.Dispatch(func() {
			s.Flush()
			l.Draw()
		})
	}
}

// Say has a text said: at once, or when the last one has had its time. Of several
// that wait, the latest is said.
func (s *Said) Say(text string) {
	s.pending = text
	if s.waiting {
		return
	}
	wait := sayEvery - time.Since(s.last)
	if wait <= 0 {
		s.Flush()
		return
	}
	s.waiting = true
	time.AfterFunc(wait, s.Show)
}

// Flush says what waits.
func (s *Said) Flush() {
	s.Text, s.last, s.waiting = s.pending, time.Now(), false
}
