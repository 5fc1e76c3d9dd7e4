package engine

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

// meanGrad writes, or adds, the gradient of the means over the positions.
func (n *Net[T]) meanGrad(s *step) {
	y, d := n.buffers[s.y], n.buffers[s.d]
	share := n.vectors[0][:s.c]
	for ; len(d) > 0; d = d[s.c:] {
		for i := range share {
			share[i] = d[i] / T(s.rows)
		}
		for range s.rows {
			if s.add {
				for i, v := range share {
					y[i] += v
				}
			} else {
				copy(y, share)
			}
			y = y[s.c:]
		}
	}
}
