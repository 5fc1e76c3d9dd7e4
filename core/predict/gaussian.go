package predict

import (
	"errors"
	"math"

	"protocell/core/detmath"
	"protocell/core/space"
)

// gaussian is Gaussian process regression.
type gaussian struct{}

// Info implements Predictor.
func (gaussian) Info() Info {
	return Info{
		ID: "gaussian", Name: "Gaussian process", Least: 4,
		Formula: `k(x, x') = c + \frac{x \cdot x'}{d} + s\,e^{-\lVert x - x' \rVert^2 / 2 \ell^2 d}`,
		Summary: "A Gaussian process over counts, arithmetic and traffic of each kind of operator, linear plus smooth; its parameters by marginal likelihood.",
		Paper:   "Dai et al., ChamNet: towards efficient network design through platform-aware model adaptation, CVPR 2019",
	}
}

// covariance is the function that the process has, for values with a mean of 1.
type covariance struct {
	linear, smooth, length, noise float64 // variances, but for length
	columns                       int     // features
}

// constant is the variance of the mean.
const constant = 1

func (c covariance) of(x, y []float64) float64 {
	product, distance := 0.0, 0.0
	for i, v := range x {
		product += float64(v * y[i])
		distance += float64((v - y[i]) * (v - y[i]))
	}
	d := float64(max(1, c.columns))
	return constant + float64(c.linear*product)/d + float64(c.smooth*detmath.Exp(-distance/(2*d*c.length*c.length)))
}

// process is a fitted Gaussian process.
type process struct {
	features *features
	covariance
	rows   []float64
	weight []float64
	scale  float64
}

// likelihoodRows is how many architectures the parameters are chosen by: the time grows
// with the cube.
const likelihoodRows = 120

// Fit implements Predictor.
func (f gaussian) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	m := &process{features: newFeatures(p), scale: mean(p.values())}
	m.rows = m.features.of(p.archs())
	y := p.values()
	for i := range y {
		y[i] /= m.scale
	}
	few := min(len(y), likelihoodRows)
	best := math.Inf(-1)
	for _, linear := range []float64{0.1, 1} {
		for _, smooth := range []float64{0.001, 0.01, 0.1} {
			for _, length := range []float64{0.7, 2} {
				for _, noise := range []float64{1e-6, 1e-5, 1e-4, 1e-3, 1e-2} {
					c := covariance{linear, smooth, length, noise, m.features.len()}
					if _, l, ok := c.fit(m.rows, y[:few]); ok && l > best {
						best, m.covariance = l, c
					}
				}
			}
		}
	}
	var ok bool
	if m.weight, _, ok = m.fit(m.rows, y); !ok {
		return nil, errors.New("gaussian: the covariance of the architectures is singular")
	}
	return m, nil
}

// fit returns the weights of the rows and the logarithm of the marginal likelihood, up
// to a constant (Rasmussen and Williams, "Gaussian processes for machine learning", MIT
// Press 2006, algorithm 2.1). Noise is relative to the value.
func (c covariance) fit(rows, y []float64) (weight []float64, likelihood float64, ok bool) {
	n, d := len(y), c.columns
	k := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			k[i*n+j] = c.of(rows[i*d:(i+1)*d], rows[j*d:(j+1)*d])
		}
		k[i*n+i] += float64(c.noise * float64(y[i]*y[i]))
	}
	if !cholesky(k, n) {
		return nil, 0, false
	}
	weight = append(weight, y...)
	solve(k, n, weight)
	likelihood = -dot(weight, y) / 2
	for i := range n {
		likelihood -= detmath.Log(k[i*n+i])
	}
	return weight, likelihood, true
}

// Predict implements Model.
func (m *process) Predict(dst []float64, archs []space.Arch) {
	d := m.features.len()
	m.features.predict(dst, archs, func(row []float64) float64 {
		s := 0.0
		for j, w := range m.weight {
			s += float64(w * m.of(row, m.rows[j*d:(j+1)*d]))
		}
		return max(0, s*m.scale)
	})
}
