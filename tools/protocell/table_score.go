package main

import (
	"context"
	"fmt"
	"math"
	"runtime"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/score"
	"protocell/core/share"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// runTableScore makes a table of proxies of the architectures of another.
func runTableScore(ctx context.Context, e env, args []string) error {
	f := flagSet("table score", `table score FILE [flags]

Scores the architectures of a table, untrained, under one set-up, and makes a table of
what the proxies say of them, which "table join" joins to the other. The site does that
by itself with NAME+ANYTHING.table, which it joins to NAME.table.`)
	spec := experiment.Default()
	setup := setupFlags(f, &spec, smallSkeleton)
	workers := f.Int("workers", runtime.GOMAXPROCS(0), "`number` of workers")
	out := f.String("out", "", "`file` that the table is written to")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return misused(f, fmt.Errorf("%d files, want one", len(names)))
	}
	if *workers < 1 {
		return misused(f, fmt.Errorf("%d workers", *workers))
	}
	t, err := openTable(names[0])
	if err != nil {
		return err
	}
	spec.Space = t.Space
	sp, err := spaces.ByID(t.Space)
	if err != nil {
		return err
	}
	spec.Arch = experiment.DefaultOf(sp).Arch
	if err := setup.settle(ctx, e, f, &spec); err != nil {
		return err
	}
	if spec, err = spec.Canonical(); err != nil {
		return misused(f, err)
	}
	scored, err := scoreTable(ctx, e, t, sp, spec, setup, *workers)
	if err != nil {
		return err
	}
	return finishTable(e, scored, *out)
}

// scoreTable returns a table of the scores of the architectures of another.
func scoreTable(ctx context.Context, e env, t *table.Table, sp space.Space, spec experiment.Spec, s *setup, workers int) (*table.Table, error) {
	scored, err := table.New(t.Space, t.Archs())
	if err != nil {
		return nil, err
	}
	link, err := share.Link{Spec: spec}.Fragment()
	if err != nil {
		return nil, err
	}
	scored.Title = t.Title
	scored.Sources = []table.Source{{
		Title: "Protocell, untrained networks", Licence: "MIT",
		Note:    "Computed by this program; the link gives the same numbers for any architecture. A score that is not a number, or of a network that does not carry its input to its output, is infinite, so that it ranks last.",
		Details: []table.Detail{{Name: "set-up", Value: link}},
	}}
	ids := spec.ProxyIDs()
	for _, id := range ids {
		p, _ := proxy.Lookup(id)
		i := p.Info()
		m := table.Meta{ID: spec.Data + "/" + id, Name: i.Name, Kind: table.Proxy, Proxy: id, Higher: !i.Lower, Dataset: spec.Data, Meaning: i.Summary}
		switch id {
		case "params":
			m.Kind = table.Params
		case "flops":
			m.Kind = table.MACs
		}
		scored.Columns = append(scored.Columns, table.Column{Meta: m, Values: make([]float64, t.Len())})
	}
	work := func(ctx context.Context, w *worker, i int) (*score.Result, error) {
		one := spec
		one.Arch = sp.Print(t.Arch(i))
		return w.score(ctx, one, s, nil)
	}
	return scored, inOrder(ctx, t.Len(), workers, work, func(row int, r *score.Result) error {
		for i, id := range ids {
			for _, entry := range r.Scores {
				if entry.ID == id {
					scored.Columns[i].Values[row] = value(entry.Score, scored.Columns[i].Higher)
				}
			}
		}
		if (row+1)%100 == 0 {
			fmt.Fprintf(e.stderr, "%d of %d\n", row+1, t.Len())
		}
		return nil
	})
}

// value returns a score as a table has it: infinite, and last, if it is not ok.
func value(s proxy.Score, higher bool) float64 {
	switch {
	case s.Status == proxy.OK:
		return float64(s.Value)
	case higher:
		return math.Inf(-1)
	}
	return math.Inf(1)
}
