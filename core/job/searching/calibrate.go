package searching

import (
	"errors"

	"protocell/core/evaluate"
	"protocell/core/rng"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/train"
)

// calibration is how long evaluations take on this worker, in seconds.
type calibration struct {
	main, cheap float64 // a trial of each signal; 0 for a training
	epoch       float64 // of a training
}

// A calibration takes about so long for each evaluator, in seconds, and as many
// architectures at most.
const (
	trying = 0.4
	tried  = 3
)

// calibrate tries how long evaluations take. An error is a mistake in a field of the spec.
func (s *searcher) calibrate(spec search.Spec, g *ground) (c calibration, field string, err error) {
	r := rng.Named(spec.Seed, "searching.calibrate")
	for _, signal := range []search.Signal{search.Main, search.Cheap} {
		x := g.source(signal)
		if x == nil {
			continue
		}
		switch {
		case x.Train:
			c.epoch, err = s.tryTraining(g, r)
		case signal == search.Cheap:
			c.cheap, err = s.try(spec, g, signal, r)
		default:
			c.main, err = s.try(spec, g, signal, r)
		}
		if err != nil {
			return c, fieldOf(signal, *x), err
		}
	}
	return c, "", nil
}

// try evaluates a few random architectures, the first of them once before, which draws
// the images.
func (s *searcher) try(spec search.Spec, g *ground, signal search.Signal, r *rng.Stream) (seconds float64, err error) {
	e, err := s.evaluator(spec, g)
	if err != nil {
		return 0, err
	}
	clock := s.task.Options().Clock
	one := func(a space.Arch) error {
		_, err := e.Evaluate(search.Trial{ID: 1, Arch: a, Signal: signal})
		return err
	}
	a := g.space.Sample(r)
	if err := one(a); err != nil {
		return 0, err
	}
	start := clock()
	for n := 1; ; n++ {
		if err := one(a); err != nil {
			return 0, err
		}
		if spent := clock() - start; n == tried || spent > trying {
			return spent / float64(n), nil
		}
		a = g.space.Sample(r)
	}
}

// errEnough ends a training that has told how long it takes.
var errEnough = errors.New("enough")

// tryTraining begins a training, and returns the seconds of an epoch.
func (s *searcher) tryTraining(g *ground, r *rng.Stream) (seconds float64, err error) {
	o := s.task.Options()
	spec := *g.evaluation.Training
	spec.Space, spec.Arch = g.space.Info().ID, g.space.Print(g.space.Sample(r))
	start, from := -1.0, 0.0
	spent, share := 0.0, 0.0
	t, err := train.New(spec, train.Options{Kernels: o.Kernels, Source: o.Source, Checkpoint: func(done float64) error {
		now := o.Clock()
		if start < 0 || done == 0 { // images are drawn until then
			start, from = now, done
		}
		spent, share = now-start, done-from
		if spent > trying && share > 0 {
			return errEnough
		}
		return s.alive()
	}})
	if err != nil {
		return 0, err
	}
	if err := t.Epoch(); err != nil && !errors.Is(err, errEnough) {
		return 0, err
	}
	if share <= 0 {
		return 0, nil // it took no time
	}
	return spent / share / float64(spec.Epochs), nil
}

// rehearsal is what a search of made-up outcomes comes to.
type rehearsal struct {
	main, cheap float64 // trials
	epochs      float64 // of trainings, that are new
	cost        float64
	thought     float64 // seconds that the strategy took
	end         string
}

// A rehearsal takes at most so many trials and, about, seconds; what is left goes on in
// proportion.
const (
	rehearsed  = 20_000
	rehearsing = 0.5
)

// rehearse runs the search of a spec with outcomes that are made up where they would
// take long.
func (s *searcher) rehearse(spec search.Spec, g *ground, c calibration) (*rehearsal, error) {
	clock := s.task.Options().Clock
	run, err := s.watched(spec).New(g.space, g.measures, nil)
	if err != nil {
		return nil, err
	}
	made, err := s.madeUp(spec, g, c)
	if err != nil {
		return nil, err
	}
	r := new(rehearsal)
	start, evaluating := clock(), 0.0
	for n := 0; n < rehearsed && clock()-start-evaluating < rehearsing; n++ {
		t, ok := run.Next()
		if !ok {
			break
		}
		before := clock()
		o, epochs, err := made(t)
		if err != nil {
			return nil, err
		}
		evaluating += clock() - before
		known := run.Spent()
		if err := run.Tell(t.ID, o); err != nil {
			return nil, err
		}
		if run.Spent() != known {
			r.epochs += epochs
		}
		if err := s.alive(); err != nil {
			return nil, err
		}
	}
	spent := run.Spent()
	r.main, r.cheap, r.cost, r.thought = float64(spent.Trials), float64(spent.Cheap), spent.Cost, clock()-start-evaluating
	if end, ok := run.Ended(); ok {
		r.end = end
		return r, nil
	}
	done := 0.0 // of the budget
	for _, part := range [][2]float64{{r.main, float64(spec.Budget.Trials)}, {spent.Cost, spec.Budget.Cost}, {spent.Seconds, spec.Budget.Seconds}} {
		if part[1] > 0 {
			done = max(done, part[0]/part[1])
		}
	}
	if done > 0 {
		for _, v := range []*float64{&r.main, &r.epochs, &r.cost, &r.thought} {
			*v /= done
		}
		r.cheap = min(r.cheap/done, search.MaxTrials)
	}
	return r, nil
}

// madeUp returns an evaluator of trials that takes next to no time, with the epochs that
// a training would take.
func (s *searcher) madeUp(spec search.Spec, g *ground, c calibration) (func(search.Trial) (search.Outcome, float64, error), error) {
	var macs func(space.Arch) (float64, error)
	for _, m := range g.measures {
		if m.ID == "macs" {
			macs = m.Of
		}
	}
	values := rng.Named(spec.Seed, "searching.rehearse")
	return func(t search.Trial) (search.Outcome, float64, error) {
		x := g.source(t.Signal)
		switch {
		case x == nil || !x.Train && x.Proxy == "" && x.Ensemble == nil:
			e, err := s.evaluator(spec, g)
			if err != nil {
				return search.Outcome{}, 0, err
			}
			o, err := e.Evaluate(t)
			return o, 0, err
		case !x.Train:
			o := search.Outcome{Value: values.Float64(), Seconds: c.main}
			if t.Signal == search.Cheap {
				o.Seconds = c.cheap
			}
			return o, 0, nil
		}
		p := g.evaluation.Training
		epochs := p.Epochs
		if t.Epochs > 0 {
			epochs = min(epochs, t.Epochs)
		}
		fresh := float64(max(0, epochs-t.Done))
		n, err := macs(t.Arch)
		if err != nil {
			return search.Outcome{Failed: err.Error()}, 0, nil
		}
		steps := float64(p.Train / p.Batch * p.Batch)
		return search.Outcome{
			Value: values.Float64(), Seconds: float64(fresh * c.epoch),
			Cost: float64(3*n) * steps * fresh / evaluate.GMACs,
		}, fresh, nil
	}, nil
}
