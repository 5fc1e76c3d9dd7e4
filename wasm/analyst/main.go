//go:build js && wasm

// Command analyst is the program of a worker that computes with scores and tables: it
// has the statistics, and no kernels.
package main

import (
	"os"
	"time"

	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/wasm/internal/host"
	"protocell/wasm/internal/shelf"
)

func main() {
	h, err := host.New()
	if err != nil {
		panic(err) // the script of the worker reports it to the page
	}
	start := time.Now()
	job.Serve(nil, h, job.Options{
		Yield:  h.Yield,
		Clock:  func() float64 { return time.Since(start).Seconds() },
		Memory: h.Memory,
		Trace:  func(stack []byte) { os.Stderr.Write(stack) },
	}, analysis.Kinds(shelf.Files{Host: h}))
}
