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
	// Alive, if not nil, is called between the steps of the first run of a network, which
	// may be long. Its error ends it.
	Alive func() error
}

// Name implements latency.Engine.
func (e Engine) Name() string { return e.Kernels.Name() }

// Prepare implements latency.Engine. Batch normalisation uses running moments, which are
// those of the input, as it does once a network is trained.
func (e Engine) Prepare(name string, g *graph.Graph, batch int) (latency.Subject, error) {
	n, err := e.Load(g, batch)
	if err == nil {
		err = n.Forward(e.hooks())
	}
	if err != nil {
		return latency.Subject{}, fmt.Errorf("%s: %w", name, err)
	}
	n.Net.Average(1)
	n.Net.Evaluate(true)
	run := func() error { return n.Forward(engine.Hooks[float32]{}) }
	laps := func(lap func()) error {
		return n.Forward(engine.Hooks[float32]{Progress: func(float64) error { lap(); return nil }})
	}
	return latency.Subject{Name: name, Run: run, Laps: laps, Move: n.move}, nil
}

// hooks returns those of a first run.
func (e Engine) hooks() engine.Hooks[float32] {
	if e.Alive == nil {
		return engine.Hooks[float32]{}
	}
	return engine.Hooks[float32]{Progress: func(float64) error { return e.Alive() }}
}

// Network is a network that is ready to run: its weights are as they are before
// training, and its inputs noise.
type Network struct {
	Net    *engine.Net[float32]
	plan   *engine.Plan[float32]
	inputs []input
}

// input is an input of a network and what it is given.
type input struct{ to, noise []float32 }

// Load makes a network ready to run on a batch.
func (e Engine) Load(g *graph.Graph, batch int) (*Network, error) {
	plan, err := engine.NewPlan(g, e.Kernels, engine.Config{Batch: batch})
	if err != nil {
		return nil, err
	}
	if n := plan.Bytes(); n > MaxBytes {
		return nil, fmt.Errorf("it takes %d MB of memory, more than %d", n>>20, MaxBytes>>20)
	}
	n := &Network{Net: engine.NewNet(plan, nil), plan: plan, inputs: make([]input, 1+sides(g))}
	n.Net.SetParams(engine.InitParams(g, 1), false)
	n.connect()
	for i := range n.inputs {
		n.inputs[i].noise = make([]float32, len(n.inputs[i].to))
		rng.FillNormal(n.inputs[i].noise, 1, 1<<40+uint64(i), 1)
	}
	return n, nil
}

// connect finds the inputs in the network's memory.
func (n *Network) connect() {
	n.inputs[0].to = n.Net.Input()
	for i := range n.inputs[1:] {
		n.inputs[i+1].to = n.Net.Side(i)
	}
}

// move moves the network to other memory, which cannot be where it is.
func (n *Network) move() {
	next := engine.NewNet(n.plan, nil)
	for i := range n.Net.Graph().Params {
		copy(next.Param(i), n.Net.Param(i))
	}
	next.SetRunning(n.Net.Running())
	next.Evaluate(true)
	n.Net = next
	n.connect()
}

// Inputs returns what the inputs are given, in the order of nodes, NHWC.
func (n *Network) Inputs() [][]float32 {
	var all [][]float32
	for _, in := range n.inputs {
		all = append(all, in.noise)
	}
	return all
}

// Forward computes the output.
func (n *Network) Forward(h engine.Hooks[float32]) error {
	// The memory of an input serves other values once it has been read.
	for _, in := range n.inputs {
		copy(in.to, in.noise)
	}
	return n.Net.Forward(h)
}

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
