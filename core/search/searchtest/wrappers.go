package searchtest

import (
	"fmt"
	"slices"
	"testing"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/space"
)

// wrapped runs searches with every wrapper.
func wrapped(t *testing.T, s search.Spec, sp space.Space) {
	t.Run("unique", func(t *testing.T) {
		s := s
		s.Unique, s.Parallel = true, 3
		_, events := trace(t, s, sp, Value, rng.New(2, 2))
		seen := map[string]bool{}
		for _, e := range events {
			if e.Ask == nil {
				continue
			}
			tr, err := e.Ask.Trial(sp)
			if err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(sp.Canonical(tr.Arch), tr.Signal, tr.Epochs)
			if seen[key] {
				t.Errorf("trial %d repeats an architecture", tr.ID)
			}
			seen[key] = true
		}
	})
	t.Run("warm", func(t *testing.T) {
		s := s
		a := sp.Presets()[0].Arch
		s.Warm = []string{sp.Print(a)}
		_, events := trace(t, s, sp, Value, nil)
		for _, e := range events {
			if e.Ask != nil && e.Ask.Origin == search.Random {
				if e.Ask.Arch != space.PrintCode(a) {
					t.Errorf("the first random architecture is %s", e.Ask.Arch)
				}
				break
			}
		}
	})
	t.Run("limited", func(t *testing.T) {
		s := s
		m := Measures()[0]
		s.Limits = []search.Limit{{Measure: m.ID, Max: middle(sp, m)}}
		r, events := trace(t, s, sp, Value, nil)
		for _, e := range events {
			if e.Ask == nil {
				continue
			}
			tr, err := e.Ask.Trial(sp)
			if err != nil {
				t.Fatal(err)
			}
			if v, _ := m.Of(tr.Arch); v > s.Limits[0].Max {
				t.Errorf("trial %d has %v, more than %v", tr.ID, v, s.Limits[0].Max)
			}
		}
		if _, ok := r.Best(); !ok {
			t.Error("nothing was found within the limit")
		}
		s.Limits[0].Max = 0.5
		if r, _ := trace(t, s, sp, Value, nil); r.Spent().Trials != 0 {
			t.Error("a limit that nothing meets was met")
		}
	})
	for _, p := range search.Policies() {
		t.Run("failures "+string(p), func(t *testing.T) {
			s := s
			s.Failures = p
			r, _ := trace(t, s, sp, func(t search.Trial) search.Outcome {
				if t.Signal == search.Main && hash(t.Arch)%5 == 0 {
					return search.Outcome{Failed: "it did"}
				}
				return Value(t)
			}, nil)
			if why, _ := r.Ended(); p == search.Stop && why != search.Failed+"it did" {
				t.Errorf("it ended with %q", why)
			}
		})
	}
}

// middle returns the median of a measure.
func middle(sp space.Space, m search.Measure) float64 {
	r := rng.New(1, 1)
	var all []float64
	for range 51 {
		v, _ := m.Of(sp.Sample(r))
		all = append(all, v)
	}
	slices.Sort(all)
	return all[25]
}
