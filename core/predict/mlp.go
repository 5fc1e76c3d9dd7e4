package predict

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// mlp is a small fully connected network.
type mlp struct{}

// Info implements Predictor.
func (mlp) Info() Info {
	return Info{
		ID: "mlp", Name: "MLP", Least: 8,
		Formula: `\hat T = W_3\,\mathrm{ReLU}(W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2) + b_3`,
		Summary: "A perceptron with two hidden layers over counts, arithmetic and traffic of each kind of operator, trained by Adam.",
		Paper:   "White et al., How powerful are performance predictors in neural architecture search?, NeurIPS 2021",
	}
}

const (
	mlpWidth  = 24
	mlpSteps  = 2000
	mlpBatch  = 8
	mlpRate   = 5e-3
	mlpDecay  = 1
	mlpAlive  = 50      // steps between two signs of life
	mlpStream = 1 << 48 // of the initial weights
)

// perceptron is a fitted network.
type perceptron struct {
	features *features
	layers   [3]layer
	scale    float64
}

// Fit implements Predictor.
func (f mlp) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	m := &perceptron{features: newFeatures(p), scale: mean(p.values())}
	d, y := m.features.len(), p.values()
	rows := m.features.of(p.archs())
	a := newAdam(size(d, mlpWidth)+size(mlpWidth, mlpWidth)+size(mlpWidth, 1), mlpSteps, mlpRate, mlpDecay)
	key, at := rng.Key(p.Seed, mlpStream), 0
	for i, in := range []int{max(1, d), mlpWidth, mlpWidth} {
		out := mlpWidth
		if i == 0 {
			in = d
		}
		if i == 2 {
			out = 1
		}
		m.layers[i] = a.take(&at, in, out, key)
	}
	clear(m.layers[2].weight)
	m.layers[2].weight[mlpWidth] = 1 // it begins with the mean
	r := rng.Named(p.Seed, "mlp")
	var s state
	for step := range mlpSteps {
		if step%mlpAlive == 0 {
			if err := p.alive(); err != nil {
				return nil, err
			}
		}
		for range mlpBatch {
			i := r.IntN(len(y))
			x := rows[i*d : (i+1)*d]
			// Half the squared relative error.
			got, want := m.run(&s, x), y[i]/m.scale
			m.backward(&s, x, (got-want)/(want*want)/mlpBatch)
		}
		a.update()
	}
	return m, nil
}

// state is what a run keeps.
type state struct{ h1, h2, d1, d2 [mlpWidth]float64 }

// run returns the prediction for features x, in means of the measured values.
func (m *perceptron) run(s *state, x []float64) float64 {
	var y [1]float64
	m.layers[0].forward(s.h1[:], x)
	relu(s.h1[:])
	m.layers[1].forward(s.h2[:], s.h1[:])
	relu(s.h2[:])
	m.layers[2].forward(y[:], s.h2[:])
	return y[0]
}

func (m *perceptron) backward(s *state, x []float64, dy float64) {
	m.layers[2].backward(s.d2[:], s.h2[:], []float64{dy})
	reluGrad(s.d2[:], s.h2[:])
	m.layers[1].backward(s.d1[:], s.h1[:], s.d2[:])
	reluGrad(s.d1[:], s.h1[:])
	m.layers[0].backward(nil, x, s.d1[:])
}

func relu(x []float64) {
	for i, v := range x {
		if !(v > 0) {
			x[i] = 0
		}
	}
}

// reluGrad clears the gradient where the output y of a ReLU is 0.
func reluGrad(d, y []float64) {
	for i, v := range y {
		if v == 0 {
			d[i] = 0
		}
	}
}

// Predict implements Model.
func (m *perceptron) Predict(dst []float64, archs []space.Arch) {
	var s state
	m.features.predict(dst, archs, func(row []float64) float64 { return max(0, m.run(&s, row)*m.scale) })
}
