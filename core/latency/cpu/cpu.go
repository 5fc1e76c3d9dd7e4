// Package cpu runs networks for package latency by package engine, on one thread.
package cpu

import (
	"fmt"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/latency"
	"protocell/core/rng"
)

// MaxBytes is how much memory one network may take.
const MaxBytes = 1 << 29

// Engine runs networks in float32 on kernels.
type Engine struct {
	Kernels kernel.Kernels[float32]
}

// Name implements latency.Engine.
func (e Engine) Name() string { return e.Kernels.Name() }

// Prepare implements latency.Engine: weights as they are before training, an input of
// noise. Batch normalisation uses running moments, which are those of that input, as
// it does once a network is trained.
func (e Engine) Prepare(name string, g *graph.Graph, batch int) (latency.Subject, error) {
	plan, err := engine.NewPlan(g, e.Kernels, engine.Config{Batch: batch})
	if err != nil {
		return latency.Subject{}, fmt.Errorf("%s: %w", name, err)
	}
	if n := plan.Bytes(); n > MaxBytes {
		return latency.Subject{}, fmt.Errorf("%s: it takes %d MB of memory, more than %d", name, n>>20, MaxBytes>>20)
	}
	net := engine.NewNet(plan, nil)
	net.SetParams(engine.InitParams(g, 1), false)
	var inputs []input
	for i, n := 0, sides(g); i <= n; i++ {
		in := input{to: net.Input()}
		if i > 0 {
			in.to = net.Side(i - 1)
		}
		in.noise = make([]float32, len(in.to))
		rng.FillNormal(in.noise, 1, 1<<40+uint64(i), 1)
		inputs = append(inputs, in)
	}
	forward := func(h engine.Hooks[float32]) error {
		// The memory of an input serves other values once it has been read.
		for _, in := range inputs {
			copy(in.to, in.noise)
		}
		return net.Forward(h)
	}
	run := func() error { return forward(engine.Hooks[float32]{}) }
	laps := func(lap func()) error {
		return forward(engine.Hooks[float32]{Progress: func(float64) error { lap(); return nil }})
	}
	if err := run(); err != nil {
		return latency.Subject{}, fmt.Errorf("%s: %w", name, err)
	}
	net.Average(1)
	net.Evaluate(true)
	return latency.Subject{Name: name, Run: run, Laps: laps}, nil
}

// input is an input of a network and what it is given.
type input struct{ to, noise []float32 }

// sides returns the number of inputs beside the first.
func sides(g *graph.Graph) int {
	n := -1
	for _, v := range g.Nodes {
		if v.Op == graph.Input {
			n++
		}
	}
	return n
}
