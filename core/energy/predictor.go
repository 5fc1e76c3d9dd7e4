package energy

import (
	"errors"
	"math"

	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
)

// Predictor returns a predictor of joules by a model, without its idle power, which
// needs no measurement. With measured networks, as RAPL gives them, it is scaled to
// these: by the median of what was measured over what the model says.
func Predictor(m Model) predict.Predictor { return modelled{m} }

type modelled struct{ model Model }

// Info implements predict.Predictor.
func (modelled) Info() predict.Info {
	return predict.Info{
		ID: "energy_model", Name: "Energy model",
		Formula: `\hat E = \sum_o n_o \left( \mathrm{MACs}_o (e_\times + e_+) + \mathrm{bytes}_o\, e_{\mathrm{level}} \right)`,
		Summary: "A model: arithmetic by its type and bytes by the level of memory, at published costs of a chip.",
		Paper:   "Horowitz, Computing's energy problem (and what we can do about it), ISSCC 2014",
	}
}

// Fit implements predict.Predictor.
func (f modelled) Fit(p *predict.Problem) (predict.Model, error) {
	if err := f.model.Check(); err != nil {
		return nil, err
	}
	m := &sums{f.model, p.Counts(), p.Batch, 1}
	if len(p.Measured) == 0 {
		return m, nil
	}
	var values, model []float64
	var archs []space.Arch
	for _, v := range p.Measured {
		if !(v.Value > 0) || math.IsInf(v.Value, 0) {
			return nil, errors.New("energy_model: a measurement is no positive number")
		}
		if err := p.Space.Check(v.Arch); err != nil {
			return nil, err
		}
		archs, values = append(archs, v.Arch), append(values, v.Value)
	}
	model = make([]float64, len(archs))
	m.Predict(model, archs)
	for i := range values {
		if !(model[i] > 0) {
			return nil, errors.New("energy_model: a network costs nothing")
		}
		values[i] /= model[i]
	}
	m.scale = predict.Median(values)
	return m, nil
}

// sums is a model over counts of operators.
type sums struct {
	model  Model
	counts *predict.Counts
	batch  int
	scale  float64
}

// Predict implements predict.Model.
func (m *sums) Predict(dst []float64, archs []space.Arch) {
	m.counts.Sums(dst, archs, 1, func(sum []float64, o latency.Operator, times float64) {
		sum[0] += float64(times * m.model.Operator(o, m.batch).Total())
	})
	for i := range dst {
		dst[i] *= m.scale
	}
}
