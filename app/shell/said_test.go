package shell

import (
	"testing"
	"time"
)

func TestSaidIsNeverCutOff(t *testing.T) {
	shown := make(chan bool, 1)
	s := Said{Show: func() { shown <- true }}
	s.Say("first")
	s.Say("second")
	s.Say("third")
	if s.Text != "first" || !s.waiting {
		t.Fatalf("says %q", s.Text)
	}
	s.Flush()
	if s.Text != "third" || s.waiting {
		t.Errorf("says %q", s.Text)
	}
	s.last = time.Now().Add(-sayEvery)
	s.Say("fourth")
	if s.Text != "fourth" {
		t.Errorf("says %q", s.Text)
	}
}
