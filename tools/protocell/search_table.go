package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"sync"
	"text/tabwriter"

	"protocell/core/evaluate/lecture"
	"protocell/core/search"
	"protocell/core/space/spaces"
)

// runSearchTable re-plays the published searches.
func runSearchTable(ctx context.Context, e env, args []string) error {
	f := flagSet("search table", `search table FILE... [flags]

Re-plays the published searches of NAS-Bench-201 on a table of trained architectures:
twelve-epoch validation accuracy on CIFAR-10 for 12,000 s of simulated time, reported
after 200 epochs. Each figure is the mean over runs and the standard deviation of one;
"=" marks those that are no further from the published mean than its standard deviation.
Rows that need weight sharing are shown as published.`)
	repeats := f.Int("repeats", 500, "`number` of runs of each row")
	workers := f.Int("workers", 0, "`number` of runs at once; 0 is one a processor")
	draw := f.Uint64("draw", 1, "`seed` of the first run")
	rows := f.String("rows", "", "`ids` of rows, or of further strategies, joined by commas (default all rows)")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	if *repeats < 1 || *repeats > 100_000 || *workers < 0 || *workers > 1024 {
		return misused(f, fmt.Errorf("%d runs by %d workers", *repeats, *workers))
	}
	if *workers == 0 {
		*workers = runtime.NumCPU()
	}
	list, err := rowsOf(*rows)
	if err != nil {
		return misused(f, err)
	}
	t, _, err := openTables(names)
	if err != nil {
		return err
	}
	sp, err := spaces.ByID(t.Space)
	if err != nil {
		return err
	}
	p, err := lecture.New(sp, t)
	if err != nil {
		return err
	}
	results := make([][]lecture.Result, len(list))
	type job struct{ row, run int }
	var jobs []job
	for i, row := range list {
		if p.Runnable(row) != "" {
			continue
		}
		results[i] = make([]lecture.Result, *repeats)
		for k := range *repeats {
			jobs = append(jobs, job{i, k})
		}
	}
	progress := newProgress(e, 0, len(jobs))
	var mu sync.Mutex
	err = each(ctx, len(jobs), *workers, func(ctx context.Context) (func(int) error, error) {
		return func(i int) error {
			j := jobs[i]
			r, err := p.Run(list[j.row], *draw+uint64(j.run))
			mu.Lock()
			defer mu.Unlock()
			results[j.row][j.run] = r
			progress.step()
			return err
		}, nil
	})
	progress.end(*workers)
	if err != nil {
		return err
	}
	return printLecture(e.stdout, p, list, results)
}

// rowsOf returns the rows with ids; other strategies are rows without figures.
func rowsOf(ids string) ([]lecture.Row, error) {
	all := lecture.Rows()
	if ids == "" {
		return all, nil
	}
	var list []lecture.Row
next:
	for id := range strings.SplitSeq(ids, ",") {
		for _, row := range all {
			if row.ID == id {
				list = append(list, row)
				continue next
			}
		}
		info, err := search.Lookup(id)
		if err != nil {
			var known []string
			for _, row := range all {
				known = append(known, row.ID)
			}
			return nil, errors.New(err.Error() + "; rows are: " + strings.Join(known, ", "))
		}
		list = append(list, lecture.Row{ID: id, Name: info.Name, Strategy: id})
	}
	return list, nil
}

// printLecture prints the rows, what was run above what was published.
func printLecture(out io.Writer, p *lecture.Replay, rows []lecture.Row, results [][]lecture.Result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\truns\tevaluations\tcost, %s", p.Layout.Unit)
	for _, r := range p.Layout.Reports {
		fmt.Fprintf(w, "\t%s %s", r.Dataset, r.Split)
	}
	fmt.Fprintln(w)
	for i, row := range rows {
		if results[i] != nil {
			trials, cost := 0, 0.0
			for _, r := range results[i] {
				trials += r.Trials
				cost += r.Cost
			}
			n := float64(len(results[i]))
			fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f", row.Name, len(results[i]), float64(trials)/n, cost/n)
			for k, s := range lecture.Summarise(results[i], len(p.Layout.Reports)) {
				mark := ""
				if k < len(row.Published) && p.Published() && s.Agrees(row.Published[k]) {
					mark = " ="
				}
				fmt.Fprintf(w, "\t%s%s", figure(s.Mean, s.SD), mark)
			}
			fmt.Fprintln(w)
		}
		if row.Published == [6]lecture.Figure{} || !p.Published() {
			continue
		}
		fmt.Fprintf(w, "%s, published\t%d\t\t", row.Name, row.Runs)
		if row.Seconds > 0 {
			fmt.Fprintf(w, "%g", row.Seconds)
		}
		for _, f := range row.Published {
			fmt.Fprint(w, "\t")
			if f.Given {
				fmt.Fprint(w, figure(f.Mean, f.SD))
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// figure prints a mean and a standard deviation, "–" where there is none.
func figure(mean, sd float64) string {
	if math.IsNaN(mean) {
		return "–"
	}
	if math.IsNaN(sd) {
		return fmt.Sprintf("%.2f", mean)
	}
	return fmt.Sprintf("%.2f ± %.2f", mean, sd)
}
