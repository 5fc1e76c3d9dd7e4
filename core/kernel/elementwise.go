package kernel

// ReLU implements Kernels.
func (pure[T]) ReLU(y, x []T) { relu(y, x) }

// ReLUGrad implements Kernels.
func (pure[T]) ReLUGrad(dx, dy, x []T) { addWhere(dx, dy, x) }

// Add implements Kernels.
func (pure[T]) Add(y, x []T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += v
	}
}

// Codes implements Kernels.
func (pure[T]) Codes(words []uint64, x []T) {
	for i := range words {
		words[i] = codes(x[i*64 : min(len(x), i*64+64)])
	}
}
