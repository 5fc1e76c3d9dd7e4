// Package simd has the SIMD128 WebAssembly implementation of the tensor kernels.
//
// The kernels are a module of their own, kernels.wasm, which tools/kerngen
// writes. It works on the memory of the Go program, so nothing is copied. The
// host that starts the program instantiates the module between the program's
// instantiation and its start, and supplies the program's imports from "kern":
//
//	available  () => i32   1 if the module runs, 0 if the host has no SIMD
//	NAME       (i32) => () for each export of the module, that export
//
// In JavaScript, with K for the instance that is made in between:
//
//	const kern = { available: () => K ? 1 : 0 };
//	for (const { name } of WebAssembly.Module.exports(module))
//		kern[name] = (args) => K.exports[name](args);
//	// instantiate the Go program with { ..., kern }, then
//	K = new WebAssembly.Instance(module, { go: { mem: go.exports.mem } });
//
// A program declares only what it calls, so stubs for its own list of imports
// serve where the module does not compile, because the host has no SIMD.
package simd

import (
	"unsafe"

	"protocell/core/kernel"
)

// tempLen is the length of the scratch of a module: a tile of 5 rows of a panel.
const tempLen = 5 * 8

// kernels implements kernel.Kernels.
type kernels[T kernel.Float] struct {
	*kernel.Convolutions[T]
	*module[T]
}

// newKernels returns the kernels for one type, with tempLen elements of scratch.
func newKernels[T kernel.Float](temp []T) kernel.Kernels[T] {
	m := &module[T]{size: uint32(unsafe.Sizeof(T(0))), temp: temp}
	return kernels[T]{kernel.NewConvolutions(loops[T]{m}), m}
}

// Name implements kernel.Kernels.
func (kernels[T]) Name() string { return "simd128" }

// module calls the kernels for one element type.
type module[T kernel.Float] struct {
	args words
	size uint32 // of an element in bytes
	temp []T    // for tiles with columns missing
}

// bytes returns the size of n elements.
func (m *module[T]) bytes(n int) uint32 { return uint32(n) * m.size }

// address returns where the elements of x begin, from element i on. The host
// reads and writes there, so x must not move: it is made to live in the heap.
func address[T any](x []T, i int) uint32 {
	if len(x) == 0 {
		return 0
	}
	if neverTrue {
		escaped = x
	}
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(x)))-memoryBase) + uint32(i)*uint32(unsafe.Sizeof(x[0]))
}

// What is assigned to escaped must be in the heap, as far as the compiler knows.
var (
	neverTrue bool
	escaped   any
)

// flag returns a truth value as a word.
func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
