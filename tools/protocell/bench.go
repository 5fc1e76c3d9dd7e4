package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/rng"
	"protocell/core/score"
)

// measurement is a kernel on a shape, and how long it took.
type measurement struct {
	conv    kernel.Conv
	name    string
	run     func()
	seconds []float64 // of one run, a sample a round
}

// gflops returns the median speed in 1e9 operations a second, two a MAC.
func (m *measurement) gflops() float64 {
	s := slices.Sorted(slices.Values(m.seconds))
	return 2 * float64(m.conv.MACs()) / 1e9 / s[len(s)/2]
}

// runBench measures the Go kernels and one score.
func runBench(ctx context.Context, e env, args []string) error {
	f := flagSet("bench", `bench [flags]

Measures the pure-Go kernels, on one thread, on the shapes of a NAS-Bench-201
network, in rounds that interleave them, and one score by all proxies. "make bench"
measures the SIMD kernels in a browser beside them.`)
	rounds := f.Int("rounds", 9, "`number` of rounds; medians are printed")
	sample := f.Float64("sample", 20, "`milliseconds` that a sample lasts at least")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if *rounds < 1 || *rounds > 1000 || !(*sample > 0 && *sample <= 10000) {
		return misused(f, errors.New("-rounds is 1 to 1000, -sample more than 0 and at most 10000"))
	}
	list := measurements(kernel.Go().F32)
	for range *rounds {
		for _, m := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			m.sample(e.clock, *sample/1e3)
		}
	}
	if err := printMeasurements(e, list); err != nil {
		return err
	}
	return benchScore(ctx, e)
}

// sample runs the kernel for at least so many seconds and notes the time of a run.
func (m *measurement) sample(clock func() float64, seconds float64) {
	start, runs := clock(), 0
	for {
		m.run()
		runs++
		if t := clock() - start; t >= seconds {
			m.seconds = append(m.seconds, t/float64(runs))
			return
		}
	}
}

// measurements returns the convolutions of the three stages, as they are in a
// network: three directions each.
func measurements(k kernel.Kernels[float32]) []*measurement {
	var list []*measurement
	for _, stage := range []struct{ channels, side int }{{16, 32}, {32, 16}, {64, 8}} {
		for _, size := range []int{1, 3} {
			for _, batch := range []int{1, 32} {
				c := kernel.Conv{
					Batch: batch, InH: stage.side, InW: stage.side, InC: stage.channels, OutC: stage.channels,
					Kernel: size, Stride: 1, Pad: size / 2, Dilation: 1, Groups: 1,
				}
				x, w, y := normal(1, c.InLen()), normal(2, c.WeightLen()), normal(3, c.OutLen())
				dx, dw, scratch := make([]float32, c.InLen()), make([]float32, c.WeightLen()), make([]float32, k.ConvScratch(c))
				out := make([]float32, c.OutLen())
				list = append(list,
					&measurement{conv: c, name: "forward", run: func() { k.ConvForward(c, out, x, w, scratch) }},
					&measurement{conv: c, name: "gradient of input", run: func() { clear(dx); k.ConvGradInput(c, dx, y, x, w, scratch) }},
					&measurement{conv: c, name: "gradient of weight", run: func() { k.ConvGradWeight(c, dw, y, x, scratch, false) }},
				)
			}
		}
	}
	return list
}

// normal returns n normal numbers.
func normal(id uint64, n int) []float32 {
	x := make([]float32, n)
	rng.FillNormal(x, 1, id, 1)
	return x
}

// printMeasurements prints the medians; the ratio is that of a direction's time to
// the forward time.
func printMeasurements(e env, list []*measurement) error {
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "convolution\tbatch\tdirection\tGFLOP/s\ttime to forward\t\n")
	for i, m := range list {
		c, forward := m.conv, list[i-i%3]
		fmt.Fprintf(w, "%dx%d, %d channels, %dx%d\t%d\t%s\t%.2f\t%.2f\t\n",
			c.Kernel, c.Kernel, c.InC, c.InH, c.InW, c.Batch, m.name, m.gflops(), forward.gflops()/m.gflops())
	}
	return w.Flush()
}

// benchScore times one score of the default experiment.
func benchScore(ctx context.Context, e env) error {
	spec := experiment.Default()
	start := e.clock()
	r, err := score.Run(spec, score.Options{Checkpoint: func(float64) error { return ctx.Err() }, Kernels: kernel.Go(), Clock: e.clock})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "\nOne score by %d proxies, C=%d, N=%d, batch of %d: %.0f ms with %s kernels.\n",
		len(r.Scores), spec.Skeleton.C, spec.Skeleton.N, spec.Batch, 1e3*(e.clock()-start), r.Kernels)
	return err
}
