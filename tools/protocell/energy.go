package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"protocell/core/energy"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
)

// Seconds over which counters of energy are read: they are of the whole processor, and
// change every millisecond.
const (
	idleSeconds = 1
	runSeconds  = 0.25
)

// counters measures energy by a meter of joules, which counts all that the machine does.
type counters struct {
	joules func() (float64, error)
	clock  latency.Clock
	wait   func(seconds float64)
}

// watts returns what is drawn while nothing is done here.
func (c counters) watts() (float64, error) {
	before, err := c.joules()
	if err != nil {
		return 0, err
	}
	start := c.clock()
	c.wait(idleSeconds)
	after, err := c.joules()
	if err != nil {
		return 0, err
	}
	return (after - before) / (c.clock() - start), nil
}

// measure notes the energy of each network of a profile. Of one that draws no more than
// nothing does, it is not known.
func (c counters) measure(ctx context.Context, p *latency.Profile, s space.Space, e latency.Engine) error {
	idle, err := c.watts()
	if err != nil {
		return err
	}
	p.Conditions.Idle = max(0, idle)
	for i := range p.Networks {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, err := space.ParseCode(s, p.Networks[i].Code)
		if err != nil {
			return err
		}
		g, err := s.Build(a, p.Skeleton)
		if err != nil {
			return err
		}
		v, err := e.Prepare(s.Print(a), g, p.Batch)
		if err != nil {
			return err
		}
		if p.Networks[i].Joules, err = c.run(v, idle); err != nil {
			return err
		}
	}
	return nil
}

// run returns the joules of a run above the idle power, 0 or more.
func (c counters) run(v latency.Subject, idle float64) (float64, error) {
	before, err := c.joules()
	if err != nil {
		return 0, err
	}
	start, runs, seconds := c.clock(), 0, 0.0
	for seconds < runSeconds {
		if err := v.Run(); err != nil {
			return 0, err
		}
		runs++
		seconds = c.clock() - start
	}
	after, err := c.joules()
	if err != nil {
		return 0, err
	}
	return max(0, (after-before-idle*seconds)/float64(runs)), nil
}

// printEnergy prints what a model says that networks cost, in microjoules, and what it
// is spent on; scaled to the machine's counters if the profile has what they say.
func printEnergy(w io.Writer, p *predict.Problem, archs []space.Arch) error {
	m := energy.Horowitz(energy.Float32)
	fitted, err := energy.Predictor(m).Fit(p)
	if err != nil {
		return err
	}
	plain, err := energy.Predictor(m).Fit(&predict.Problem{Space: p.Space, Skeleton: p.Skeleton, Batch: p.Batch})
	if err != nil {
		return err
	}
	values, unscaled := make([]float64, len(archs)), make([]float64, len(archs))
	fitted.Predict(values, archs)
	plain.Predict(unscaled, archs)
	fmt.Fprintln(w, "Modelled, not measured: a chip in 45 nm at 0.9 V, in float32 (Horowitz, ISSCC 2014). Microjoules a run.")
	if len(p.Measured) > 0 {
		fmt.Fprintf(w, "Scaled to %d networks that this machine's counters measured.\n", len(p.Measured))
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "architecture\tenergy\tarithmetic\tother operations\t")
	for _, l := range m.Levels {
		fmt.Fprintf(t, "%s\t", l.Name)
	}
	fmt.Fprintln(t)
	for i, a := range archs {
		g, err := p.Space.Build(a, p.Skeleton)
		if err != nil {
			return err
		}
		b, scale := m.Network(g, p.Batch, 0), 1.0
		if unscaled[i] > 0 {
			scale = 1e6 * values[i] / unscaled[i]
		}
		fmt.Fprintf(t, "%s\t%.3g\t%.3g\t%.3g\t", p.Space.Print(a), 1e6*values[i], scale*b.Total.MACs, scale*b.Total.Other)
		for _, v := range b.Total.Levels {
			fmt.Fprintf(t, "%.3g\t", scale*v)
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// predictEnergy says what architectures cost or, if there are none, how well predictors
// do on the networks whose energy was measured.
func predictEnergy(e env, p *predict.Problem, test []predict.Measured, list []predict.Predictor, texts []string) error {
	if len(texts) > 0 {
		archs, err := parseArchs(p.Space, texts)
		if err != nil {
			return err
		}
		return printEnergy(e.stdout, p, archs)
	}
	if len(test) == 0 {
		return errors.New("-energy: the profile has no energy of test networks; give -arch for what a model says, or measure with -energy")
	}
	predict.SimulateFor(p)
	list = append([]predict.Predictor{energy.Predictor(energy.Horowitz(energy.Float32))}, list...)
	return printTrials(e.stdout, "mJ", 1e3, predict.Try(list, p, test))
}
