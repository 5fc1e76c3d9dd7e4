//go:build js && wasm

// Command searcher is the program of a worker that runs searches and trains networks.
package main

import (
	"os"
	"time"

	"protocell/core/job"
	"protocell/core/job/searching"
	"protocell/core/kernel"
	"protocell/core/kernel/simd"
	"protocell/wasm/internal/host"
	"protocell/wasm/internal/shelf"
)

func main() {
	h, err := host.New()
	if err != nil {
		panic(err) // the script of the worker reports it to the page
	}
	kernels, ok := simd.Set()
	if !ok {
		kernels = kernel.Go()
	}
	start := time.Now()
	job.Serve(nil, h, job.Options{
		Kernels: kernels,
		Source:  h,
		Yield:   h.Yield,
		Clock:   func() float64 { return time.Since(start).Seconds() },
		Memory:  h.Memory,
		Trace:   func(stack []byte) { os.Stderr.Write(stack) },
	}, searching.Kinds(store{shelf.Files{Host: h}}))
}
