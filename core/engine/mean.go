package engine

import "protocell/core/kernel"

// mean writes the mean over the positions of each image's channels, added in
// order in float64.
func (n *Net[T]) mean(s *step) {
	y, x := n.buffers[s.y], n.buffers[s.x]
	sums := n.sums[0][:s.c]
	for ; len(y) > 0; y = y[s.c:] {
		clear(sums)
		for range s.rows {
			for i := range sums {
				sums[i] += float64(x[i])
			}
			x = x[s.c:]
		}
		for i, v := range sums {
			y[i] = T(v / float64(s.rows))
		}
	}
}

// meanGrad writes, or adds, the gradient d of the means over the positions.
func meanGrad[T kernel.Float](s *step, y, d []T) {
	rows := T(s.rows)
	for ; len(d) > 0; d = d[s.c:] {
		for range s.rows {
			for i := range s.c {
				g := d[i] / rows
				if s.add {
					g += y[i]
				}
				y[i] = g
			}
			y = y[s.c:]
		}
	}
}
