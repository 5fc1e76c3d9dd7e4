package search

import "slices"

// predictor learns once, from random architectures, and then evaluates others in the
// order in which it predicts them.
type predictor struct {
	Problem
	learner
	startup, pool int
	state         predictorState
}

type predictorState struct {
	drawing
	Begun   int             `json:"begun"`   // random trials asked that did not fail
	Members []Member        `json:"members"` // those told, from the best
	Seen    map[string]bool `json:"seen"`
	Learnt  bool            `json:"learnt"`
	Left    []proposal      `json:"left"` // of the pool, from the best by prediction

	Predictions []Prediction `json:"predictions"`
}

func predictorEntry() entry {
	return entry{Info{
		ID: "predictor", Name: "Neural predictor",
		Summary: "Learns from random architectures, predicts a large pool of others, and evaluates those from the best on.",
		Paper:   "W. Wen, H. Liu, Y. Chen, H. Li, G. Bender and P.-J. Kindermans, Neural Predictor for Neural Architecture Search, ECCV 2020",
		Code:    predictorCode(),
		Params: append([]Param{
			count("startup", "Random start", "Architectures that it learns from.", 50, 2, 2000),
			count("pool", "Pool", "Random architectures that it predicts.", 1000, 1, 100_000),
		}, learnerParams()...),
	}, func(p Problem) Strategy {
		return &predictor{
			Problem: p, learner: newLearner(p), startup: p.Params.Int("startup"), pool: p.Params.Int("pool"),
			state: predictorState{drawing: newDrawing(p)},
		}
	}}
}

// Ask implements Strategy.
func (p *predictor) Ask() (Trial, bool) {
	s := &p.state
	if s.Begun < p.startup {
		s.Begun++
		t := s.random(p.Space)
		if s.Seen == nil {
			s.Seen = map[string]bool{}
		}
		s.Seen[string(t.Arch)] = true
		return t, true
	}
	if !s.Learnt {
		if len(s.Members) < p.startup {
			return Trial{}, false
		}
		p.learn()
	}
	if len(s.Left) == 0 {
		return Trial{}, false
	}
	var t Trial
	t, s.Predictions = s.Left[0].ask(&s.drawing, s.Predictions)
	s.Left = s.Left[1:]
	return t, true
}

// learn learns, and orders the pool.
func (p *predictor) learn() {
	s := &p.state
	s.Learnt = true
	model := p.fit(s.Members, &s.drawing)
	for range p.pool {
		a := p.Space.Sample(&s.Stream)
		if s.Seen[string(a)] {
			continue
		}
		s.Seen[string(a)] = true
		mean, sd := model.Predict(a)
		s.Left = append(s.Left, proposal{Arch: a, Mean: mean, SD: sd, Draw: mean})
	}
	slices.SortStableFunc(s.Left, choosing)
	s.Seen = nil
}

// Tell implements Strategy.
func (p *predictor) Tell(t Trial, o Outcome) {
	s := &p.state
	switch {
	case s.Learnt:
	case o.OK():
		s.Members = insert(s.Members, Member{t.ID, t.Arch, o.Value}, p.startup)
	default:
		s.Begun--
	}
}

// States implements Strategy.
func (p *predictor) States() []any { return []any{&p.state} }
