package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"protocell/core/search"
)

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
	f.StringVar(&s.given, "spec", "", "`file` of a trace, or of its spec alone, whose search is run instead of one that flags describe; its table is that of -evaluator table:FILE")
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
