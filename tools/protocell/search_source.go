package main

import (
	"errors"
	"flag"
	"strings"

	"protocell/core/evaluate"
	"protocell/core/evaluate/lecture"
)

// describe puts what evaluation needs into the spec.
func (s *searching) describe(f *flag.FlagSet) (err error) {
	sources := []evaluate.Source{s.evaluation.Main}
	if s.evaluation.Cheap != nil {
		sources = append(sources, *s.evaluation.Cheap)
	}
	given := map[string]bool{}
	f.Visit(func(v *flag.Flag) { given[v.Name] = true })
	for _, x := range sources {
		switch {
		case x.Proxy != "" || x.Ensemble != nil:
			e := s.experiment
			e.Arch, e.Proxies, e.Pins = s.space.Print(s.space.Presets()[0].Arch), nil, nil
			s.evaluation.Experiment = &e
		case x.Train:
			t := s.training
			t.Space, t.Arch = s.spec.Space, s.space.Print(s.space.Presets()[0].Arch)
			if given["c"] || given["n"] || given["input"] || given["classes"] || given["skeleton"] || given["space"] {
				t.Skeleton = s.experiment.Skeleton
			}
			if given["batch"] {
				t.Batch = s.experiment.Batch
			}
			t.Data, t.Augment, t.Seed = s.experiment.Data, s.experiment.Augment, s.experiment.Seed
			s.evaluation.Training = &t
		default:
			s.evaluation.Table = s.tableID
		}
	}
	s.spec.Evaluation, err = s.evaluation.Format()
	return err
}

// defaultCheap returns the evaluator of proxies if none is given.
func (s *searching) defaultCheap() string {
	if s.layout != nil {
		if id, ok := s.layout.Proxies[s.layout.Reports[0].Dataset]; ok {
			name, _, _ := strings.Cut(strings.TrimPrefix(s.evaluator, "table:"), "#")
			return "table:" + name + "#" + id
		}
	}
	return "proxy:nwot"
}

// source reads an evaluator. Ladder asks for all lengths of training that a table has.
func (s *searching) source(text string, ladder bool) (x evaluate.Source, err error) {
	kind, of, _ := strings.Cut(text, ":")
	switch kind {
	case "proxy":
		x.Proxy = of
	case "ensemble":
		x.Ensemble = &evaluate.Reference{ID: of, Size: 100, Seed: 1}
	case "train":
		x.Train = true
	case "table", "predictor":
		name, column, _ := strings.Cut(of, "#")
		if err := s.open(name); err != nil {
			return x, err
		}
		switch {
		case kind == "predictor":
			if column == "" {
				return x, errors.New("it does not say what column to learn")
			}
			x.Predictor = &evaluate.Lesson{Column: column, Count: 100, Seed: 1}
		case column != "":
			x.Rungs = []evaluate.Rung{{Column: column}}
		case s.layout == nil:
			return x, errors.New("it does not say which column to ask, and the table has no protocol of its own")
		case ladder:
			x.Rungs = s.layout.Ladder
		default:
			x.Rungs = []evaluate.Rung{s.layout.Signal}
		}
	default:
		return x, errors.New("it is none of table, proxy, ensemble, train and predictor")
	}
	return x, nil
}

// open opens the table of the search.
func (s *searching) open(name string) error {
	if s.table != nil {
		return nil // the same, or evaluation says what is missing
	}
	t, id, err := openTables([]string{name})
	if err != nil {
		return err
	}
	s.table, s.tableID = t, id
	if l, err := lecture.Find(t); err == nil {
		s.layout = &l
		s.table, err = l.Complete(t)
		return err
	}
	return nil
}
