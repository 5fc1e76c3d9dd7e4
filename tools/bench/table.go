package main

import (
	"fmt"
	"slices"
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

// scored is a whole score, with the median of each of its times.
type scored struct {
	scoreCase
	scoreTimes
}

func newScored(c scoreCase, times []scoreTimes) scored {
	median := func(f func(scoreTimes) float64) float64 {
		var values []float64
		for _, t := range times {
			values = append(values, f(t))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return scored{c, scoreTimes{
		Total:   median(func(t scoreTimes) float64 { return t.Total }),
		Conv:    median(func(t scoreTimes) float64 { return t.Conv }),
		Kernels: median(func(t scoreTimes) float64 { return t.Kernels }),
	}}
}

func (s scored) print() {
	fmt.Printf("%s: %.0f ms; %.0f %% in convolutions, %.0f %% in other kernels\n",
		s.name, s.Total, 100*s.Conv/s.Total, 100*s.Kernels/s.Total)
}
