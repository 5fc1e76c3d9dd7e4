//go:build !js

package simd

import (
	_ "embed"

	"protocell/core/kernel"
)

// Module is the WebAssembly module with the kernels. Programs for js/wasm do not
// carry it: their host fetches it.
//
//go:embed kernels.wasm
var Module []byte

// Names returns the names that the program imports from "kern", besides
// "available".
func Names() []string { return names[:] }

// Set returns false: kernels run in WebAssembly only.
func Set() (kernel.Set, bool) { return kernel.Set{}, false }

// The tests run the module natively. They make tensors inside its memory, and
// set the address where that begins.
var (
	memoryBase uintptr
	invoke     = func(e entry, _ *words) { panic("simd: no host to run " + names[e]) }
)
