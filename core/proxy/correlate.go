package proxy

import "math"

// correlate returns Pearson's correlations between the rows of x, n x n row by row:
// symmetric, and NaN where a row is constant. Sums are in the order of columns. x is
// overwritten. progress is called between rows with the fraction that is done; an
// error stops, and is returned.
func correlate(x []float64, n int, progress func(done float64) error) ([]float64, error) {
	size := len(x) / n
	for i := range n {
		row := x[i*size:][:size]
		sum := 0.0
		for _, v := range row {
			sum += v
		}
		mean := sum / float64(size)
		for j := range row {
			row[j] -= mean
		}
	}
	c := make([]float64, n*n)
	for i := range n {
		a := x[i*size:][:size]
		for j := range i + 1 {
			b := x[j*size:][:size]
			sum := 0.0
			for k, v := range a {
				sum += float64(v * b[k])
			}
			c[i*n+j] = sum
		}
		if err := progress(float64((i+1)*(i+2)) / float64(n*(n+1))); err != nil {
			return nil, err
		}
	}
	length := make([]float64, n)
	for i := range n {
		length[i] = math.Sqrt(c[i*n+i])
	}
	for i := range n {
		for j := range i + 1 {
			v := c[i*n+j] / length[i] / length[j]
			if v > 1 { // by rounding
				v = 1
			} else if v < -1 {
				v = -1
			}
			c[i*n+j], c[j*n+i] = v, v
		}
	}
	return c, nil
}
