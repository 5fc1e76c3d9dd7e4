package data

// Resize resizes images from one size to another, each axis on its own, the rows
// first: by area averages where an axis becomes shorter, by bilinear
// interpolation between the middles of pixels where it becomes longer. Sums run
// from left to right and from top to bottom.
type Resize struct {
	channels int
	outW     int
	across   [][]share // of each column of the result
	down     [][]share // of each row of the result
	row      []float64 // a row of the source
	cache    [2]resizedRow
}

// share says that source pixel at takes part with a weight.
type share struct {
	at     int
	weight float64
}

// resizedRow is a row of the source, resized.
type resizedRow struct {
	y      int
	values []float64
}

// NewResize returns the way from images of h by w to images of outH by outW, whose
// pixels have a number of channels, one beside the other.
func NewResize(channels, h, w, outH, outW int) *Resize {
	r := &Resize{channels: channels, outW: outW, across: shares(w, outW), down: shares(h, outH), row: make([]float64, channels*w)}
	for i := range r.cache {
		r.cache[i].values = make([]float64, channels*outW)
	}
	return r
}

// Image writes a resized image into dst, row by row. It calls row for each row of
// the source that it needs, from the top down, at most once.
func (r *Resize) Image(dst []float64, row func(y int, dst []float64)) {
	r.cache[0].y, r.cache[1].y = -1, -1
	for i, list := range r.down {
		out := dst[i*r.channels*r.outW:][:r.channels*r.outW]
		clear(out)
		for _, s := range list {
			for k, v := range r.resized(s.at, row) {
				out[k] += float64(s.weight * v)
			}
		}
	}
}

// resized returns row y of the source, resized. The last two are kept: results
// that follow each other share no others.
func (r *Resize) resized(y int, row func(y int, dst []float64)) []float64 {
	for i := range r.cache {
		if r.cache[i].y == y {
			return r.cache[i].values
		}
	}
	c := &r.cache[y&1]
	c.y = y
	row(y, r.row)
	for k, list := range r.across {
		for channel := range r.channels {
			sum := 0.0
			for _, s := range list {
				sum += float64(s.weight * r.row[s.at*r.channels+channel])
			}
			c.values[k*r.channels+channel] = sum
		}
	}
	return c.values
}

// shares returns the source pixels of each of the m pixels that n become.
func shares(n, m int) [][]share {
	out := make([][]share, m)
	for i := range out {
		if m <= n {
			// Pixel i covers [i·n/m, (i+1)·n/m): count in m-ths of a source pixel.
			from, to := i*n, (i+1)*n
			for at := from / m; at*m < to; at++ {
				covered := min(to, (at+1)*m) - max(from, at*m)
				out[i] = append(out[i], share{at, float64(covered) / float64(n)})
			}
			continue
		}
		// The middle of pixel i lies at ((2i+1)·n/m - 1)/2: count in 2m-ths.
		place := max(0, min((2*i+1)*n-m, 2*m*(n-1)))
		at, rest := place/(2*m), place%(2*m)
		out[i] = append(out[i], share{at, float64(2*m-rest) / float64(2*m)})
		if rest > 0 {
			out[i] = append(out[i], share{at + 1, float64(rest) / float64(2*m)})
		}
	}
	return out
}
