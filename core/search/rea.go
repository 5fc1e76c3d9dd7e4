package search

import "protocell/core/space"

// evolution is ageing evolution: the best of a random sample of the population is
// mutated, the child replaces the oldest member. Its population may begin with the
// best of a pool by the cheap signal, and its moves may be chosen by that.
type evolution struct {
	Problem
	mutator
	population, sample int
	pool               int     // drawn for the cheap signal; 0 is none
	guided             float64 // probability that a move is chosen by the cheap signal
	state              evolutionState
}

type evolutionState struct {
	drawing
	Pooled     int      `json:"pooled"`     // trials of the pool asked
	PoolTold   int      `json:"poolTold"`   // and told
	Seeds      []Member `json:"seeds"`      // the best of the pool
	Begun      int      `json:"begun"`      // trials of the first population that were asked and did not fail
	Population []Member `json:"population"` // oldest first

	Move move `json:"move"`
}

func newEvolution(p Problem, pool int, guided float64) *evolution {
	e := &evolution{
		Problem: p, mutator: newMutator(p.Space, p.Params.On("by_node")),
		population: p.Params.Int("population"), sample: p.Params.Int("sample"),
		pool: pool, guided: guided,
	}
	e.state.drawing = newDrawing(p)
	return e
}

func reaEntry() entry {
	return entry{Info{
		ID: "rea", Name: "Regularized evolution",
		Summary: "Mutates the best of a random sample of the population; the child replaces the oldest member.",
		Paper:   "E. Real, A. Aggarwal, Y. Huang and Q. V. Le, Regularized Evolution for Image Classifier Architecture Search, AAAI 2019",
		Code:    evolutionCode(false, false),
		Params:  evolutionParams(10, 3),
	}, func(p Problem) Strategy { return newEvolution(p, 0, 0) }}
}

// evolutionParams are the hyperparameters of all evolutions.
func evolutionParams(population, sample float64) []Param {
	return []Param{
		count("population", "Population", "Members; the first are drawn at random.", population, 2, 10_000),
		count("sample", "Sample", "Members drawn, with replacement, of which the best is the parent.", sample, 1, 10_000),
		mutationParam(),
	}
}

// Ask implements Strategy.
func (e *evolution) Ask() (Trial, bool) {
	s := &e.state
	switch {
	case s.Pooled < e.pool:
		s.Pooled++
		t := s.random(e.Space)
		t.Signal = Cheap
		return t, true
	case s.PoolTold < e.pool:
		return Trial{}, false
	case s.Begun < e.population:
		s.Begun++
		return e.first(), true
	case len(s.Population) < e.population:
		return Trial{}, false
	case s.Move.Parent.ID != 0:
		return e.next()
	}
	parent := tournament(&s.Stream, s.Population, e.sample)
	if e.guided > 0 && s.Stream.Float64() < e.guided {
		e.begin(parent)
		return e.next()
	}
	return e.child(parent, e.mutate(parent.Arch, &s.Stream), Mutation), true
}

// first returns a trial of the first population: the best of the pool that is left,
// or a random one.
func (e *evolution) first() Trial {
	s := &e.state
	if len(s.Seeds) == 0 {
		return s.random(e.Space)
	}
	m := s.Seeds[0]
	s.Seeds = s.Seeds[1:]
	return e.child(m, m.Arch, Promotion)
}

// child returns a trial of an architecture that derives from a member.
func (e *evolution) child(parent Member, a space.Arch, o Origin) Trial {
	t := e.state.trial(a, o)
	t.Parent = parent.ID
	return t
}

// Tell implements Strategy.
func (e *evolution) Tell(t Trial, o Outcome) {
	s := &e.state
	m := Member{t.ID, t.Arch, o.Value}
	switch {
	case t.Signal == Cheap && t.Origin == Neighbour:
		e.weigh(m, o.OK())
	case t.Signal == Cheap && o.rejected:
		s.Pooled--
	case t.Signal == Cheap:
		s.PoolTold++
		if o.OK() {
			s.Seeds = insert(s.Seeds, m, e.population)
		}
	case o.OK():
		s.Population = append(s.Population, m)
		if len(s.Population) > e.population {
			s.Population = append(s.Population[:0], s.Population[1:]...)
		}
	case t.Origin == Random || t.Origin == Promotion:
		s.Begun-- // another takes its place
	}
}

// States implements Strategy.
func (e *evolution) States() []any { return []any{&e.state} }
