package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"protocell/core/evaluate"
	"protocell/core/evaluate/lecture"
	"protocell/core/experiment"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/train"
)

// runSearch runs "search", "search table" and "search replay".
func runSearch(ctx context.Context, e env, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "table":
			return runSearchTable(ctx, e, args[1:])
		case "replay":
			return runSearchReplay(ctx, e, args[1:])
		}
	}
	s := searching{env: e, experiment: experiment.Default(), training: train.Default()}
	s.spec.Parallel = 1
	f := flagSet("search", `search [flags]
       protocell search table FILE... [flags]
       protocell search replay FILE [flags]

Searches a space for a good architecture. With -out FILE, everything that happens is a
line of JSON in FILE, its trace; an interrupted command goes on where it was if it is
given again. "search table" re-plays the published searches of NAS-Bench-201 on a
table, and "search replay" checks a trace and says what it found.

A strategy asks an evaluator, which is one of
  table:FILE          a benchmark table with its simulated clock, or table:FILE#COLUMN
  proxy:ID            a zero-cost proxy
  ensemble:ID         an ensemble of proxies, against 100 random architectures
  train               real training, of -epochs
  predictor:FILE#COLUMN  networks that learnt from 100 rows of a table`)
	s.flags(f)
	m := setupFlags(f, &s.experiment, smallSkeleton)
	s.images = m
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return misused(f, fmt.Errorf("%q is no flag", f.Arg(0)))
	}
	if err := m.settle(ctx, e, f, &s.experiment); err != nil {
		return err
	}
	if err := s.prepare(f); err != nil {
		return misused(f, err)
	}
	return s.run(ctx)
}

// searching is a search to be run, perhaps several times.
type searching struct {
	env
	spec       search.Spec
	experiment experiment.Spec
	training   train.Spec
	images     *setup
	evaluator  string
	cheap      string
	repeats    int
	workers    int
	out        string

	space      space.Space
	evaluation evaluate.Spec
	table      *table.Table
	tableID    string
	layout     *lecture.Layout // of the table, if it has one
	states     *evaluate.States
}

// flags adds the flags of a search.
func (s *searching) flags(f *flag.FlagSet) {
	f.StringVar(&s.spec.Strategy, "strategy", "rea", "`id` of the strategy: "+strings.Join(search.IDs(), ", "))
	f.Func("set", "`values` of hyperparameters, as in population=20,sample=5", func(text string) (err error) {
		s.spec.Params, err = parseParams(text)
		return err
	})
	f.StringVar(&s.evaluator, "evaluator", "proxy:nwot", "`evaluator` that the strategy asks")
	f.StringVar(&s.cheap, "cheap", "", "`evaluator` of strategies that ask a proxy too (default NASWOT of the table, or proxy:nwot)")
	f.Func("budget", "what may be spent: `bounds` trials=N, cost=X on the simulated clock, or seconds=S, joined by commas (default 12000 s on a table of NAS-Bench-201, else 100 trials)", func(text string) (err error) {
		s.spec.Budget, err = parseBudget(text)
		return err
	})
	f.Uint64Var(&s.spec.Seed, "draw", 1, "`seed` of the search")
	f.IntVar(&s.repeats, "repeats", 1, "`number` of searches, under successive seeds")
	f.IntVar(&s.spec.Parallel, "parallel", 1, "`number` of trials that may be outstanding; it is part of what is searched, -workers is not")
	f.IntVar(&s.workers, "workers", 0, "`number` of searches, or of trials of one, at once; 0 is one a processor")
	f.BoolVar(&s.spec.Unique, "unique", false, "evaluate isomorphic architectures once")
	f.Func("limit", "`bound` as in params=500000, on params, macs, peak, or a column of the table; can be given several times", func(text string) error {
		name, value, _ := strings.Cut(text, "=")
		v, err := strconv.ParseFloat(value, 64)
		s.spec.Limits = append(s.spec.Limits, search.Limit{Measure: name, Max: v})
		return err
	})
	f.Func("minimise", "`measures` that are further objectives of nsga2, joined by commas", func(text string) error {
		s.spec.Minimise = strings.Split(text, ",")
		return nil
	})
	f.Func("failures", "`policy` for trials that fail: worst, retry or stop (default the strategy passes over them)", func(text string) error {
		s.spec.Failures = search.Policy(text)
		return nil
	})
	f.Var((*texts)(&s.spec.Warm), "warm", "`architecture` to begin with; can be given several times")
	f.StringVar(&s.out, "out", "", "`file` of the trace; it is continued if it is there; of several searches each has its seed in the name")
	f.IntVar(&s.training.Epochs, "epochs", s.training.Epochs, "`number` of epochs of a training")
	f.IntVar(&s.training.Train, "train", s.training.Train, "`images` to train on")
	f.IntVar(&s.training.Validation, "validation", s.training.Validation, "`images` of the validation accuracy")
}

