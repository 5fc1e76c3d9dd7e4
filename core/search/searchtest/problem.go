package searchtest

import (
	"slices"

	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/space"
)

// Small returns hyperparameters of a strategy that make a search of a few dozen trials
// go through all its phases quickly.
func Small(info search.Info) search.Params {
	small := search.Params{
		"population": 6, "sample": 3, "pool": 12, "n": 20, "startup": 6, "batch": 4,
		"candidates": 8, "networks": 2, "depth": 2, "width": 6, "epochs": 4, "min": 1, "max": 9,
	}
	p := search.Params{}
	for _, x := range info.Params {
		if v, ok := small[x.ID]; ok {
			p[x.ID] = v
		}
	}
	if info.ID == "predictor" {
		p["pool"] = 60
	}
	return p
}

// Spec returns the spec of a small search by a strategy.
func Spec(info search.Info, sp space.Space, seed uint64) search.Spec {
	return search.Spec{
		Space: sp.Info().ID, Strategy: info.ID, Params: Small(info), Seed: seed,
		Budget: search.Budget{Trials: 40}, Parallel: 1,
	}
}

// Value is a ground truth with the optimum at the last option of every decision, and no
// two options alike; the cheap signal has another one, that agrees more or less.
func Value(t search.Trial) search.Outcome {
	v := 0.0
	for i, o := range []byte(t.Arch) {
		v += float64(float64(o) * float64(i+1))
	}
	if t.Signal == search.Cheap {
		v += float64(hash(t.Arch) % 7)
	}
	if t.Epochs > 0 {
		v -= 1 / float64(t.Epochs)
	}
	return search.Outcome{Value: v, Cost: 1 + float64(t.Epochs)}
}

// hash returns a number that seems random.
func hash(a space.Arch) uint64 {
	h := uint64(1)
	for _, c := range []byte(a) {
		h = rng.Mix(h + uint64(c))
	}
	return h
}

// Drive runs a search to its end, and passes outcomes in an order that shuffle draws;
// nil is the order in which they were asked.
func Drive(r *search.Run, of func(search.Trial) search.Outcome, shuffle *rng.Stream) error {
	var open []search.Trial
	for {
		for t, ok := r.Next(); ok; t, ok = r.Next() {
			open = append(open, t)
		}
		if len(open) == 0 {
			return nil
		}
		i := 0
		if shuffle != nil {
			i = shuffle.IntN(len(open))
		}
		t := open[i]
		open = slices.Delete(open, i, i+1)
		if err := r.Tell(t.ID, of(t)); err != nil {
			return err
		}
		if _, ended := r.Ended(); ended {
			return nil
		}
	}
}

// Measures returns a measure to be minimised: 1 and the sum of the options that decisions
// take.
func Measures() []search.Measure {
	return []search.Measure{{ID: "size", Of: func(a space.Arch) (float64, error) {
		v := 1.0
		for _, o := range []byte(a) {
			v += float64(o)
		}
		return v, nil
	}}}
}
