package simd

import "protocell/core/kernel"

// Moments implements kernel.Kernels.
func (m *module[T]) Moments(mean, variance []float64, x []T, rows, c int) {
	m.callMoments(address(mean, 0), address(variance, 0), address(x, 0), uint32(rows), uint32(c))
}

// GradMoments implements kernel.Kernels.
func (m *module[T]) GradMoments(sumDy, sumDyX []float64, dy, x, mean []T, rows, c int) {
	m.callGradMoments(address(sumDy, 0), address(sumDyX, 0), address(dy, 0), address(x, 0), address(mean, 0),
		uint32(rows), uint32(c))
}

// ScaleShift implements kernel.Kernels.
func (m *module[T]) ScaleShift(y, x, scale, shift []T, rows, c int, add bool) {
	call := m.callScaleShift
	if add {
		call = m.callScaleShiftAdd
	}
	call(address(y, 0), address(x, 0), address(scale, 0), address(shift, 0), uint32(rows), m.bytes(c))
}

// BatchNormGrad implements kernel.Kernels.
func (m *module[T]) BatchNormGrad(dx, dy, x, a, b, mean, s []T, rows, c int) {
	m.callBatchnormGrad(address(dx, 0), address(dy, 0), address(x, 0), address(a, 0), address(b, 0),
		address(mean, 0), address(s, 0), uint32(rows), m.bytes(c))
}

// ReLU implements kernel.Kernels.
func (m *module[T]) ReLU(y, x []T) {
	m.callRelu(address(y, 0), address(x, 0), m.bytes(len(x)))
}

// ReLUGrad implements kernel.Kernels.
func (m *module[T]) ReLUGrad(dx, dy, x []T) {
	m.callReluGrad(address(dx, 0), address(dy, 0), address(x, 0), m.bytes(len(x)))
}

// Add implements kernel.Kernels.
func (m *module[T]) Add(y, x []T) {
	m.callAdd(address(y, 0), address(x, 0), m.bytes(len(x)))
}

// Codes implements kernel.Kernels.
func (m *module[T]) Codes(words []uint64, x []T) {
	m.callCodes(address(words, 0), address(x, 0), uint32(len(x)))
}

// PoolForward implements kernel.Kernels.
func (m *module[T]) PoolForward(p kernel.Pool, y, x []T, add bool) {
	call := m.callPool
	if add {
		call = m.callPoolAdd
	}
	m.pool(call, p, address(y, 0), address(x, 0))
}

// PoolGrad implements kernel.Kernels.
func (m *module[T]) PoolGrad(p kernel.Pool, dx, dy []T) {
	m.pool(m.callPoolGrad, p, address(dy, 0), address(dx, 0))
}

// MaxPool implements kernel.Kernels.
func (m *module[T]) MaxPool(p kernel.Pool, y, x []T) {
	m.pool(m.callMaxPool, p, address(y, 0), address(x, 0))
}

// MaxPoolGrad implements kernel.Kernels.
func (m *module[T]) MaxPoolGrad(p kernel.Pool, dx, dy, x, y []T) {
	call := func(dy, dx, batch, inH, inW, cell, outH, outW, size, stride, pad uint32) {
		m.callMaxPoolGrad(dy, dx, address(x, 0), address(y, 0), batch, inH, inW, cell, outH, outW, size, stride, pad)
	}
	m.pool(call, p, address(dy, 0), address(dx, 0))
}

// pool calls a pooling kernel on the tensors of outputs and inputs.
func (m *module[T]) pool(call func(_, _, _, _, _, _, _, _, _, _, _ uint32), p kernel.Pool, out, in uint32) {
	call(out, in, uint32(p.Batch), uint32(p.InH), uint32(p.InW), m.bytes(p.C),
		uint32(p.OutH()), uint32(p.OutW()), uint32(p.Kernel), uint32(p.Stride), uint32(p.Pad))
}
