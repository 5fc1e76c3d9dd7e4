// Package webgpu runs networks for package latency on a graphics processor, by compute
// shaders, one for each operator. They fuse what package engine fuses: a ReLU that only
// convolutions read, and terms that add themselves to a sum.
//
// What runs on the device is behind an interface, and in a browser that is WebGPU.
package webgpu

import (
	"errors"
	"fmt"
	"math"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
)

// Device is a graphics processor. Its errors say what went wrong, for people: that it is
// lost, or lacks memory.
type Device interface {
	// Load makes a program ready to run. Values are those of its Fills.
	Load(p *Program, values []float32) (id int, err error)
	// Run has a program run so many times, and waits for the last.
	Run(id, times int) error
	// Read returns the output of the last run.
	Read(id int) ([]float32, error)
	// Drop gives back what a program holds.
	Drop(id int)
	// Delay returns how long it takes to wait for it when it has nothing to do, in
	// seconds.
	Delay() float64
}

// Engine runs networks in float32 on a device. Each network and each operator is
// compared with what the processor computes before its time is measured.
type Engine struct {
	Device Device
	// Check computes what the device is to compute.
	Check cpu.Engine
}

// Tolerance is how far numbers that a device computes may be from those of the
// processor, relative to the largest of them: sums are in another order, and the
// specification leaves the last bits of some functions open.
const Tolerance = 1e-3

// Name implements latency.Engine.
func (Engine) Name() string { return "webgpu" }

// Delay implements latency.Remote.
func (e Engine) Delay() float64 { return e.Device.Delay() }

// Prepare implements latency.Engine.
func (e Engine) Prepare(name string, g *graph.Graph, batch int) (latency.Subject, error) {
	s, err := e.prepare(g, batch)
	if err != nil {
		return latency.Subject{}, fmt.Errorf("%s: %w", name, err)
	}
	s.Name = name
	return s, nil
}

func (e Engine) prepare(g *graph.Graph, batch int) (latency.Subject, error) {
	var none latency.Subject
	n, err := e.Check.Load(g, batch)
	if err != nil {
		return none, err
	}
	// Running moments of 0 and 1.
	if err := n.Forward(engine.Hooks[float32]{}); err != nil {
		return none, err
	}
	n.Net.Average(0)
	n.Net.Evaluate(true)
	if err := n.Forward(engine.Hooks[float32]{}); err != nil {
		return none, err
	}
	c, err := compile(g, batch, n.Net, n.Inputs())
	if err != nil {
		return none, err
	}
	id, err := e.Device.Load(&c.Program, c.values)
	if err != nil {
		return none, err
	}
	if err := e.compare(id, n.Net.Output()); err != nil {
		e.Device.Drop(id)
		return none, err
	}
	return latency.Subject{
		Run:    func() error { return e.Device.Run(id, 1) },
		Repeat: func(runs int) error { return e.Device.Run(id, runs) },
		Close:  func() { e.Device.Drop(id) },
	}, nil
}

// compare runs a program once and compares its output.
func (e Engine) compare(id int, want []float32) error {
	if err := e.Device.Run(id, 1); err != nil {
		return err
	}
	got, err := e.Device.Read(id)
	if err != nil {
		return err
	}
	if len(got) != len(want) {
		return fmt.Errorf("the device computes %d numbers, not %d", len(got), len(want))
	}
	largest, off := 0.0, 0.0
	for i, v := range want {
		largest = max(largest, math.Abs(float64(v)))
		d := math.Abs(float64(got[i]) - float64(v))
		if d != d {
			return errors.New("the device computes what is not a number")
		}
		off = max(off, d)
	}
	if off > Tolerance*largest {
		return fmt.Errorf("the device computes other numbers than the processor: off by %.2g, of %.2g at most", off, largest)
	}
	return nil
}
