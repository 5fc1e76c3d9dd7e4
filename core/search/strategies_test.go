package search_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// TestHyperbandsBrackets: nine, three and one, three and one, three; as HpBandSter has
// them for 12 to 200 epochs.
func TestHyperbandsBrackets(t *testing.T) {
	for id, want := range map[string]string{
		"hyperband": "22 22 22 22 22 22 22 22 22 66 66 66 200 66 66 66 200 200 200 200 22",
		"halving":   "22 22 22 22 22 22 22 22 22 66 66 66 200 22 22 22 22 22 22 22 22",
		"bohb":      "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
	} {
		s := search.Spec{Space: "nb201", Strategy: id, Seed: 1, Parallel: 1, Budget: search.Budget{Trials: 21}}
		got := ""
		r, err := s.New(nb201.Space{}, nil, func(e search.Event) error {
			if e.Ask != nil {
				got += fmt.Sprint(e.Ask.Epochs, " ")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
			t.Fatal(err)
		}
		if got != want+" " {
			t.Errorf("%s asks for\n%s\nwant\n%s", id, got, want)
		}
	}
}

// best returns the mean over seeds of the best value that a strategy finds.
func best(t *testing.T, id string, p search.Params, trials int, of func(search.Trial) search.Outcome) float64 {
	t.Helper()
	const seeds = 12
	sum := 0.0
	for seed := range uint64(seeds) {
		s := search.Spec{Space: "nb201", Strategy: id, Params: p, Seed: seed, Parallel: 1, Budget: search.Budget{Trials: trials}}
		r, err := s.New(nb201.Space{}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, of, nil); err != nil {
			t.Fatal(err)
		}
		b, ok := r.Best()
		if !ok {
			t.Fatalf("%s finds nothing", id)
		}
		sum += b.Value
	}
	return sum / seeds
}

// TestBeatsRandom: what learns finds better architectures than what does not.
func TestBeatsRandom(t *testing.T) {
	small := search.Params{"networks": 2, "depth": 2, "width": 10, "epochs": 20, "paths": 0}
	with := func(p search.Params) search.Params {
		q := search.Params{}
		for _, m := range []search.Params{small, p} {
			for k, v := range m {
				q[k] = v
			}
		}
		return q
	}
	random := best(t, "random", nil, 80, searchtest.Value)
	for id, p := range map[string]search.Params{
		"rea": nil, "area": nil, "reinforce": {"rate": 0.1}, "local": nil, "tpe": nil, "bohb": {"candidates": 24, "factor": 1},
		"bananas": small, "predictor": with(search.Params{"startup": 30}),
		"warmup": {"population": 10}, "moves": {"population": 10},
	} {
		if v := best(t, id, p, 80, searchtest.Value); v <= random {
			t.Errorf("%s finds %.2f, and random search %.2f", id, v, random)
		}
	}
}

// TestReinforceConverges: the probabilities go to the best architecture.
func TestReinforceConverges(t *testing.T) {
	target := space.Arch([]byte{3, 1, 4, 2, 0, 3})
	of := func(tr search.Trial) search.Outcome {
		right := 0
		for i := range target {
			if tr.Arch[i] == target[i] {
				right++
			}
		}
		return search.Outcome{Value: 10 * float64(right)}
	}
	s := search.Spec{Space: "nb201", Strategy: "reinforce", Params: search.Params{"rate": 0.1}, Seed: 1, Parallel: 1, Budget: search.Budget{Trials: 1500}}
	hits := 0
	r, err := s.New(nb201.Space{}, nil, func(e search.Event) error {
		if e.Ask != nil && e.Ask.ID > 1400 && e.Ask.Arch == space.PrintCode(target) {
			hits++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := searchtest.Drive(r, of, nil); err != nil {
		t.Fatal(err)
	}
	if hits < 80 {
		t.Errorf("of the last 100 samples %d are the best architecture", hits)
	}
}

// TestLocalSearchExhausts: it evaluates every architecture once, and ends.
func TestLocalSearchExhausts(t *testing.T) {
	for _, all := range []float64{0, 1} {
		s := search.Spec{
			Space: "nb201", Strategy: "local", Params: search.Params{"all": all}, Seed: 1, Parallel: 2,
			Budget: search.Budget{Trials: 20_000},
		}
		seen := map[string]bool{}
		r, err := s.New(nb201.Space{}, nil, func(e search.Event) error {
			if e.Ask != nil {
				if seen[e.Ask.Arch] {
					t.Errorf("%s is asked twice", e.Ask.Arch)
				}
				seen[e.Ask.Arch] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
			t.Fatal(err)
		}
		why, _ := r.Ended()
		if size := int(nb201.Space{}.Info().Size); len(seen) != size || why != search.Exhausted {
			t.Errorf("%d architectures, %q", len(seen), why)
		}
	}
}

// TestNSGA2: its front dominates more than as many random architectures do.
func TestNSGA2(t *testing.T) {
	m := searchtest.Measures()[0]
	volume := func(id string, minimise []string) float64 {
		s := search.Spec{Space: "nb201", Strategy: id, Seed: 2, Parallel: 1, Budget: search.Budget{Trials: 240}, Minimise: minimise}
		var points [][]float64
		r, err := s.New(nb201.Space{}, searchtest.Measures(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, func(tr search.Trial) search.Outcome {
			o := searchtest.Value(tr)
			size, _ := m.Of(tr.Arch)
			points = append(points, []float64{o.Value, -size})
			return o
		}, nil); err != nil {
			t.Fatal(err)
		}
		return search.Hypervolume(points, [2]float64{0, -30})
	}
	random, evolved := volume("random", nil), volume("nsga2", []string{"size"})
	if evolved <= random {
		t.Errorf("the hypervolume is %v, and of random architectures %v", evolved, random)
	}
}

func TestFronts(t *testing.T) {
	points := [][]float64{{1, 5}, {2, 4}, {3, 3}, {1, 4}, {2, 3}, {1, 1}, {3, 3}}
	want := []int{0, 0, 0, 1, 1, 2, 0}
	if got := search.Fronts(points); !slices.Equal(got, want) {
		t.Errorf("the fronts are %v, want %v", got, want)
	}
	if search.Dominates([]float64{1, 1}, []float64{1, 1}) || !search.Dominates([]float64{1, 2}, []float64{1, 1}) {
		t.Error("a point dominates its equal, or not what is worse")
	}
}

func TestCrowding(t *testing.T) {
	got := search.Crowding([][]float64{{0, 10}, {1, 8}, {4, 2}, {5, 0}})
	inf := math.Inf(1)
	for i, want := range []float64{inf, 4.0/5 + 8.0/10, 4.0/5 + 8.0/10, inf} {
		if got[i] != want {
			t.Errorf("point %d has %v, want %v", i, got[i], want)
		}
	}
	if d := search.Crowding([][]float64{{1, 1}, {1, 1}, {1, 1}}); d[1] != 0 {
		t.Errorf("of equal points: %v", d)
	}
}

func TestHypervolume(t *testing.T) {
	for name, c := range map[string]struct {
		points [][]float64
		want   float64
	}{
		"none":      {nil, 0},
		"one":       {[][]float64{{2, 3}}, 6},
		"steps":     {[][]float64{{1, 3}, {2, 2}, {3, 1}}, 6},
		"dominated": {[][]float64{{1, 3}, {2, 2}, {3, 1}, {1, 1}, {2, 2}}, 6},
		"outside":   {[][]float64{{-1, 9}, {9, -1}, {1, 1}}, 1},
	} {
		if got := search.Hypervolume(c.points, [2]float64{}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
