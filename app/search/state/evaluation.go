package state

import (
	"protocell/core/ensemble"
	"protocell/core/evaluate"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/search"
	"protocell/core/share"
	"protocell/core/space"
	"protocell/core/train"
)

// ensemblePool is how many random architectures an ensemble places one among, and lesson
// how many rows a predictor learns from.
const (
	ensemblePool = 100
	lesson       = 100
)

// evaluation returns how trials of a strategy are evaluated. Full says that it asks for
// all epochs at every rung.
func (s State) evaluation(r reading, sp space.Space, info search.Info, full bool) (e evaluate.Spec) {
	scored := false
	switch r.Evaluator {
	case ByTable:
		e.Table = s.Table.ID
		switch p := s.Table.Protocol; {
		case r.Column != "":
			if !s.Table.has(r.Column) {
				r.fail("y", "the table has no column %.60q", r.Column)
			}
			e.Main.Rungs = []evaluate.Rung{{Column: r.Column}}
		case p == nil:
			r.fail("y", "the table has no protocol of its own: choose a column")
		case info.Fidelity && !full:
			e.Main.Rungs = p.Ladder
		default:
			e.Main.Rungs = []evaluate.Rung{p.Signal}
		}
	case ByProxy:
		if _, ok := proxy.Lookup(r.Of); !ok {
			r.fail("of", "there is no proxy %.40q", r.Of)
		}
		e.Main.Proxy, scored = r.Of, true
	case ByEnsemble:
		if _, ok := ensemble.LookupWith(r.Of, nil); !ok {
			r.fail("of", "there is no ensemble %.40q", r.Of)
		}
		e.Main.Ensemble, scored = &evaluate.Reference{ID: r.Of, Size: ensemblePool, Seed: 1}, true
	case ByTraining:
		e.Main.Train = true
		e.Training = r.training(sp)
		if r.Patience != "" {
			e.Patience = r.count("es", r.Patience, 1, train.MaxEpochs)
		}
	case ByPredictor:
		if !s.Table.has(r.Of) {
			r.fail("of", "the table has no column %.60q", r.Of)
		}
		e.Table = s.Table.ID
		e.Main.Predictor = &evaluate.Lesson{Column: r.Of, Count: lesson, Seed: 1}
	default:
		r.fail("by", "there is no evaluator %.40q", r.Evaluator)
	}
	if info.Cheap {
		switch {
		case r.Cheap == "" && r.Evaluator == ByTable && s.Table.Protocol != nil && s.Table.Protocol.Cheap != nil:
			e.Cheap = &evaluate.Source{Rungs: []evaluate.Rung{*s.Table.Protocol.Cheap}}
		default:
			id := or(r.Cheap, "nwot")
			if _, ok := proxy.Lookup(id); !ok {
				r.fail("cheap", "there is no proxy %.40q", id)
			}
			e.Cheap, scored = &evaluate.Source{Proxy: id}, true
		}
	}
	if scored {
		e.Experiment = r.experiment(sp)
	}
	return e
}

// skeleton reads the network that is trained or scored.
func (r reading) skeleton(k graph.Skeleton) graph.Skeleton {
	k.C, k.N = r.count("c", r.C, 1, 4096), r.count("k", r.N, 0, 4096)
	if r.classes > 0 {
		k.Classes = r.classes
	}
	var err error
	if k.Input, err = share.ParseShape(r.Input); err != nil {
		r.fail("i", "%.20q: %v", r.Input, err)
	}
	return k
}

// experiment reads the set-up of proxies. A search that trains, too, scores the network
// that it trains.
func (r reading) experiment(sp space.Space) *experiment.Spec {
	e := experiment.DefaultOf(sp)
	e.Skeleton = r.skeleton(e.Skeleton)
	e.Batch, e.Data, e.Augment = r.count("b", r.Batch, 2, 4096), r.Data, r.Augment == "1"
	if len(r.problems) == 0 {
		if c, err := e.Canonical(); err != nil {
			r.fail("c", "%v", err)
		} else {
			e = c
		}
	}
	e.Proxies, e.Pins = nil, nil
	return &e
}

// training reads how networks are trained.
func (r reading) training(sp space.Space) *train.Spec {
	t := train.Default()
	t.Space, t.Arch = sp.Info().ID, sp.Print(sp.Presets()[0].Arch)
	t.Skeleton = sp.Skeletons().Fix(r.skeleton(t.Skeleton))
	t.Epochs, t.Batch = r.count("e", r.Epochs, 1, train.MaxEpochs), r.count("b", r.Batch, 2, train.MaxBatch)
	t.Train, t.Validation = r.count("tr", r.Train, 1, train.MaxImages), r.count("va", r.Validation, 1, train.MaxImages)
	t.Rate = r.number("lr", r.Rate, 100)
	t.Data, t.Augment = r.Data, r.Augment == "1"
	t.Test = t.Validation
	if len(r.problems) == 0 {
		if c, err := t.Canonical(); err != nil {
			r.fail("tr", "%v", err)
		} else {
			t = c
		}
	}
	return &t
}