// parseParams reads hyperparameters.
func parseParams(text string) (search.Params, error) {
	p := search.Params{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		v, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("%q is not as population=20", part)
		}
		p[name] = v
	}
	return p, nil
}

// parseBudget reads a budget.
func parseBudget(text string) (b search.Budget, err error) {
	p, err := parseParams(text)
	if err != nil {
		return b, err
	}
	for name, v := range p {
		switch name {
		case "trials":
			if v != float64(int(v)) {
				return b, fmt.Errorf("%v trials", v)
			}
			b.Trials = int(v)
		case "cost":
			b.Cost = v
		case "seconds":
			b.Seconds = v
		default:
			return b, fmt.Errorf("no bound %q; there are trials, cost and seconds", name)
		}
	}
	return b, b.Check()
}

// prepare makes the spec of the search.
func (s *searching) prepare(f *flag.FlagSet) (err error) {
	if s.workers < 0 || s.workers > 1024 {
		return fmt.Errorf("-workers %d: not in 0 to 1024", s.workers)
	}
	if s.workers == 0 {
		s.workers = runtime.NumCPU()
	}
	if s.repeats < 1 || s.repeats > 100_000 {
		return fmt.Errorf("-repeats %d: not in 1 to 100000", s.repeats)
	}
	if s.space, err = spaces.ByID(s.experiment.Space); err != nil {
		return err
	}
	s.spec.Space = s.space.Info().ID
	info, err := search.Lookup(s.spec.Strategy)
	if err != nil {
		return err
	}
	if s.evaluation.Main, err = s.source(s.evaluator, info.Fidelity && s.spec.Strategy != "bohb"); err != nil {
		return fmt.Errorf("-evaluator %s: %w", s.evaluator, err)
	}
	if info.Cheap {
		if s.cheap == "" {
			s.cheap = s.defaultCheap()
		}
		cheap, err := s.source(s.cheap, false)
		if err != nil {
			return fmt.Errorf("-cheap %s: %w", s.cheap, err)
		}
		s.evaluation.Cheap = &cheap
	}
	if err := s.describe(f); err != nil {
		return err
	}
	if s.spec.Budget == (search.Budget{}) {
		s.spec.Budget = search.Budget{Trials: 100}
		if s.layout != nil && len(s.evaluation.Main.Rungs) > 0 && s.evaluation.Main.Rungs[0].Cost != "" {
			s.spec.Budget = search.Budget{Cost: s.layout.Budget}
		}
	}
	if s.table != nil && int64(s.table.Len()) < s.space.Info().Size {
		s.spec.Limits = append(s.spec.Limits, evaluate.KnownOnly)
	}
	s.states = evaluate.NewStates(256 << 20)
	s.spec, err = s.spec.Canonical(s.space)
	return err
}

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
	}
	return nil
}

// measures returns what limits may name.
func (s *searching) measures() []search.Measure {
	return s.evaluation.Measures(s.space, evaluate.Env{Table: s.table})
}

// seeds returns the specs of all repeats.
func (s *searching) seeds() []search.Spec {
	specs := slices.Repeat([]search.Spec{s.spec}, s.repeats)
	for i := range specs {
		specs[i].Seed += uint64(i)
	}
	return specs
}
