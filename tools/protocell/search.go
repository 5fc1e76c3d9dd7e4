package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"runtime"
	"slices"

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
	prepare := s.prepare
	if s.given != "" {
		prepare = s.prepareGiven
	}
	if err := prepare(f); err != nil {
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
	given      string // file of the spec; "" where flags say it

	space      space.Space
	evaluation evaluate.Spec
	table      *table.Table
	tableID    string
	layout     *lecture.Layout // of the table, if it has one
	states     evaluate.States
}

// counts checks how often and by how many workers is searched.
func (s *searching) counts() error {
	if s.workers < 0 || s.workers > 1024 {
		return fmt.Errorf("-workers %d: not in 0 to 1024", s.workers)
	}
	if s.workers == 0 {
		s.workers = runtime.NumCPU()
	}
	if s.repeats < 1 || s.repeats > 100_000 {
		return fmt.Errorf("-repeats %d: not in 1 to 100000", s.repeats)
	}
	s.states = evaluate.NewStates(256 << 20)
	return nil
}

// prepare makes the spec of the search of the flags.
func (s *searching) prepare(f *flag.FlagSet) (err error) {
	if err := s.counts(); err != nil {
		return err
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
	if s.layout != nil && info.Fidelity && s.spec.Strategy != "bohb" {
		all := s.layout.Span()
		maps.Copy(all, s.spec.Params)
		s.spec.Params = all
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
	s.spec, err = s.spec.Canonical(s.space)
	return err
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
