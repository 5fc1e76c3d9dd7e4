package predict

import (
	"protocell/core/latency"
)

// roofline is the roofline model of each operator.
type roofline struct{}

// Info implements Predictor.
func (roofline) Info() Info {
	return Info{
		ID: "roofline", Name: "Roofline", Machine: true,
		Formula: `\hat T = \sum_o n_o \left( \max\!\left(\frac{2\,\mathrm{MACs}_o}{P}, \frac{\mathrm{bytes}_o}{B}\right) + t_0 \right)`,
		Summary: "The longer of arithmetic and traffic of each operator; the peak, the bandwidth and the overhead are fitted, beginning with those measured.",
		Paper:   "Williams, Waterman and Patterson, Roofline: an insightful visual performance model for multicore architectures, CACM 2009",
	}
}

// Fit implements Predictor. Without measured networks it is the measured machine.
func (f roofline) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	m := p.Machine
	if len(p.Measured) >= 3 {
		m = fitMachine(p)
	}
	return &sumOfTimes{p.Counts(), func(o latency.Operator) float64 { return m.Seconds(o, p.Batch) }}, nil
}

// fitMachine fits a machine to measured networks: for ratios of peak to bandwidth about
// that of the measured machine, what is left is linear in the bandwidth's reciprocal and
// the overhead.
func fitMachine(p *Problem) latency.Machine {
	values, archs, counts := p.values(), p.archs(), p.Counts()
	sums := make([]float64, 2*len(values))
	best, least := p.Machine, -1.0
	for step := -12; step <= 12; step++ {
		ratio := p.Machine.Peak / p.Machine.Bandwidth * power(step)
		unit := latency.Machine{Peak: ratio, Bandwidth: 1}
		counts.Sums(sums, archs, 2, func(sums []float64, o latency.Operator, times float64) {
			sums[0] += float64(times * unit.Seconds(o, p.Batch))
			sums[1] += times
		})
		slow, overhead := nonNegative(sums, values)
		if !(slow > 0) {
			continue
		}
		loss := 0.0
		for i, v := range values {
			e := (float64(sums[2*i]*slow)+float64(sums[2*i+1]*overhead))/v - 1
			loss += float64(e * e)
		}
		if least < 0 || loss < least {
			best, least = latency.Machine{Peak: ratio / slow, Bandwidth: 1 / slow, Overhead: overhead}, loss
		}
	}
	return best
}

// power returns the square root of 2 to an integer power.
func power(n int) float64 {
	const root = 1.4142135623730951
	v := 1.0
	for range max(n, -n) {
		v *= root
	}
	if n < 0 {
		return 1 / v
	}
	return v
}

// nonNegative returns the weights, 0 or more, of two columns that minimise the squared
// relative errors.
func nonNegative(sums, values []float64) (a, b float64) {
	var xx, xy, yy, x1, y1 float64
	for i, v := range values {
		x, y := sums[2*i]/v, sums[2*i+1]/v
		xx += float64(x * x)
		xy += float64(x * y)
		yy += float64(y * y)
		x1 += x
		y1 += y
	}
	if d := float64(xx*yy) - float64(xy*xy); d > 1e-9*float64(xx*yy) {
		a = (float64(x1*yy) - float64(y1*xy)) / d
		b = (float64(y1*xx) - float64(x1*xy)) / d
		if a >= 0 && b >= 0 {
			return a, b
		}
	}
	// On the edge: one of them alone.
	if xx > 0 && (a >= 0 || yy == 0) {
		return x1 / xx, 0
	}
	if yy > 0 {
		return 0, y1 / yy
	}
	return 0, 0
}
