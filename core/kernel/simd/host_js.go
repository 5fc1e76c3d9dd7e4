package simd

import "protocell/core/kernel"

// memoryBase is the address where the host sees 0.
const memoryBase = 0

//go:wasmimport kern available
func hostAvailable() uint32

// Set returns the SIMD kernels, and whether the host can run them.
func Set() (kernel.Set, bool) {
	if hostAvailable() == 0 {
		return kernel.Set{}, false
	}
	return kernel.Set{
		F32: newKernels(make([]float32, tempLen)),
		F64: newKernels(make([]float64, tempLen)),
	}, true
}
