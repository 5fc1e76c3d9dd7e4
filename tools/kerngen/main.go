// Kerngen writes the SIMD128 kernels: core/kernel/simd/kernels.wasm, and the Go
// files that call its functions. Run it from the root of the module:
//
//	go run ./tools/kerngen
//
// One template makes the kernels for float32 and float64. They use fixed-width
// SIMD only, no relaxed instructions, so that every engine computes the same
// bits.
//
// All functions have one parameter: the address of a block of 32-bit words that
// holds the arguments. Addresses, sizes and steps are in bytes, counts in
// elements. That keeps the way from Go through the host to a kernel short and
// the same for all of them.
package main

import (
	"fmt"
	"os"
)

// files returns what the generator writes: paths below the root of the module,
// and contents.
func files() map[string][]byte {
	g := generate()
	return map[string][]byte{
		"core/kernel/simd/kernels.wasm":   g.module.Bytes(),
		"core/kernel/simd/calls_js.go":    g.callsForHost(),
		"core/kernel/simd/calls_other.go": g.callsForTests(),
	}
}

func main() {
	for path, data := range files() {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "kerngen:", err)
			os.Exit(1)
		}
	}
}
