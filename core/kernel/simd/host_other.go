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

// Set returns false: kernels run in WebAssembly only.
func Set() (kernel.Set, bool) { return kernel.Set{}, false }

// The tests run the module natively. They make tensors inside its memory, set the
// address where that begins, and call kernels by their names.
var (
	memoryBase   uintptr
	invokeNative func(name string, args *words)
)

// invoke calls a kernel with the arguments of m.
func (m *module[T]) invoke(name string) {
	if m.size == 4 {
		invokeNative(name+"_f32", &m.args)
	} else {
		invokeNative(name+"_f64", &m.args)
	}
}
