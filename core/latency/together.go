package latency

import (
	"protocell/core/graph"
)

// together measures networks on one image beside each other, in a session of their own.
// It calls alive, whose error ends it, with the share that is done.
func together(clock Clock, engine Engine, o Options, names []string, graphs []*graph.Graph, alive func(done float64) error) ([]Estimate, error) {
	g, err := Reference().Graph()
	if err != nil {
		return nil, err
	}
	names, graphs = append(names, "reference"), append(graphs, g)
	var subjects []Subject
	defer func() { closeAll(subjects) }()
	for i, g := range graphs {
		s, err := engine.Prepare(names[i], g, 1)
		if err == nil {
			subjects = append(subjects, s)
			err = alive(0)
		}
		if err != nil {
			return nil, err
		}
	}
	o.Sample = o.on(engine)
	n := len(subjects) - 1
	s, err := NewSession(clock, subjects[n], subjects[:n], o)
	if err != nil {
		return nil, err
	}
	for more := true; more; {
		if more, err = s.Step(); err == nil {
			err = alive(s.Done())
		}
		if err != nil {
			return nil, err
		}
	}
	return s.Estimates(), nil
}

// closeAll gives back what subjects hold.
func closeAll(subjects []Subject) {
	for _, s := range subjects {
		if s.Close != nil {
			s.Close()
		}
	}
}

// on returns Sample for an engine.
func (o Options) on(e Engine) float64 {
	if r, ok := e.(Remote); ok {
		return max(o.Sample, defaultSample, delays*r.Delay())
	}
	return o.Sample
}

// Probe measures what a machine can do with an engine: see Probes. It returns why a probe
// was refused, if one was, and is otherwise as Fusions.
func Probe(clock Clock, engine Engine, o Options, alive func(done float64) error) (m Machine, refused string, err error) {
	var names []string
	var graphs []*graph.Graph
	for _, p := range Probes() {
		g, err := p.Graph()
		if err != nil {
			return m, "", err
		}
		names, graphs = append(names, p.String()), append(graphs, g)
	}
	times, err := together(clock, engine, o, names, graphs, alive)
	if err != nil {
		return m, "", err
	}
	var probed []OperatorTime
	for i, p := range Probes() {
		probed = append(probed, OperatorTime{p, times[i]})
		if !times[i].OK() {
			refused = p.String() + ": " + times[i].Refused
		}
	}
	return MachineOf(probed), refused, nil
}
