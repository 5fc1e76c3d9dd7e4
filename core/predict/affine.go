package predict

import (
	"protocell/core/latency"
	"protocell/core/space"
)

// affine predicts by a straight line through one cost: the baselines.
type affine struct {
	info Info
	cost func(o latency.Operator) float64 // of one run of an operator, for an image
}

// flops predicts by multiply-accumulates.
func flops() Predictor {
	return affine{
		Info{
			ID: "flops", Name: "FLOPs", Formula: `\hat T = b_0 + b_1 \cdot \mathrm{MACs}`, Least: 2,
			Summary: "A straight line through the multiply-accumulates: what FLOPs say of latency.",
		},
		func(o latency.Operator) float64 { return float64(o.MACs()) },
	}
}

// params predicts by parameters.
func params() Predictor {
	return affine{
		Info{
			ID: "params", Name: "Parameters", Formula: `\hat T = b_0 + b_1 \cdot \mathrm{params}`, Least: 2,
			Summary: "A straight line through the number of parameters.",
		},
		func(o latency.Operator) float64 { return float64(o.Weights()) },
	}
}

// Info implements Predictor.
func (f affine) Info() Info { return f.info }

// Fit implements Predictor.
func (f affine) Fit(p *Problem) (Model, error) {
	if err := p.check(f.info); err != nil {
		return nil, err
	}
	m := &weighted{counts: p.Counts(), n: 1, weigh: func(sums []float64, o latency.Operator, times float64) {
		sums[0] += float64(times * f.cost(o))
	}}
	m.fit(p, []float64{0}, 1e-9)
	return m, nil
}

// weighted is a model that is linear in sums over operators.
type weighted struct {
	counts *Counts
	n      int // sums
	weigh  func(sums []float64, o latency.Operator, times float64)
	weight []float64 // of each sum, then the constant
}

// fit fits the weights by ridge regression of relative errors. Penalty is that of a
// weight whose sum makes up all of the value, toward prior, which has the unit of the
// value over that of the sum.
func (m *weighted) fit(p *Problem, prior []float64, penalty float64) {
	values, n := p.values(), m.n
	sums := make([]float64, len(values)*n)
	m.counts.Sums(sums, p.archs(), n, m.weigh)
	// Columns are scaled to a mean of 1, values to 1 each.
	scale := make([]float64, n)
	for i := range values {
		for k := range n {
			scale[k] += sums[i*n+k] / values[i] / float64(len(values))
		}
	}
	rows, ones := make([]float64, len(values)*(n+1)), make([]float64, len(values))
	least := values[0]
	for _, v := range values {
		least = min(least, v)
	}
	for i, v := range values {
		for k := range n {
			if scale[k] > 0 {
				rows[i*(n+1)+k] = sums[i*n+k] / v / scale[k]
			}
		}
		rows[i*(n+1)+n] = least / v
		ones[i] = 1
	}
	penalties, priors := make([]float64, n+1), make([]float64, n+1)
	for k := range n {
		penalties[k], priors[k] = penalty, prior[k]*scale[k]
	}
	penalties[n] = penalty
	m.weight = ridge(rows, n+1, ones, penalties, priors)
	for k := range n {
		if scale[k] > 0 {
			m.weight[k] /= scale[k]
		} else {
			m.weight[k] = prior[k]
		}
	}
	m.weight[n] *= least
}

// Predict implements Model.
func (m *weighted) Predict(dst []float64, archs []space.Arch) {
	// One sum has all the weights.
	n := m.n
	sums := make([]float64, n)
	m.counts.Sums(dst, archs, 1, func(sum []float64, o latency.Operator, times float64) {
		clear(sums)
		m.weigh(sums, o, times)
		sum[0] += dot(sums, m.weight[:n])
	})
	for i := range dst {
		dst[i] = max(0, dst[i]+m.weight[n])
	}
}
