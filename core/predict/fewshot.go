package predict

import (
	"errors"
	"math"

	"protocell/core/detmath"
	"protocell/core/space"
)

// fewshot learns from other devices what devices are like, and then needs a few
// measurements of a new one.
type fewshot struct{}

// Info implements Predictor.
func (fewshot) Info() Info {
	return Info{
		ID: "fewshot", Name: "Few-shot", Least: 3, Devices: true,
		Formula: `\ln \hat T = \beta + w \cdot \varphi,\quad w \sim N(\bar w, \Sigma),\ \beta \text{ free}`,
		Summary: "Weights of an architecture's traits whose mean and covariance were learned on other devices, and which a few measurements adapt: what HELP does by gradients, in closed form.",
		Paper:   "Lee et al., Hardware-adaptive efficient latency prediction for NAS via meta-learning (HELP), NeurIPS 2021; Grant et al., Recasting gradient-based meta-learning as hierarchical Bayes, ICLR 2018",
	}
}

// adapted is a family that knows a few values of a device: a constant, a weight of each
// trait, and one that is divided by the root of the number of traits.
type adapted struct {
	traits   *traits
	constant float64
	weight   []float64
	over     []float64
	low      float64 // bounds of what is predicted, logarithms
	high     float64
}

// adapt returns the posterior of a family given places and logarithms of values.
func (f *family) adapt(s settings, places []place, values []float64) (*adapted, bool) {
	n := len(places)
	k := make([]float64, n*n)
	for i := range places {
		for j := range i + 1 {
			k[i*n+j] = s.covariance(&places[i], &places[j])
		}
		k[i*n+i] += s.noise
	}
	if !cholesky(k, n) {
		return nil, false
	}
	// The unit is free: the prior mean is relative to that of the values.
	centre := mean(values)
	posterior := make([]float64, n)
	for i, v := range values {
		posterior[i] = v - centre - places[i].mean
	}
	solve(k, n, posterior)
	m := &adapted{
		traits: f.traits, constant: centre, low: centre - 20, high: centre + 20,
		weight: append([]float64(nil), f.mean...), over: make([]float64, len(f.mean)),
	}
	along := make([]float64, len(f.factors))
	for i, w := range posterior {
		m.constant += float64(unknown * w)
		for d, v := range places[i].factors {
			along[d] += float64(w * v)
		}
		share := float64(w*s.own) / math.Sqrt(float64(max(1, len(places[i].has))))
		for _, t := range places[i].has {
			m.over[t] += share
		}
	}
	for d, w := range along {
		for t, v := range f.factors[d] {
			m.weight[t] += float64(w * v)
		}
	}
	return m, true
}

// at returns the logarithm of the prediction for an architecture with these traits.
func (m *adapted) at(has []int) float64 {
	v, over := m.constant, 0.0
	for _, t := range has {
		v += m.weight[t]
		over += m.over[t]
	}
	return min(m.high, max(m.low, v+over/math.Sqrt(float64(max(1, len(has))))))
}

// Fit implements Predictor.
func (f fewshot) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	t, all, err := learn(p.Space, p.Devices, p.Seed, p.alive)
	if err != nil {
		return nil, err
	}
	family, values := newFamily(t, all, -1), p.values()
	places := make([]place, len(values))
	for i, m := range p.Measured {
		places[i], values[i] = family.place(m.Arch), detmath.Log(m.Value)
	}
	if err := p.alive(); err != nil {
		return nil, err
	}
	choice, err := chooseSettings(t, all, len(values), p.alive)
	if err != nil {
		return nil, err
	}
	if m, ok := family.adapt(choice, places, values); ok {
		return m, nil
	}
	return nil, errors.New("fewshot: the covariance of the architectures is singular")
}

const (
	// triedDevices and triedRows bound what settings are chosen by.
	triedDevices = 24
	triedRows    = 60
)

// chooseSettings returns the settings with which what is known of devices would have
// been predicted best after n measurements, each by the others: by the share of the
// variance that is not explained, summed over the devices. It calls alive, whose error
// ends it.
func chooseSettings(t *traits, all []learned, n int, alive func() error) (settings, error) {
	grid := []settings{}
	for _, own := range []float64{0.002, 0.01, 0.05, 0.25} {
		for _, noise := range []float64{0.0003, 0.002, 0.01} {
			grid = append(grid, settings{own, noise})
		}
	}
	loss := make([]float64, len(grid))
	if len(all) < 3 {
		return settings{own: 0.05, noise: 0.002}, nil
	}
	for i := range all[:min(len(all), triedDevices)] {
		f := newFamily(t, all, i)
		rows := all[i].rows
		k := min(n, len(rows)/2)
		rows = rows[:min(len(rows), k+triedRows)]
		places, values := make([]place, len(rows)), make([]float64, len(rows))
		for j, m := range rows {
			places[j], values[j] = f.place(m.Arch), m.Value
		}
		held := mean(values[k:])
		if err := alive(); err != nil {
			return settings{}, err
		}
		for g, s := range grid {
			m, ok := f.adapt(s, places[:k], values[:k])
			if !ok {
				loss[g] += float64(len(rows))
				continue
			}
			var wrong, all float64
			for j := k; j < len(rows); j++ {
				e, d := m.at(places[j].has)-values[j], values[j]-held
				wrong += float64(e * e)
				all += float64(d * d)
			}
			loss[g] += min(1, wrong/max(all, 1e-12))
		}
	}
	best := 0
	for g := range grid {
		if loss[g] < loss[best] {
			best = g
		}
	}
	return grid[best], nil
}

// Predict implements Model.
func (m *adapted) Predict(dst []float64, archs []space.Arch) {
	var has []int
	for i, a := range archs {
		has = m.traits.of(has[:0], a)
		dst[i] = detmath.Exp(m.at(has))
	}
}
