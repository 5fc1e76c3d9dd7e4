package search_test

import (
	"math"
	"runtime"
	"strings"
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
)

// TestBudgets: a trial that would exceed a bound is as if it had not been executed.
func TestBudgets(t *testing.T) {
	costly := func(t search.Trial) search.Outcome {
		o := searchtest.Value(t)
		o.Cost, o.Seconds = 3, 5
		return o
	}
	for name, c := range map[string]struct {
		budget   search.Budget
		parallel int
		want     int
	}{
		"trials":             {search.Budget{Trials: 7}, 1, 7},
		"trials, several":    {search.Budget{Trials: 7}, 4, 7},
		"cost":               {search.Budget{Cost: 10}, 1, 3},
		"cost to the last":   {search.Budget{Cost: 12}, 1, 4},
		"cost, several":      {search.Budget{Cost: 10}, 5, 3},
		"seconds":            {search.Budget{Seconds: 11}, 1, 2},
		"the least of three": {search.Budget{Trials: 9, Cost: 20, Seconds: 16}, 2, 3},
	} {
		s := spec(t, "random")
		s.Budget, s.Parallel = c.budget, c.parallel
		r, err := s.New(nb201.Space{}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, costly, nil); err != nil {
			t.Fatal(err)
		}
		why, _ := r.Ended()
		if spent := r.Spent(); spent.Trials != c.want || spent.Cost != float64(3*c.want) || why != search.OutOfBudget {
			t.Errorf("%s: %+v, %q, want %d trials", name, spent, why, c.want)
		}
	}
}

// TestBestHasTheMostEpochs: values after fewer epochs do not count beside others.
func TestBestHasTheMostEpochs(t *testing.T) {
	s := spec(t, "halving")
	s.Params = search.Params{"min": 1, "max": 9, "brackets": 1}
	r, err := s.New(nb201.Space{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := searchtest.Drive(r, func(t search.Trial) search.Outcome {
		return search.Outcome{Value: 100 - float64(t.Epochs)}
	}, nil); err != nil {
		t.Fatal(err)
	}
	best, ok := r.Best()
	why, _ := r.Ended()
	if !ok || best.Trial.Epochs != 9 || best.Value != 91 || why != search.Exhausted || r.Spent().Trials != 13 {
		t.Errorf("the best is %+v of %d trials, %q", best, r.Spent().Trials, why)
	}
}

func TestTellRefuses(t *testing.T) {
	r, err := spec(t, "random").New(nb201.Space{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	tr, _ := r.Next()
	for name, o := range map[string]search.Outcome{
		"NaN": {Value: math.NaN()}, "infinite": {Value: math.Inf(1)}, "a cost below 0": {Cost: -1}, "no time": {Seconds: math.NaN()},
	} {
		if err := r.Tell(tr.ID, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := r.Tell(99, search.Outcome{}); err == nil {
		t.Error("a trial that was not asked: no error")
	}
	if err := r.Tell(tr.ID, search.Outcome{Value: math.NaN(), Failed: "it did"}); err != nil {
		t.Errorf("a failure: %v", err)
	}
	if err := r.Tell(tr.ID, search.Outcome{}); err == nil {
		t.Error("told twice: no error")
	}
}

func TestSpecRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*search.Spec)
		want   string
	}{
		"space":      {func(s *search.Spec) { s.Space = "darts" }, "darts"},
		"strategy":   {func(s *search.Spec) { s.Strategy = "magic" }, "magic"},
		"unknown":    {func(s *search.Spec) { s.Params = search.Params{"b": 1, "a": 1} }, `"a"`},
		"fraction":   {func(s *search.Spec) { s.Params = search.Params{"sample": 1.5} }, "whole"},
		"range":      {func(s *search.Spec) { s.Params = search.Params{"sample": 0} }, "not in 1"},
		"not finite": {func(s *search.Spec) { s.Params = search.Params{"sample": math.NaN()} }, "NaN"},
		"budget":     {func(s *search.Spec) { s.Budget = search.Budget{} }, "without a bound"},
		"trials":     {func(s *search.Spec) { s.Budget.Trials = -1 }, "-1 trials"},
		"cost":       {func(s *search.Spec) { s.Budget.Cost = math.NaN() }, "NaN"},
		"parallel":   {func(s *search.Spec) { s.Parallel = 0 }, "parallel"},
		"warm":       {func(s *search.Spec) { s.Warm = []string{"x"} }, "warm"},
		"limit":      {func(s *search.Spec) { s.Limits = []search.Limit{{Measure: "x", Max: 1}} }, `"x"`},
		"no limit":   {func(s *search.Spec) { s.Limits = []search.Limit{{Measure: "size"}} }, "size"},
		"objective":  {func(s *search.Spec) { s.Minimise = []string{"size"} }, "one objective"},
		"policy":     {func(s *search.Spec) { s.Failures = "pray" }, "pray"},
	} {
		s := spec(t, "rea")
		c.change(&s)
		if _, err := s.New(nb201.Space{}, searchtest.Measures(), nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCanonical: defaults are left out, and architectures are codes.
func TestCanonical(t *testing.T) {
	s := spec(t, "rea")
	s.Params = search.Params{"population": 10, "sample": 5}
	s.Warm = []string{"|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"}
	c, err := s.Canonical(nb201.Space{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Params) != 1 || c.Params["sample"] != 5 || c.Warm[0] != "111111" {
		t.Errorf("%+v", c)
	}
	if again, err := c.Canonical(nb201.Space{}); err != nil || !sameSpec(c, again) {
		t.Errorf("%+v, %v", again, err)
	}
}

// TestExhausted: a strategy that has evaluated all it can says so.
func TestExhausted(t *testing.T) {
	s := spec(t, "naswot")
	s.Params = search.Params{"n": 5}
	r, err := s.New(nb201.Space{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
		t.Fatal(err)
	}
	if why, ok := r.Ended(); !ok || why != search.Exhausted || r.Spent().Trials != 5 {
		t.Errorf("%q after %d trials", why, r.Spent().Trials)
	}
}

// TestMemoryIsFlat: a hundred thousand trials take no more memory than ten thousand.
func TestMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred thousand trials, in short tests")
	}
	const most = 100_000
	for _, id := range []string{"random", "rea", "reinforce", "halving", "nsga2", "tpe"} {
		s := spec(t, id)
		s.Budget.Trials = most
		if id == "halving" {
			s.Params["brackets"] = most
		}
		r, err := s.New(nb201.Space{}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		var early, late runtime.MemStats
		for n := 1; ; n++ {
			tr, ok := r.Next()
			if !ok {
				break
			}
			if err := r.Tell(tr.ID, searchtest.Value(tr)); err != nil {
				t.Fatal(err)
			}
			if n == most/10 {
				runtime.GC()
				runtime.ReadMemStats(&early)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&late)
		if r.Spent().Trials != most {
			t.Errorf("%s: %d trials", id, r.Spent().Trials)
		}
		if grown := int64(late.HeapAlloc) - int64(early.HeapAlloc); grown > 256<<10 {
			t.Errorf("%s: the heap has grown by %d bytes", id, grown)
		}
		runtime.KeepAlive(r)
	}
}
