package kernel

// ReLU implements Kernels.
func (pure[T]) ReLU(y, x []T) { relu(y, x) }

func relu[T Float](y, x []T) {
	y = y[:len(x)]
	for i, v := range x {
		if v <= 0 {
			v = 0
		}
		y[i] = v
	}
}

// ReLUGrad implements Kernels.
func (pure[T]) ReLUGrad(dx, dy, x []T) {
	dx, dy = dx[:len(x)], dy[:len(x)]
	for i, v := range x {
		if v > 0 {
			dx[i] += dy[i]
		}
	}
}

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
		var w uint64
		for j, v := range x[i*64 : min(len(x), i*64+64)] {
			if v > 0 {
				w |= 1 << j
			}
		}
		words[i] = w
	}
}
