//go:build js && wasm

// Command trainer is the program of a trainer: it trains the networks that its input
// asks for, one after the other. It has the core and no user interface.
package main

import (
	"fmt"
	"os"
	"time"

	"protocell/core/kernel"
	"protocell/core/kernel/simd"
	"protocell/core/train"
)

func main() {
	kernels, ok := simd.Set()
	if !ok {
		kernels = kernel.Go()
	}
	start := time.Now()
	err := train.Serve(os.Stdin, os.Stdout, train.Options{Kernels: kernels}, func() float64 { return time.Since(start).Seconds() })
	if err != nil {
		fmt.Fprintln(os.Stderr, "trainer:", err)
		os.Exit(1)
	}
}
