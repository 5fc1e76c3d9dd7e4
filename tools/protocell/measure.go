package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
	"protocell/core/space/spaces"
	"protocell/tools/rapl"
)

// runMeasure measures how long networks take on this machine.
func runMeasure(ctx context.Context, e env, args []string) error {
	f := flagSet("measure", `measure [flags]

Measures how long networks of a search space take on this machine, on one thread with the
Go kernels, and writes a profile, which "protocell predict" reads. Networks and operators
are measured beside each other, in rounds; test networks follow in a session of their own.
Ctrl-C keeps what was measured, and -known goes on with it.`)
	id := f.String("space", "nb201", spaceUsage)
	networks := f.Int("networks", 40, "`number` of networks that predictors are fitted to")
	tests := f.Int("test", 20, "`number` of further networks that predictors are tested on")
	operators := f.Bool("operators", true, "measure each operator alone")
	skeleton := f.String("skeleton", smallSkeleton, "`network` around what is searched: small, as on the page, or full, the benchmark's own")
	c := f.Int("c", 0, "`channels` of the first stage (default as -skeleton has it)")
	n := f.Int("n", 0, "`cells` a stage (default as -skeleton has it)")
	in := new(shape)
	f.Var(in, "input", "image: `CxHxW`, channels x height x width (default as -skeleton has it)")
	plan := latency.Plan{}
	f.IntVar(&plan.Batch, "batch", 1, "`images` in the batch")
	f.IntVar(&plan.Rounds, "rounds", 30, "`number` of samples of each; those that stay noisy get up to three times as many")
	f.Uint64Var(&plan.Seed, "seed", 1, "`seed` of the choice of networks and of the order")
	f.Float64Var(&plan.Width, "width", 0.1, "largest half `width` of an interval that is not refused, relative")
	joules := f.Bool("energy", false, "measure the networks' energy too, by the counters of an Intel or AMD processor on Linux, which only root may read")
	known := f.String("known", "", "`file` of a profile that was cut short: what it has is not measured again")
	name := f.String("name", "", "`name` of the profile (default that of the processor)")
	out := f.String("out", "", "`file` that the profile is written to")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return misused(f, fmt.Errorf("%q is no flag", f.Arg(0)))
	}
	s, err := spaces.ByID(*id)
	if err != nil {
		return misused(f, err)
	}
	if *networks < 0 || *tests < 0 {
		return misused(f, errors.New("-networks and -test are 0 or more"))
	}
	plan.Space, plan.Operators = s, *operators
	switch *skeleton {
	case smallSkeleton:
		plan.Skeleton = s.Skeletons().Default
	case fullSkeleton:
		plan.Skeleton = s.Skeletons().Full
	default:
		return misused(f, fmt.Errorf("-skeleton %q; choose small or full", *skeleton))
	}
	if *c != 0 {
		plan.Skeleton.C = *c
	}
	if *n != 0 {
		plan.Skeleton.N = *n
	}
	if *in != (shape{}) {
		plan.Skeleton.Input = graph.Shape(*in)
	}
	archs := latency.Draw(s, *networks+*tests, plan.Seed)
	plan.Fit = archs[:min(*networks, len(archs))]
	plan.Test = archs[len(plan.Fit):]
	if len(archs) > 0 {
		if _, err := s.Build(archs[0], plan.Skeleton); err != nil {
			return misused(f, err)
		}
	}
	if *known != "" {
		if plan.Known, err = openProfile(*known); err != nil {
			return err
		}
	}
	device, load := thisDevice()
	started := time.Now().UTC().Format(time.RFC3339)
	engine := cpu.Engine{Kernels: kernel.Go().F32}
	survey, err := latency.NewSurvey(e.clock, engine, plan)
	if err != nil {
		return misused(f, err)
	}
	var meter *rapl.Meter
	if *joules {
		if meter, err = rapl.Open(os.DirFS(rapl.Folder)); err != nil {
			return fmt.Errorf("-energy: %w", err)
		}
	}
	stopped := follow(ctx, e, survey)
	p := survey.Profile()
	if meter != nil && stopped == nil {
		c := counters{meter.Joules, e.clock, func(seconds float64) { time.Sleep(time.Duration(seconds * float64(time.Second))) }}
		stopped = c.measure(ctx, p, s, engine)
	}
	if p.Device = device; *name != "" {
		p.Name = *name
	}
	if p.Name == "" {
		p.Name = device.Processor
	}
	p.Conditions.Date, p.Conditions.Load, p.Conditions.Program = started, load, "protocell"
	b, err := latency.Encode(p, spaces.ByID)
	if err != nil {
		return err
	}
	if *out != "" {
		if err := os.WriteFile(*out, b, 0o644); err != nil {
			return err
		}
	}
	if err := printProfile(e.stdout, p); err != nil {
		return err
	}
	return stopped
}

// follow takes all steps of a survey and says on stderr how far it is.
func follow(ctx context.Context, e env, survey *latency.Survey) error {
	told := 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		more, err := survey.Step()
		if err != nil || !more {
			return err
		}
		if tenth := int(10 * survey.Done()); tenth > told {
			told = tenth
			what := "operators and networks"
			if survey.Testing() {
				what = "test networks"
			}
			fmt.Fprintf(e.stderr, "%d %%, %s\n", 10*tenth, what)
		}
	}
}

// printProfile says what a profile has.
func printProfile(w io.Writer, p *latency.Profile) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	c := p.Conditions
	fmt.Fprintf(t, "%s\t%s, %d cores\n", p.Name, p.Device.System, p.Device.Cores)
	fmt.Fprintf(t, "space\t%s, C=%d, N=%d, input %v, batch %d\n", p.Space, p.Skeleton.C, p.Skeleton.N, p.Skeleton.Input, p.Batch)
	fmt.Fprintf(t, "engine\t%s, one thread\n", c.Engine)
	fmt.Fprintf(t, "conditions\tload %.1f, clock %.3g µs, drift %.0f %%, %.0f s in all\n", c.Load, 1e6*c.Resolution, 100*c.Drift, c.Wall)
	fmt.Fprintf(t, "machine\t%.2f GFLOP/s, %.1f GB/s, %.2f µs an operator\n", p.Machine.Peak, p.Machine.Bandwidth, 1e6*p.Machine.Overhead)
	var times []latency.Estimate
	for _, o := range p.Operators {
		times = append(times, o.Time)
	}
	fmt.Fprintf(t, "operators\t%s\n", summary(times))
	for _, pass := range []int{latency.FitPass, latency.TestPass} {
		times = times[:0]
		for _, n := range p.Networks {
			if n.Pass == pass {
				times = append(times, n.Time)
			}
		}
		what := "networks"
		if pass == latency.TestPass {
			what = "to test"
		}
		fmt.Fprintf(t, "%s\t%s\n", what, summary(times))
	}
	return t.Flush()
}

// summary says what estimates have in common.
func summary(times []latency.Estimate) string {
	n, low, high, width, refused := 0, 0.0, 0.0, 0.0, ""
	for _, e := range times {
		if !e.OK() {
			refused = e.Refused
			continue
		}
		if n == 0 || e.Seconds < low {
			low = e.Seconds
		}
		n, high, width = n+1, max(high, e.Seconds), width+e.Width()
	}
	s := "none"
	if n > 0 {
		s = fmt.Sprintf("%d, %.3g to %.3g ms, mean interval ±%.1f %%", n, 1e3*low, 1e3*high, 100*width/float64(n))
	}
	if k := len(times) - n; k > 0 {
		s += fmt.Sprintf("; %d refused, the last: %s", k, refused)
	}
	return s
}
