package proxy

// covariance returns the c x c covariance matrix of channels over the rows of x,
// each a position with all its channels. Rows are added in order, in float64.
func covariance(x []float32, c int) []float64 {
	rows := float64(len(x) / c)
	mean := make([]float64, c)
	for at := 0; at < len(x); at += c {
		for i, v := range x[at:][:c] {
			mean[i] += float64(v)
		}
	}
	for i := range mean {
		mean[i] /= rows
	}
	matrix, d := make([]float64, c*c), make([]float64, c)
	for at := 0; at < len(x); at += c {
		for i, v := range x[at:][:c] {
			d[i] = float64(v) - mean[i]
		}
		for i, v := range d {
			row := matrix[i*c:][:i+1]
			for j, w := range d[:len(row)] {
				row[j] += float64(v * w)
			}
		}
	}
	for i := range c {
		for j := range i + 1 {
			matrix[i*c+j] /= rows
			matrix[j*c+i] = matrix[i*c+j]
		}
	}
	return matrix
}

// addOuter adds the outer product of a and b to a matrix.
func addOuter(matrix, a, b []float64) {
	for i, v := range a {
		row := matrix[i*len(b):][:len(b)]
		for j, w := range b {
			row[j] += float64(v * w)
		}
	}
}
