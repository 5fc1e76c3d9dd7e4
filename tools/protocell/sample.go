package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"protocell/core/data"
	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/sample"
	"protocell/core/score"
	"protocell/core/space"
)

// runScoreSample scores a random sample of a search space and summarises it.
func runScoreSample(ctx context.Context, e env, args []string) error {
	s := sampling{env: e, plan: sample.Plan{Spec: experiment.Default()}}
	p := &s.plan
	f := flagSet("sample", `sample [flags]

Scores random architectures, all different, and says how the proxies rank them: the
correlations between proxies and ensembles, and with -repeats, -batches or -widths
whether the rankings hold. What the flags leave out is as on the page.

With -out FILE, each result is a line of JSON in FILE. An interrupted command goes
on where it was if it is given again, also with more architectures or settings.`)
	f.IntVar(&p.Size, "count", 100, "`number` of architectures")
	f.Uint64Var(&p.Draw, "draw", 1, "`seed` of which architectures")
	f.IntVar(&p.Repeats, "repeats", 1, "`number` of seeds under which each is scored")
	vary := f.String("vary", string(sample.Everything), "`what` differs from repeat to repeat: "+varies())
	f.Func("batches", "other batch `sizes`, joined by commas", func(text string) (err error) {
		p.Batches, err = sample.ParseBatches(text)
		return err
	})
	f.Func("widths", "other skeletons `CxN`, channels x cells a stage, joined by commas", func(text string) (err error) {
		p.Widths, err = sample.ParseWidths(text)
		return err
	})
	f.Func("ensembles", "`ids` of ensembles, joined by commas, whose members are scored too: "+strings.Join(ensemble.IDs(), ", ")+
		"; all are printed whose members are scored", func(text string) error {
		s.ensembles = strings.Split(text, ",")
		return nil
	})
	f.Func("mix", "`weights` of the mix, as in synflow=1,nwot=0.5", func(text string) (err error) {
		s.weights, err = ensemble.ParseWeights(text)
		return err
	})
	out := f.String("out", "", "`file` of the results; it is continued if it is there")
	f.IntVar(&s.workers, "workers", 0, "`number` of architectures that are scored at once; 0 is one a processor")
	stored := setupFlags(f, &p.Spec, smallSkeleton)
	if err := parse(e, f, args); err != nil {
		return err
	}
	if err := stored.settle(ctx, e, f, &p.Spec); err != nil {
		return err
	}
	s.source = stored
	p.Vary = sample.Vary(*vary)
	if err := s.prepare(f); err != nil {
		return misused(f, err)
	}
	return s.run(ctx, *out)
}

func varies() string {
	var names []string
	for _, v := range sample.Varies() {
		names = append(names, string(v))
	}
	return strings.Join(names, ", ")
}

// sampling scores a sample.
type sampling struct {
	env
	plan      sample.Plan
	source    data.Source
	workers   int
	ensembles []string // whose members are scored too
	weights   map[string]float64

	settings []sample.Setting
	proxies  []string
	archs    []string // as the space prints them
	codes    []string // the same, short
	table    *sample.Table
	millis   []float64 // of each proxy under the base setting, together
}

// prepare checks the flags and draws the architectures.
func (s *sampling) prepare(f *flag.FlagSet) error {
	if f.NArg() > 0 {
		return fmt.Errorf("%q is no flag", f.Arg(0))
	}
	if s.workers < 0 || s.workers > 1024 {
		return fmt.Errorf("-workers %d: not in 0 to 1024", s.workers)
	}
	if s.workers == 0 {
		s.workers = runtime.NumCPU()
	}
	spec := &s.plan.Spec
	spec.Proxies = slices.Clone(spec.ProxyIDs())
	if err := s.addMembers(); err != nil {
		return err
	}
	var err error
	if s.settings, err = s.plan.Settings(); err != nil {
		return err
	}
	for i, x := range s.settings {
		if slices.ContainsFunc(s.settings[:i], func(y sample.Setting) bool { return x.Name == y.Name }) {
			return fmt.Errorf("%s is there twice", x.Name)
		}
	}
	sp, _, err := spec.Architecture()
	if err != nil {
		return err
	}
	for _, a := range sample.Architectures(sp, s.plan.Size, s.plan.Draw) {
		code, err := sp.PrintAs(a, space.Code)
		if err != nil {
			return err
		}
		s.archs, s.codes = append(s.archs, sp.Print(a)), append(s.codes, code)
	}
	s.proxies = s.settings[0].Spec.ProxyIDs()
	s.table = sample.NewTable(s.settings, s.proxies, len(s.archs))
	s.table.Weights = s.weights
	s.millis = make([]float64, len(s.proxies))
	return nil
}

// addMembers adds the members of the ensembles that are asked for to the proxies.
func (s *sampling) addMembers() error {
	ids := slices.Clone(s.ensembles)
	if s.weights != nil {
		ids = append(ids, ensemble.Mix{}.Info().ID)
	}
	list, err := ensemblesOf(ids, s.weights)
	if err != nil {
		return err
	}
	spec := &s.plan.Spec
	spec.Proxies = withMembers(spec.Proxies, list)
	return nil
}

// task is an architecture to score under a setting.
type task struct{ setting, row int }

// run scores what the file has not yet, and prints the summary.
func (s *sampling) run(ctx context.Context, name string) error {
	out := io.Discard
	done := map[task]bool{}
	if name != "" {
		file, err := s.open(name, done)
		if err != nil {
			return err
		}
		defer file.Close()
		out = file
	}
	var tasks []task
	for row := range s.archs {
		for setting := range s.settings {
			if t := (task{setting, row}); !done[t] {
				tasks = append(tasks, t)
			}
		}
	}
	progress := newProgress(s.env, len(done), len(tasks))
	err := inOrder(ctx, len(tasks), s.workers, func(ctx context.Context, w *worker, i int) (*score.Result, error) {
		spec := s.settings[tasks[i].setting].Spec
		spec.Arch = s.archs[tasks[i].row]
		return w.score(ctx, spec, s.source, s.clock)
	}, func(i int, r *score.Result) error {
		s.note(tasks[i], r)
		progress.step()
		return writeLine(out, line{s.settings[tasks[i].setting].Name, r})
	})
	progress.end(s.workers)
	if err != nil {
		if name != "" && errors.Is(err, context.Canceled) {
			fmt.Fprintf(s.stderr, "protocell: %d of %d results are in %s; the same command goes on from there\n", progress.done, len(done)+len(tasks), name)
		}
		return err
	}
	return s.report()
}

// note puts a result into the table.
func (s *sampling) note(t task, r *score.Result) {
	for k, entry := range r.Scores {
		s.table.Columns[t.setting][k].Set(t.row, entry.Score)
		if t.setting == 0 {
			s.millis[k] += entry.Millis
		}
	}
}
