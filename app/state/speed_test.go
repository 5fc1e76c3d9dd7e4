package state

import (
	"testing"
)

// TestSpeed has a machine score slowly: the first time may be due to what else it does,
// from the second on edits wait to be asked for, until it was fast once.
func TestSpeed(t *testing.T) {
	v := open(t, "", 2)
	v.do(PauseReference{Pause: true})
	score := func(millis float64) {
		t.Helper()
		for v.running(forCard) > 0 {
			for id, j := range v.jobs {
				if j.purpose == forCard {
					r := answer(j.effect)
					for i := range r.Scores {
						r.Scores[i].Millis = millis
					}
					v.do(Scored{ID: id, Result: r})
					break
				}
			}
		}
	}
	edit := func(op byte) bool {
		v.do(SetOp{Edge: 0, Op: op})
		return v.Waiting()
	}
	const slow, fast = 2000, 10
	score(slow)
	if edit(1) {
		t.Error("an edit waits after one slow score")
	}
	score(slow)
	if !edit(2) {
		t.Error("an edit does not wait after two slow scores")
	}
	v.do(Run{})
	score(fast)
	if edit(4) {
		t.Error("an edit waits after a fast score")
	}
	if v.running(forCard) == 0 {
		t.Error("nothing is scored")
	}
}
