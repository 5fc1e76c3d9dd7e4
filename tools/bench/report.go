package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// result is a case and how fast its contestants were.
type result struct {
	benchCase
	speed map[string]speed
}

// speed is GFLOP/s over the samples of one contestant.
type speed struct{ median, p10, best float64 }

// peakFlopsPerRun is how many operations a run of the peak kernel does.
const peakFlopsPerRun = 1000 * peakFlops

func newResult(c benchCase, times map[string][]float64) result {
	r := result{c, map[string]speed{}}
	for name, ms := range times {
		flops := c.flops()
		if name == "peak" {
			flops = peakFlopsPerRun
		}
		slices.Sort(ms)
		at := func(q float64) float64 { return flops / 1e6 / ms[int(q*float64(len(ms)-1))] }
		r.speed[name] = speed{median: at(0.5), p10: at(0.1), best: at(0)}
	}
	return r
}

// ratio returns how many times as fast a is as b, by medians.
func (r result) ratio(a, b string) float64 { return r.speed[a].median / r.speed[b].median }

// rivals are the contestants that ours is compared with.
var rivals = []string{"go", "tfjs", "ort", "peak", "forward"}

func printHeader() {
	fmt.Printf("\nGFLOP/s: median / fastest tenth / best; then the SIMD kernels' ratio of medians\n%-20s", "")
	for _, name := range everyone {
		fmt.Printf(" %-16s", name)
	}
	fmt.Print(" simd:")
	for _, name := range rivals {
		fmt.Printf(" %-7s", name)
	}
	fmt.Println()
}

func (r result) print() {
	fmt.Printf("%-20s", r.name)
	for _, name := range everyone {
		cell := ""
		if s, ok := r.speed[name]; ok {
			cell = fmt.Sprintf("%.1f/%.1f/%.1f", s.median, s.p10, s.best)
		}
		fmt.Printf(" %-16s", cell)
	}
	fmt.Print("      ")
	for _, name := range rivals {
		cell := ""
		if _, ok := r.speed[name]; ok {
			cell = fmt.Sprintf("%.2f", r.ratio("simd", name))
		}
		fmt.Printf(" %-7s", cell)
	}
	fmt.Println()
}

// target is a speed to reach.
type target struct {
	what   string
	got    float64
	want   float64
	atMost bool
}

// report prints the targets, and returns an error if one is missed and that
// matters.
func report(results []result, matters bool) error {
	fmt.Println("\nTargets")
	var missed []string
	for _, t := range targetsOf(results) {
		if math.IsNaN(t.got) || math.IsInf(t.got, 0) {
			continue
		}
		verdict, sign := "reached", ">="
		if t.atMost {
			sign = "<="
		}
		if t.atMost && t.got > t.want || !t.atMost && t.got < t.want {
			verdict = "MISSED"
			missed = append(missed, t.what)
		}
		fmt.Printf("%-62s %6.2f  %s %.2f  %s\n", t.what, t.got, sign, t.want, verdict)
	}
	if matters && len(missed) > 0 {
		return errors.New("missed: " + strings.Join(missed, "; "))
	}
	return nil
}

// targetsOf measures the targets on what was run. One about nothing that was run
// is not a finite number.
func targetsOf(results []result) []target {
	in := func(groups ...string) []result {
		var found []result
		for _, r := range results {
			if slices.Contains(groups, r.group) {
				found = append(found, r)
			}
		}
		return found
	}
	lowest := func(rs []result, rival string) float64 {
		low := math.Inf(1)
		for _, r := range rs {
			low = min(low, r.ratio("simd", rival))
		}
		return low
	}
	mean := func(rs []result, rival string) float64 {
		if len(rs) == 0 {
			return math.NaN()
		}
		product := 1.0
		for _, r := range rs {
			product *= r.ratio("simd", rival)
		}
		return math.Pow(product, 1/float64(len(rs)))
	}
	if len(results) == 0 {
		return nil
	}
	main := in(gemms, single, batches)
	list := []target{
		{what: "over pure Go, lowest", got: lowest(main, "go"), want: 4},
		{what: "over tfjs, batch 1 and gemm, geometric mean", got: mean(in(gemms, single), "tfjs"), want: 1.2},
		{what: "over tfjs, batch 1 and gemm, lowest", got: lowest(in(gemms, single), "tfjs"), want: 1},
		{what: "over tfjs, batch 32, geometric mean", got: mean(in(batches), "tfjs"), want: 1.5},
		{what: "over onnxruntime, convolutions, lowest", got: lowest(in(single, batches), "ort"), want: 1.4},
		{what: "over onnxruntime, gemm, lowest", got: lowest(in(gemms), "ort"), want: 1.15},
		{what: "of the peak of multiplications and additions, highest", got: highest(main), want: 0.8},
	}
	for _, r := range in(backward) {
		list = append(list, target{
			what: "time of " + r.name + ", in forward passes",
			got:  1 / r.ratio("simd", "forward"), want: 1.3, atMost: true,
		})
	}
	return list
}

// highest returns the highest share of the peak.
func highest(rs []result) float64 {
	high := math.Inf(-1)
	for _, r := range rs {
		high = max(high, r.ratio("simd", "peak"))
	}
	return high
}
