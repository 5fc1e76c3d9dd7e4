package search

import (
	"math"
	"slices"

	"protocell/core/space"
)

// nsga2 evolves a population towards the Pareto front of the value and the measures to
// be minimised.
type nsga2 struct {
	Problem
	population       int
	crossover, alter float64
	options          []int
	state            nsga2State
}

type nsga2State struct {
	drawing
	Parents []Candidate `json:"parents"` // from the best
	Young   []Candidate `json:"young"`   // of the generation under way, told
	Asked   int         `json:"asked"`   // of the generation
	Ended   int         `json:"ended"`   // of these told
}

// Candidate is an architecture with several objectives.
type Candidate struct {
	ID    int        `json:"id"`
	Arch  space.Arch `json:"arch"`
	Goals []float64  `json:"goals"` // larger is better
	// Front and Crowding are what it is chosen by; Crowding is at most the largest
	// float64, at the ends of a front.
	Front    int     `json:"front"`
	Crowding float64 `json:"crowding"`
}

func nsga2Entry() entry {
	return entry{Info{
		ID: "nsga2", Name: "NSGA-II", Several: true,
		Summary: "Evolves a population towards the Pareto front of several objectives, spread along it.",
		Paper:   "K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE Transactions on Evolutionary Computation 2002",
		Code:    nsga2Code(),
		Params: []Param{
			count("population", "Population", "Members, and children a generation.", 40, 2, 1000),
			scalar("crossover", "Crossover", "Probability that a child mixes two parents, each decision from either.", 0.9, 0, 1),
			scalar("mutation", "Mutations", "How many decisions of a child are drawn anew, on average.", 1, 0, 10),
		},
	}, func(p Problem) Strategy {
		n := &nsga2{
			Problem: p, population: p.Params.Int("population"),
			crossover: p.Params.Float("crossover"), state: nsga2State{drawing: newDrawing(p)},
		}
		for _, d := range p.Space.Decisions() {
			n.options = append(n.options, len(d.Options))
		}
		n.alter = min(1, p.Params.Float("mutation")/float64(len(n.options)))
		return n
	}}
}

// Ask implements Strategy.
func (n *nsga2) Ask() (Trial, bool) {
	s := &n.state
	if s.Asked == n.population {
		if s.Ended < n.population {
			return Trial{}, false
		}
		n.choose()
	}
	s.Asked++
	if len(s.Parents) == 0 {
		return s.random(n.Space), true
	}
	mother, father := n.parent(), n.parent()
	t := s.trial(n.child(mother.Arch, father.Arch), Crossover)
	t.Parent = mother.ID
	return t, true
}

// choose makes the best of parents and children the parents of the next generation:
// by their front, and where one fits only in part by crowding. Of isomorphic ones only
// the first stays.
func (n *nsga2) choose() {
	s := &n.state
	slices.SortFunc(s.Young, func(a, b Candidate) int { return a.ID - b.ID })
	seen := map[string]bool{}
	all := slices.DeleteFunc(slices.Concat(s.Parents, s.Young), func(c Candidate) bool {
		class := n.Space.Canonical(c.Arch)
		again := seen[class]
		seen[class] = true
		return again
	})
	Sort(all)
	s.Parents = all[:min(len(all), n.population)]
	s.Young, s.Asked, s.Ended = nil, 0, 0
}

// Sort sets the front and the crowding distance of candidates and sorts them from the
// best.
func Sort(all []Candidate) {
	points := make([][]float64, len(all))
	for i, c := range all {
		points[i] = c.Goals
	}
	fronts := Fronts(points)
	for i := range all {
		all[i].Front = fronts[i]
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return a.Front - b.Front })
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Front == all[from].Front {
			to++
		}
		points = points[:0]
		for _, c := range all[from:to] {
			points = append(points, c.Goals)
		}
		for i, d := range Crowding(points) {
			all[from+i].Crowding = min(d, math.MaxFloat64)
		}
		slices.SortStableFunc(all[from:to], func(a, b Candidate) int {
			switch {
			case a.Crowding > b.Crowding:
				return -1
			case a.Crowding < b.Crowding:
				return 1
			}
			return 0
		})
		from = to
	}
}

// parent returns the better of two drawn: that of the lower front, and of one front the
// less crowded one.
func (n *nsga2) parent() Candidate {
	s := &n.state
	a, b := s.Parents[s.Stream.IntN(len(s.Parents))], s.Parents[s.Stream.IntN(len(s.Parents))]
	if b.Front < a.Front || b.Front == a.Front && b.Crowding > a.Crowding {
		return b
	}
	return a
}

// child mixes two parents and changes decisions. Where decisions do not go together it
// is tried again, and at last it is a mutation of the first.
func (n *nsga2) child(mother, father space.Arch) space.Arch {
	r := &n.state.Stream
	const draws = 100
	for range draws {
		b := []byte(mother)
		if r.Float64() < n.crossover {
			for i := range b {
				if r.IntN(2) == 1 {
					b[i] = father[i]
				}
			}
		}
		for i := range b {
			if r.Float64() < n.alter {
				b[i] = byte(r.IntN(n.options[i]))
			}
		}
		if a := space.Arch(b); n.Space.Check(a) == nil {
			return a
		}
	}
	return n.Space.Mutate(mother, r)
}

// Tell implements Strategy. An architecture whose measures cannot be told has failed;
// for one that failed there is another.
func (n *nsga2) Tell(t Trial, o Outcome) {
	s := &n.state
	goals := []float64{o.Value}
	for _, m := range n.Minimise {
		v, err := m.Of(t.Arch)
		if err != nil {
			o.Failed = err.Error()
		}
		goals = append(goals, -v)
	}
	if !o.OK() {
		s.Asked--
		return
	}
	s.Ended++
	s.Young = append(s.Young, Candidate{ID: t.ID, Arch: t.Arch, Goals: goals})
}

// States implements Strategy.
func (n *nsga2) States() []any { return []any{&n.state} }
