package state

import (
	"math"

	"protocell/app/display"
	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/space"
)

// Measure is what cells are compared by: a proxy, or an ensemble, which ranks cells
// among each other.
type Measure struct {
	ID, Name string
	Lower    bool     // whether lower is better
	Log      bool     // whether the page shows the logarithm
	Cost     bool     // whether it is a cost of the network, exact and neither good nor bad
	Members  []string // proxies that an ensemble is of; nil for a proxy
}

// Ensemble reports whether m is an ensemble.
func (m Measure) Ensemble() bool { return m.Members != nil }

// Needs returns the ids of the proxies that m is computed from.
func (m Measure) Needs() []string {
	if m.Ensemble() {
		return m.Members
	}
	return []string{m.ID}
}

// ProxyMeasure returns a proxy as a measure.
func ProxyMeasure(i proxy.Info) Measure {
	return Measure{ID: i.ID, Name: i.Name, Lower: i.Lower, Log: i.Log, Cost: i.Needs == 0}
}

func ensembleMeasure(i ensemble.Info) Measure {
	return Measure{ID: i.ID, Name: i.Name, Members: i.Members}
}

// Measures returns the proxies and then the ensembles, in the order of their tables.
func (s State) Measures() []Measure {
	var list []Measure
	for _, info := range infos {
		list = append(list, ProxyMeasure(info))
	}
	for _, e := range s.ensembles() {
		list = append(list, ensembleMeasure(e.Info()))
	}
	return list
}

// Measure returns the measure with an id.
func (s State) Measure(id string) (Measure, bool) {
	for _, m := range s.Measures() {
		if m.ID == id {
			return m, true
		}
	}
	return Measure{}, false
}

// ensembles returns the ensembles, with the visitor's weights of the mix.
func (s State) ensembles() []ensemble.Ensemble { return ensemble.AllWith(s.Mix.Weights) }

// Axis returns a score as a position on an axis: its logarithm where the measure is
// shown by that, NaN if it is not a finite number.
func (m Measure) Axis(score proxy.Score) float64 {
	v := float64(score.Value)
	if m.Log {
		v = display.Log10(v)
	}
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// better compares two scores: 1 if a is better than b, -1 if it is worse, 0 if
// neither. What is not a finite score of a connected network is worse than what is.
func (m Measure) better(a, b proxy.Score) int {
	switch {
	case a.Status != proxy.OK && b.Status != proxy.OK:
		return 0
	case a.Status != proxy.OK:
		return -1
	case b.Status != proxy.OK:
		return 1
	case a.Value == b.Value:
		return 0
	case a.Value > b.Value != m.Lower:
		return 1
	}
	return -1
}

// peers returns the cells that are compared: the reference sample, the pinned ones and
// the one on show, each once.
func (s State) peers() []space.Arch {
	list := append([]space.Arch(nil), s.references()...)
	for _, text := range s.Spec.Pins {
		if a, err := s.Net.Space.Parse(text); err == nil {
			list = append(list, a)
		}
	}
	list = append(list, s.Net.Arch)
	seen := make(map[space.Arch]bool, len(list))
	kept := list[:0]
	for _, a := range list {
		if !seen[a] {
			seen[a] = true
			kept = append(kept, a)
		}
	}
	return kept
}

// scores returns what is known of cells by a measure. An ensemble ranks those of which
// all its members are known among each other.
func (s State) scores(m Measure, list []space.Arch) map[space.Arch]proxy.Score {
	out := make(map[space.Arch]proxy.Score, len(list))
	pool, known := s.pool(m.Needs(), list)
	if len(known) == 0 {
		return out
	}
	scores := pool[0].Scores
	if e, ok := ensemble.LookupWith(m.ID, s.Mix.Weights); ok {
		var err error
		if scores, err = e.Score(pool); err != nil {
			return out // scores that were computed make a pool, and weights are in range
		}
	}
	for i, a := range known {
		out[a] = scores[i]
	}
	return out
}

// pool returns the scores of the cells of which all members are known, and these.
func (s State) pool(members []string, list []space.Arch) (ensemble.Pool, []space.Arch) {
	pool, err := ensemble.NewPool(members...)
	if err != nil {
		return nil, nil
	}
	var known []space.Arch
	for _, a := range list {
		r := s.known.of(s.key, a)
		if !r.has(members) {
			continue
		}
		known = append(known, a)
		for i, id := range members {
			pool[i].Scores = append(pool[i].Scores, r.Scores[id].Score)
		}
	}
	return pool, known
}
