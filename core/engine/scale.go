package engine

// scale writes, or adds, x with each channel of an image times its number in w.
func (n *Net[T]) scale(s *step) {
	zero := n.vectors[0][:s.c]
	clear(zero)
	y, x, w := n.buffers[s.y], n.buffers[s.x], n.buffers[s.w]
	image := s.rows * s.c
	for ; len(w) > 0; y, x, w = y[image:], x[image:], w[s.c:] {
		n.plan.kernels.ScaleShift(y[:image], x[:image], w[:s.c], zero, s.rows, s.c, s.add)
	}
}

// scaleGrad writes, or adds, the sums of x·w over the positions of each image's
// channels.
func (n *Net[T]) scaleGrad(s *step) {
	zero := n.vectors[0][:s.c]
	clear(zero)
	y, x, w := n.buffers[s.y], n.buffers[s.x], n.buffers[s.w]
	sum, sums := n.sums[0][:s.c], n.sums[1][:s.c]
	image := s.rows * s.c
	for ; len(y) > 0; y, x, w = y[s.c:], x[image:], w[image:] {
		n.plan.kernels.GradMoments(sum, sums, w[:image], x[:image], zero, s.rows, s.c)
		for i, v := range sums {
			if s.add {
				y[i] += T(v)
			} else {
				y[i] = T(v)
			}
		}
	}
}
