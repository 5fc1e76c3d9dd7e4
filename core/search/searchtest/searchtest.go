// Package searchtest is the conformance suite of package search: every strategy passes
// it in every kind of search space.
package searchtest

import (
	"io"
	"math"
	"slices"
	"testing"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/space"
)

// trace runs a spec to its end and returns its events.
func trace(t *testing.T, s search.Spec, sp space.Space, of func(search.Trial) search.Outcome, shuffle *rng.Stream) (*search.Run, []search.Event) {
	t.Helper()
	var events []search.Event
	r, err := s.New(sp, Measures(), func(e search.Event) error {
		events = append(events, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Drive(r, of, shuffle); err != nil {
		t.Fatal(err)
	}
	if _, ended := r.Ended(); !ended {
		t.Fatal("the search has not ended, and asks nothing")
	}
	return r, events
}

// Run runs the suite for a strategy in a search space.
func Run(t *testing.T, info search.Info, sp space.Space) {
	s := Spec(info, sp, 7)
	if info.Several {
		s.Minimise = []string{"size"}
	}
	whole, events := trace(t, s, sp, Value, nil)
	t.Run("asks what it may", func(t *testing.T) { asks(t, info, sp, events) })
	t.Run("is deterministic", func(t *testing.T) {
		again, _ := trace(t, s, sp, Value, nil)
		if again.Digest() != whole.Digest() {
			t.Error("the same spec makes another trace")
		}
		other := s
		other.Seed++
		if r, _ := trace(t, other, sp, Value, nil); r.Digest() == whole.Digest() {
			t.Error("another seed makes the same trace")
		}
	})
	t.Run("does not depend on the order of outcomes", func(t *testing.T) {
		p := s
		p.Parallel = 8
		in, _ := trace(t, p, sp, Value, nil)
		out, _ := trace(t, p, sp, Value, rng.New(3, 3))
		if in.Digest() != out.Digest() {
			t.Error("outcomes in another order make another trace")
		}
	})
	t.Run("goes on where it was", func(t *testing.T) { resumes(t, s, sp, whole.Digest(), events) })
	t.Run("bears what comes", func(t *testing.T) { bears(t, s, sp) })
	t.Run("is wrapped", func(t *testing.T) { wrapped(t, s, sp) })
}

// asks checks every trial.
func asks(t *testing.T, info search.Info, sp space.Space, events []search.Event) {
	last := 0
	trials := map[int]search.Trial{}
	for _, e := range events {
		if e.Ask == nil {
			continue
		}
		tr, err := e.Ask.Trial(sp)
		if err != nil {
			t.Fatalf("trial %d: %v", e.Ask.ID, err)
		}
		if tr.ID <= last {
			t.Errorf("trial %d comes after %d", tr.ID, last)
		}
		last = tr.ID
		if tr.Signal == search.Cheap && !info.Cheap {
			t.Errorf("trial %d asks the cheap signal", tr.ID)
		}
		if tr.Epochs != 0 && !info.Fidelity {
			t.Errorf("trial %d asks for %d epochs", tr.ID, tr.Epochs)
		}
		if tr.Continues != 0 {
			from, ok := trials[tr.Continues]
			if !ok || from.Arch != tr.Arch || from.Epochs > tr.Epochs {
				t.Errorf("trial %d continues %d, which is %+v", tr.ID, tr.Continues, from)
			}
		}
		if _, ok := trials[tr.Parent]; tr.Parent != 0 && !ok {
			t.Errorf("trial %d has the parent %d, which was not asked", tr.ID, tr.Parent)
		}
		if tr.Origin == "" {
			t.Errorf("trial %d has no origin", tr.ID)
		}
		trials[tr.ID] = tr
	}
	if info.Cheap != slices.ContainsFunc(events, func(e search.Event) bool { return e.Ask != nil && e.Ask.Signal == search.Cheap }) {
		t.Error("whether it asks the cheap signal is not what its Info says")
	}
}

// resumes stops a search after every few events, and goes on from its state and from
// its trace.
func resumes(t *testing.T, s search.Spec, sp space.Space, want string, events []search.Event) {
	for at := 1; at < len(events); at += 1 + len(events)/12 {
		n := 0
		r, err := s.Resume(sp, Measures(), func() (search.Event, error) {
			if n == at {
				return search.Event{}, io.EOF
			}
			n++
			return events[n-1], nil
		}, nil)
		if err != nil {
			t.Fatalf("resumed after %d events: %v", at, err)
		}
		state, err := r.Save()
		if err != nil {
			t.Fatal(err)
		}
		if err := Drive(r, Value, nil); err != nil {
			t.Fatal(err)
		}
		if r.Digest() != want {
			t.Fatalf("resumed from its first %d events, it makes another trace", at)
		}
		loaded, err := s.New(sp, Measures(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Drive(loaded, Value, nil); err != nil { // so that something else is there
			t.Fatal(err)
		}
		if err := loaded.Load(state); err != nil {
			t.Fatal(err)
		}
		if err := Drive(loaded, Value, nil); err != nil {
			t.Fatal(err)
		}
		if loaded.Digest() != want {
			t.Fatalf("resumed from its state after %d events, it makes another trace", at)
		}
	}
}

// bears runs searches whose outcomes are out of the ordinary.
func bears(t *testing.T, s search.Spec, sp space.Space) {
	fail := func(t search.Trial) bool { return hash(t.Arch)%3 == 0 }
	for name, of := range map[string]func(search.Trial) search.Outcome{
		"failures": func(t search.Trial) search.Outcome {
			if fail(t) {
				return search.Outcome{Failed: "it did", Cost: 1}
			}
			return Value(t)
		},
		"nothing but failures": func(search.Trial) search.Outcome { return search.Outcome{Failed: "it did", Cost: 1} },
		"a constant":           func(search.Trial) search.Outcome { return search.Outcome{Value: 3} },
		"extremes": func(t search.Trial) search.Outcome {
			return search.Outcome{Value: []float64{math.MaxFloat64 / 1e10, -math.MaxFloat64 / 1e10, 5e-324, 0}[hash(t.Arch)%4]}
		},
	} {
		for _, parallel := range []int{1, 5} {
			s := s
			s.Parallel = parallel
			r, _ := trace(t, s, sp, of, rng.New(1, uint64(parallel)))
			best, ok := r.Best()
			if ok == (name == "nothing but failures") {
				t.Errorf("%s: there is a best trial: %v", name, ok)
			}
			if ok && name == "failures" && fail(best.Trial) {
				t.Errorf("%s: the best trial failed", name)
			}
		}
	}
}
