package metering

import (
	"bytes"
	"errors"
	"fmt"

	"protocell/core/energy"
	"protocell/core/job"
	"protocell/core/job/shelf"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/wire"
)

// posed is a question as predictors are asked it.
type posed struct {
	key      []byte // the question
	problem  *predict.Problem
	tests    []Test
	measured []predict.Measured // of the tests
	modelled bool
	energy   *energy.Model            // nil for latency
	models   map[string]predict.Model // that were fitted, by predictor
}

// pose returns the problem of a question. Several jobs ask the same, so that the last
// is kept.
func (m *meter) pose(k *job.Task, q Question) (*posed, error) {
	key, err := wire.Marshal(q)
	if err != nil {
		return nil, err
	}
	if m.last != nil && bytes.Equal(key, m.last.key) {
		return m.last, nil
	}
	s, err := checked(&q.Profile)
	if err != nil {
		return nil, err
	}
	p := &posed{key: key, energy: q.Energy, models: map[string]predict.Model{}}
	if q.Energy == nil {
		p.problem, p.measured, err = predict.OfProfile(&q.Profile, s)
	} else {
		err = p.poseEnergy(&q.Profile, s)
	}
	if err != nil {
		return nil, err
	}
	if q.Few < 0 || q.Few > len(p.problem.Measured) {
		return nil, fmt.Errorf("%d networks to fit to; the profile has %d", q.Few, len(p.problem.Measured))
	}
	if q.Few > 0 {
		p.problem.Measured = p.problem.Measured[:q.Few]
	}
	intervals := map[space.Arch]latency.Estimate{}
	for _, n := range q.Profile.Networks {
		if a, err := space.ParseCode(s, n.Code); err == nil && n.Pass == latency.TestPass {
			intervals[a] = n.Time
		}
	}
	for _, t := range p.measured {
		one := Test{space.PrintCode(t.Arch), t.Value, t.Value, t.Value}
		if e := intervals[t.Arch]; q.Energy == nil {
			one.Low, one.High = e.Low, e.High
		}
		p.tests = append(p.tests, one)
	}
	if err := k.Checkpoint(0); err != nil {
		return nil, err
	}
	if q.Devices != "" {
		if err := m.others(k, p.problem, q); err != nil {
			return nil, err
		}
	}
	p.problem.Counts() // which the copies of the problem share
	predict.SimulateFor(p.problem)
	m.last = p
	return p, k.Checkpoint(0)
}

// checked checks a profile, which may have no name, and returns its space.
func checked(p *latency.Profile) (space.Space, error) {
	named := *p
	if named.Name == "" {
		named.Name = "unnamed"
	}
	if err := named.Check(spaces.ByID); err != nil {
		return nil, fmt.Errorf("the profile: %w", err)
	}
	return spaces.ByID(p.Space)
}

// poseEnergy asks for joules: those of counters or, without any, of the model.
func (p *posed) poseEnergy(profile *latency.Profile, s space.Space) error {
	if err := p.energy.Check(); err != nil {
		return err
	}
	var err error
	if p.problem, p.measured, err = predict.EnergyOfProfile(profile, s); err != nil || len(p.problem.Measured)+len(p.measured) > 0 {
		return err
	}
	modelled := *profile
	modelled.Networks = nil
	for _, n := range profile.Networks {
		if !n.Time.OK() {
			continue
		}
		a, err := space.ParseCode(s, n.Code)
		if err != nil {
			return err
		}
		g, err := s.Build(a, profile.Skeleton)
		if err != nil {
			return err
		}
		n.Joules = p.energy.Network(g, profile.Batch, n.Time.Seconds).Joules()
		modelled.Networks = append(modelled.Networks, n)
	}
	p.modelled = true
	p.problem, p.measured, err = predict.EnergyOfProfile(&modelled, s)
	return err
}

// others has predictors learn from the devices of a table.
func (m *meter) others(k *job.Task, p *predict.Problem, q Question) error {
	t, err := m.tables.Read(k, q.Devices)
	if err != nil {
		return err
	}
	if t.Table.Space != q.Profile.Space {
		return fmt.Errorf("the table of other devices is of the space %s, not %s", t.Table.Space, q.Profile.Space)
	}
	kind := table.Latency
	if q.Energy != nil {
		kind = table.Energy
	}
	if p.Devices = predict.DevicesOf(t.Table, kind); len(p.Devices) == 0 {
		return errors.New("the table has no such column of any device")
	}
	return nil
}

// fit returns the model of a predictor, which is fitted once.
func (p *posed) fit(k *job.Task, f predict.Predictor) (predict.Model, error) {
	id := f.Info().ID
	if m, ok := p.models[id]; ok {
		return m, nil
	}
	m, err := f.Fit(p.watched(k))
	if err == nil {
		p.models[id] = m
	}
	return m, err
}

// watched returns the problem for a job, which shows signs of life.
func (p *posed) watched(k *job.Task) *predict.Problem {
	problem := *p.problem
	problem.Alive = shelf.Alive(k)
	return &problem
}

// try judges a predictor by the tests.
func (p *posed) try(k *job.Task, f predict.Predictor) predict.Trial {
	t := predict.Trial{Info: f.Info()}
	m, err := p.fit(k, f)
	if err != nil {
		t.Err = err
		return t
	}
	archs, truth := make([]space.Arch, len(p.measured)), make([]float64, len(p.measured))
	for i, v := range p.measured {
		archs[i], truth[i] = v.Arch, v.Value
	}
	t.Predicted = make([]float64, len(archs))
	m.Predict(t.Predicted, archs)
	t.Quality = predict.Judge(t.Predicted, truth)
	return t
}

// predictor returns the one with an id.
func (p *posed) predictor(id string) (predict.Predictor, error) {
	if p.energy != nil && id == energy.Predictor(*p.energy).Info().ID {
		return energy.Predictor(*p.energy), nil
	}
	f, ok := predict.Lookup(id)
	if !ok {
		return nil, fmt.Errorf("there is no predictor %.32q", id)
	}
	return f, nil
}

// predictors returns those with the ids or, for none, all.
func (p *posed) predictors(ids []string) ([]predict.Predictor, error) {
	if len(ids) == 0 {
		list := predict.All()
		if p.energy != nil {
			list = append(list, energy.Predictor(*p.energy))
		}
		return list, nil
	}
	var list []predict.Predictor
	for _, id := range ids {
		f, err := p.predictor(id)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}
