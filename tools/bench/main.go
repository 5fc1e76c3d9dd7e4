// Bench measures the kernels in a headless browser, on one thread, beside the
// same work in tfjs-backend-wasm and onnxruntime-web, and against what the
// processor can do at best.
//
//	go run ./tools/bench [-rounds n] [-sample ms] [-run regexp] [-targets]
//
// Every case is one page's interleaved run: in each round, each contestant has
// one sample, all about equally long, and another one begins. Numbers are
// GFLOP/s, two operations to a multiply-accumulate, as median / 90th percentile
// of the times / best. With -targets, missing a target is an error. A note says
// if the machine is busy with other things.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
)

func main() {
	var (
		rounds  = flag.Int("rounds", 31, "samples of each contestant in each case")
		sample  = flag.Float64("sample", 8, "length of a sample in milliseconds, at least")
		run     = flag.String("run", "", "regular expression: run matching cases only")
		targets = flag.Bool("targets", false, "fail where a target is missed")
	)
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, *rounds, *sample, *run, *targets); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// scoreRounds is how often each whole score is run.
const scoreRounds = 5

func bench(ctx context.Context, rounds int, sampleMs float64, run string, targets bool) error {
	filter, err := regexp.Compile(run)
	if err != nil {
		return err
	}
	site, err := buildSite(ctx)
	if err != nil {
		return err
	}
	busy := loadNote(0)
	page, err := openPage(ctx, site)
	if err != nil {
		return err
	}
	defer page.close()
	fmt.Println(page.browser)
	if busy != "" {
		fmt.Println(busy)
	}

	var results []result
	var whole []scored
	printHeader()
	for _, c := range cases() {
		if !filter.MatchString(c.name) {
			continue
		}
		times, err := page.measure(c, rounds, sampleMs)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		r := newResult(c, times)
		r.print()
		results = append(results, r)
	}
	for _, c := range scoreCases() {
		if !filter.MatchString(c.name) {
			continue
		}
		times, err := page.scores(c, scoreRounds)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		s := newScored(c, times)
		s.print()
		whole = append(whole, s)
	}
	var scaling []target
	many, err := suite()
	if err != nil {
		return err
	}
	if filter.MatchString(many.name) {
		t, err := page.scaling(many, scoreRounds)
		if err != nil {
			return fmt.Errorf("%s: %w", many.name, err)
		}
		scaling = append(scaling, t)
	}
	if busy == "" {
		busy = loadNote(ownLoad)
	}
	return report(results, whole, scaling, busy, targets)
}
