package search

import (
	"strconv"

	"protocell/core/rng"
	"protocell/core/space"
)

// dedup lets no two isomorphic architectures through.
type dedup struct {
	Strategy
	space space.Space
	why   string
	alive func() // of the Spec
	state dedupState
}

type dedupState struct {
	Known   map[string]known `json:"known"`   // by key
	Waiting []waiting        `json:"waiting"` // for the outcome of another trial
}

// known is a trial that was asked, and what came out once it was told.
type known struct {
	Told   bool    `json:"told,omitempty"`
	Value  float64 `json:"value"`
	Failed string  `json:"failed,omitempty"`
}

type waiting struct {
	Key   string `json:"key"`
	Trial Trial  `json:"trial"`
}

// maxRepeats is after how many repeats in a row a strategy is given up: it has nothing
// else to propose.
const maxRepeats = 10_000

// Dedup returns s with each class of architectures evaluated once, by the space's
// Canonical: a trial of one that was asked before, for the same signal and as many
// epochs, is answered with what is known of it, at no cost.
func Dedup(s Strategy, sp space.Space) Strategy {
	return &dedup{Strategy: s, space: sp, state: dedupState{Known: map[string]known{}}}
}

// key identifies what a trial finds out. The class is hashed, so that its length does
// not count where there are many: of a million, two have one hash with a probability
// of 3 in 10^8.
func (d *dedup) key(t Trial) string {
	h := uint64(0xcbf29ce484222325)
	for _, c := range []byte(d.space.Canonical(t.Arch)) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return strconv.FormatUint(rng.Mix(h), 36) + " " + strconv.Itoa(t.Epochs) + string(t.Signal)
}

// Ask implements Strategy.
func (d *dedup) Ask() (Trial, bool) {
	d.why = ""
	for range maxRepeats {
		if d.alive != nil {
			d.alive()
		}
		t, ok := d.Strategy.Ask()
		if !ok {
			return t, false
		}
		key := d.key(t)
		k, again := d.state.Known[key]
		switch {
		case !again:
			d.state.Known[key] = known{}
			return t, true
		case k.Told:
			d.Strategy.Tell(t, Outcome{Value: k.Value, Failed: k.Failed})
		default:
			d.state.Waiting = append(d.state.Waiting, waiting{key, t})
		}
	}
	d.why = "nothing new: " + strconv.Itoa(maxRepeats) + " proposals in a row were evaluated before"
	return Trial{}, false
}

// Tell implements Strategy.
func (d *dedup) Tell(t Trial, o Outcome) {
	key := d.key(t)
	d.state.Known[key] = known{true, o.Value, o.Failed}
	d.Strategy.Tell(t, o)
	left := d.state.Waiting[:0]
	for _, w := range d.state.Waiting {
		if w.Key == key {
			d.Strategy.Tell(w.Trial, Outcome{Value: o.Value, Failed: o.Failed})
		} else {
			left = append(left, w)
		}
	}
	d.state.Waiting = left
}

// States implements Strategy.
func (d *dedup) States() []any { return append(d.Strategy.States(), &d.state) }

// reason implements reasoner.
func (d *dedup) reason() string { return reason(d.why, d.Strategy) }

// reasoner is a wrapper that can say why there is nothing to ask.
type reasoner interface{ reason() string }

// reason returns why, or if that is empty the reason of s.
func reason(why string, s Strategy) string {
	if r, ok := s.(reasoner); ok && why == "" {
		return r.reason()
	}
	return why
}
