package main

import (
	"context"
	"fmt"
	"os"

	"protocell/core/search"
	"protocell/core/space/spaces"
)

// runSearchReplay checks a trace.
func runSearchReplay(_ context.Context, e env, args []string) error {
	f := flagSet("search replay", `search replay FILE [flags]

Reads a trace, and says what it found after so many trials, and its digest: two traces
with one digest are of the same search with the same outcomes.`)
	rows := f.Bool("trials", false, "print the trials, with the incumbent after each")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return misused(f, fmt.Errorf("%d files, want one", len(names)))
	}
	file, err := os.Open(names[0])
	if err != nil {
		return err
	}
	defer file.Close()
	r, err := search.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", names[0], err)
	}
	sp, err := spaces.ByID(r.Spec().Space)
	if err != nil {
		return fmt.Errorf("%s: %w", names[0], err)
	}
	h, err := r.History(sp)
	if err != nil {
		return fmt.Errorf("%s: %w", names[0], err)
	}
	if *rows {
		fmt.Fprintln(e.stdout, "trial  cost  value  best  origin  architecture")
		for _, row := range h.Rows {
			if !row.Told {
				continue
			}
			value, best := "failed", "-"
			if row.Outcome.OK() {
				value = fmt.Sprintf("%.6g", row.Outcome.Value)
			}
			if row.Best >= 0 {
				best = fmt.Sprintf("%.6g", h.Rows[row.Best].Outcome.Value)
			}
			fmt.Fprintf(e.stdout, "%d  %.6g  %s  %s  %s  %s\n", row.Trial.ID, row.At.Cost, value, best, row.Trial.Origin, sp.Print(row.Trial.Arch))
		}
	}
	fmt.Fprintf(e.stdout, "%s in %s, seed %d: ", h.Spec.Strategy, h.Spec.Space, h.Spec.Seed)
	if h.Best >= 0 {
		best := h.Rows[h.Best]
		fmt.Fprintf(e.stdout, "%s %v, ", sp.Print(best.Trial.Arch), best.Outcome.Value)
	}
	end := h.End
	if end == "" {
		end = "not ended"
	}
	_, err = fmt.Fprintf(e.stdout, "%d trials, cost %.6g; %s; digest %s\n", h.Spent.Trials, h.Spent.Cost, end, h.Digest())
	return err
}
