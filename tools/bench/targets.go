package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// target is a speed to reach.
type target struct {
	what   string
	got    float64
	want   float64
	atMost bool
}

// report prints the targets, and a note if the machine is busy, and returns an
// error if a target is missed and that matters.
func report(results []result, whole []scored, scaling []target, busy string, matters bool) error {
	fmt.Println("\nTargets")
	if busy != "" {
		fmt.Println(busy)
	}
	reached := 0
	var missed []string
	for _, t := range slices.Concat(targetsOf(results), scoreTargets(whole), scaling) {
		if math.IsNaN(t.got) || math.IsInf(t.got, 0) {
			continue
		}
		verdict, sign := "reached", ">="
		reached++
		if t.atMost {
			sign = "<="
		}
		if t.atMost && t.got > t.want || !t.atMost && t.got < t.want {
			verdict = "MISSED"
			missed = append(missed, t.what)
			reached--
		}
		fmt.Printf("%-62s %6.2f  %s %.2f  %s\n", t.what, t.got, sign, t.want, verdict)
	}
	fmt.Printf("%d of %d reached\n", reached, reached+len(missed))
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
	highest := func(rs []result, rival string) float64 {
		high := math.Inf(-1)
		for _, r := range rs {
			high = max(high, r.ratio("simd", rival))
		}
		return high
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
	main := in(gemms, single, batches)
	list := []target{
		{what: "over pure Go, lowest", got: lowest(main, "go"), want: 4},
		{what: "over tfjs, batch 1 and gemm, geometric mean", got: mean(in(gemms, single), "tfjs"), want: 1.2},
		{what: "over tfjs, batch 1 and gemm, lowest", got: lowest(in(gemms, single), "tfjs"), want: 1},
		{what: "over tfjs, batch 32, geometric mean", got: mean(in(batches), "tfjs"), want: 1.5},
		{what: "over onnxruntime, convolutions, lowest", got: lowest(in(single, batches), "ort"), want: 1.4},
		{what: "over onnxruntime, gemm, lowest", got: lowest(in(gemms), "ort"), want: 1.15},
		{what: "of the processor's peak, highest", got: highest(main, "peak"), want: 0.8},
		{what: "of the processor's peak, lowest", got: lowest(main, "peak"), want: 0.8},
	}
	for _, r := range in(backward) {
		list = append(list, target{
			what: "time of " + r.name + ", in forward passes",
			got:  1 / r.ratio("simd", "forward"), want: 1.3, atMost: true,
		})
	}
	return list
}

// scoreTargets measures the targets on whole scores.
func scoreTargets(whole []scored) []target {
	var list []target
	for _, s := range whole {
		if s.minShare > 0 {
			list = append(list, target{what: "of the time in convolutions, " + s.name, got: s.Conv / s.Total, want: s.minShare})
		}
		if s.maxRatio > 0 {
			list = append(list, target{what: "times its kernels, " + s.name, got: s.Total / (s.Conv + s.Kernels), want: s.maxRatio, atMost: true})
		}
		if s.maxMs > 0 {
			list = append(list, target{what: "milliseconds, " + s.name, got: s.Total, want: s.maxMs, atMost: true})
		}
	}
	return list
}
