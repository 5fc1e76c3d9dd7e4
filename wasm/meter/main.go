//go:build js && wasm

// Command meter is the program of a worker that measures networks, and predicts how long
// others take.
package main

import (
	"errors"
	"os"
	"time"

	"protocell/core/job"
	"protocell/core/job/metering"
	"protocell/core/kernel"
	"protocell/core/kernel/simd"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
	"protocell/wasm/internal/host"
	"protocell/wasm/internal/shelf"
)

// errNoSIMD says why an engine is not available.
var errNoSIMD = errors.New("the browser has no SIMD for WebAssembly")

func main() {
	h, err := host.New()
	if err != nil {
		panic(err) // the script of the worker reports it to the page
	}
	start := time.Now()
	clock := func() float64 { return time.Since(start).Seconds() }
	scalar := kernel.Go()
	kernels, fast := simd.Set()
	if !fast {
		kernels = scalar
	}
	on := func(k kernel.Set, alive func() error) cpu.Engine { return cpu.Engine{Kernels: k.F32, Alive: alive} }
	engines := []metering.Engine{
		{ID: "simd128", Open: func(alive func() error) (latency.Engine, string, error) {
			if !fast {
				return nil, "", errNoSIMD
			}
			return on(kernels, alive), "", nil
		}},
		{ID: "go", Open: func(alive func() error) (latency.Engine, string, error) { return on(scalar, alive), "", nil }},
		{ID: "webgpu", Open: func(alive func() error) (latency.Engine, string, error) {
			return openGPU(h, on(kernels, alive), alive)
		}},
	}
	if !fast { // the default is one that there is
		engines[0], engines[1] = engines[1], engines[0]
	}
	job.Serve(nil, h, job.Options{
		Kernels: kernels,
		Yield:   h.Yield,
		Clock:   clock,
		Memory:  h.Memory,
		Trace:   func(stack []byte) { os.Stderr.Write(stack) },
	}, metering.Kinds(metering.Here{
		Clock: clock, Device: thisDevice(fast), Now: timeOfDay, Engines: engines, Files: shelf.Files{Host: h},
	}))
}
