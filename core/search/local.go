package search

import "protocell/core/space"

// local climbs from a random architecture to the first neighbour that is better, until
// no neighbour is, and then begins elsewhere. No architecture is evaluated twice.
type local struct {
	Problem
	all   bool
	state localState
}

type localState struct {
	drawing
	Seen    map[string]bool `json:"seen"`    // architectures asked
	Current Member          `json:"current"` // its ID is 0 where a start is needed
	Left    []space.Arch    `json:"left"`    // neighbours of it to ask
	Open    int             `json:"open"`    // trials asked and not told
	Best    Member          `json:"best"`    // of the neighbours told; its ID is 0 until there is one
}

func localEntry() entry {
	return entry{Info{
		ID: "local", Name: "Local search",
		Summary: "Moves to the first better neighbour, in random order, and starts again at random where there is none.",
		Paper:   "C. White, S. Nolen and Y. Savani, Exploring the Loss Landscape in Neural Architecture Search, UAI 2021",
		Code:    localCode(),
		Params: []Param{
			toggle("all", "Query all", "Moves to the best neighbour, after all of them, instead of the first better one.", false),
		},
	}, func(p Problem) Strategy {
		return &local{Problem: p, all: p.Params.On("all"), state: localState{drawing: newDrawing(p)}}
	}}
}

// Ask implements Strategy.
func (l *local) Ask() (Trial, bool) {
	s := &l.state
	for len(s.Left) > 0 {
		a := s.Left[0]
		s.Left = s.Left[1:]
		if !s.Seen[string(a)] {
			t := l.ask(a, Neighbour)
			t.Parent = s.Current.ID
			return t, true
		}
	}
	if s.Open > 0 {
		return Trial{}, false
	}
	if l.all && s.Best.ID != 0 && s.Best.Value > s.Current.Value {
		l.move(s.Best)
		return l.Ask()
	}
	s.Current, s.Best = Member{}, Member{}
	if int64(len(s.Seen)) >= l.Space.Info().Size {
		return Trial{}, false
	}
	return l.ask(l.unseen(), Random), true
}

// unseen returns a random architecture that was not asked: in a space that is nearly
// exhausted the next in order.
func (l *local) unseen() space.Arch {
	const draws = 100
	a := l.Space.Sample(&l.state.Stream)
	for range draws {
		if !l.state.Seen[string(a)] {
			return a
		}
		a = l.Space.Sample(&l.state.Stream)
	}
	size := l.Space.Info().Size
	for i := l.Space.Index(a); ; i = (i + 1) % size {
		if b := l.Space.At(i); !l.state.Seen[string(b)] {
			return b
		}
	}
}

func (l *local) ask(a space.Arch, o Origin) Trial {
	s := &l.state
	if s.Seen == nil {
		s.Seen = map[string]bool{}
	}
	s.Seen[string(a)] = true
	s.Open++
	return s.trial(a, o)
}

// move makes a member the one to climb from, its neighbours in random order.
func (l *local) move(m Member) {
	s := &l.state
	s.Current, s.Best = m, Member{}
	near := l.Space.Neighbours(m.Arch)
	s.Left = make([]space.Arch, len(near))
	for i, k := range s.Stream.Perm(len(near)) {
		s.Left[i] = near[k]
	}
}

// Tell implements Strategy. Of trials that are outstanding when a move is made, a
// better one is moved to as well.
func (l *local) Tell(t Trial, o Outcome) {
	s := &l.state
	s.Open--
	if !o.OK() {
		return
	}
	m := Member{t.ID, t.Arch, o.Value}
	switch {
	case s.Current.ID == 0, !l.all && m.Value > s.Current.Value:
		l.move(m)
	case l.all && (s.Best.ID == 0 || better(m, s.Best) < 0):
		s.Best = m
	}
}

// States implements Strategy.
func (l *local) States() []any { return []any{&l.state} }
