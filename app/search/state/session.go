package state

import (
	"protocell/core/search"
	"protocell/core/space/spaces"
	"protocell/core/train"
)

// Session is one search.
type Session struct {
	ID          string
	Spec        *search.Spec // nil until it is known
	Ref         string       // of its table
	Trace       *Trace       // nil until Spec is known
	Digest      string
	Training    bool
	Open        []search.Asked        // handed out, without an outcome
	Curves      map[int][]train.Epoch // learning curves, by trial
	Under       map[int]bool          // trials that are being evaluated
	Predictions map[int]search.Prediction
	Seen        []Seen
	Err         error
	Unkept      string // why its trace is in memory only
	Cut         string // what is wrong with its last line
	Steps       int    // single steps that are to be done

	began    bool
	more     bool // whether events are waiting
	told     map[int]search.Told
	flying   map[int]string // evaluate jobs, by trial
	advance  string         // job under way; "" if there is none
	removing bool           // whether its former trace is to be removed first
	reading  bool           // whether it is only read
	replayed bool           // whether Seen is as much as the trace tells
}

// Seen is what was seen of a strategy after some events.
type Seen struct {
	K             int
	Probabilities [][]float64
}

func newSession(id string, spec *search.Spec, ref string) *Session {
	x := &Session{
		ID: id, Ref: ref, Curves: map[int][]train.Epoch{}, Under: map[int]bool{}, Predictions: map[int]search.Prediction{},
		told: map[int]search.Told{}, flying: map[int]string{},
	}
	if spec != nil {
		x.know(*spec)
	}
	return x
}

// know takes what is searched.
func (x *Session) know(spec search.Spec) error {
	sp, err := spaces.ByID(spec.Space)
	if err != nil {
		return err
	}
	x.Spec = &spec
	if x.Trace == nil {
		x.Trace = NewTrace(sp, spec)
	}
	return nil
}

// Ended reports whether the search has ended, or cannot go on.
func (x *Session) Ended() bool { return x.Err != nil || x.Trace != nil && x.Trace.History.End != "" }

// restart forgets what is known of the session.
func (x *Session) restart() {
	if x.Spec != nil {
		x.Trace = nil
		x.know(*x.Spec)
	}
	x.Digest, x.began, x.Open, x.more = "", false, nil, false
	x.Seen, x.replayed = nil, false
	clear(x.told)
	clear(x.Predictions)
}

// retry goes on after an error.
func (x *Session) retry() {
	if x.Err != nil {
		x.Err = nil
		x.restart()
	}
}
