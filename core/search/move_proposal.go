package search

import "protocell/core/space"

// move is a mutation that the cheap signal chooses.
type move struct {
	Parent Member       `json:"parent"` // its ID is 0 where there is no move
	Left   []space.Arch `json:"left"`   // neighbours to ask
	Open   int          `json:"open"`   // asked, and not told
	Best   Member       `json:"best"`   // its ID is 0 until there is one
}

func moveProposalEntry() entry {
	return entry{Info{
		ID: "moves", Name: "Zero-cost move proposal", Cheap: true,
		Summary: "Ageing evolution in which a proxy chooses most moves: the best of all neighbours of the parent.",
		Paper:   abdelfattah,
		Code:    evolutionCode(true, true),
		Params: append([]Param{
			scalar("guided", "Guided moves", "Probability that the proxy chooses a move; otherwise it is random.", 0.75, 0, 1),
			count("pool", "Warm-up", "Architectures that the proxy scores before the search.", 0, 0, 100_000),
		}, evolutionParams(64, 10)...),
	}, func(p Problem) Strategy {
		return newEvolution(p, p.Params.Int("pool"), p.Params.Float("guided"))
	}}
}

// begin begins a move from a parent.
func (e *evolution) begin(parent Member) {
	e.state.Move = move{Parent: parent, Left: e.Space.Neighbours(parent.Arch)}
}

// next returns the next trial of the move: a neighbour for the cheap signal, and when
// all are told the best of them.
func (e *evolution) next() (Trial, bool) {
	m := &e.state.Move
	switch {
	case len(m.Left) > 0:
		t := e.child(m.Parent, m.Left[0], Neighbour)
		t.Signal = Cheap
		m.Left = m.Left[1:]
		m.Open++
		return t, true
	case m.Open > 0:
		return Trial{}, false
	}
	parent, best := m.Parent, m.Best
	*m = move{}
	if best.ID == 0 { // the cheap signal failed for all
		return e.child(parent, e.mutate(parent.Arch, &e.state.Stream), Mutation), true
	}
	return e.child(parent, best.Arch, Neighbour), true
}

// weigh takes what the cheap signal says of a neighbour.
func (e *evolution) weigh(m Member, ok bool) {
	s := &e.state.Move
	s.Open--
	if ok && (s.Best.ID == 0 || better(m, s.Best) < 0) {
		s.Best = m
	}
}
