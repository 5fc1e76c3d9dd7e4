package search

import (
	"protocell/core/detmath"
	"protocell/core/space"
)

// brackets is successive halving, one bracket after another: many architectures are
// trained for a few epochs, the best 1/η of them for η times as many, and so on.
type brackets struct {
	Problem
	eta     int
	epochs  []int // of the rungs, ascending; the last is the most
	next    func(bracket int) int
	limit   int // brackets
	full    bool
	propose func(rung int) (space.Arch, Origin)
	learn   func(rung int, m Member)
	state   bracketState
}

type bracketState struct {
	drawing
	Bracket int      `json:"bracket"` // the one under way, from 1
	Rung    int      `json:"rung"`    // index into epochs
	Size    int      `json:"size"`    // trials of the rung
	Asked   int      `json:"asked"`
	Ended   int      `json:"ended"` // of these told
	Done    []Member `json:"done"`  // those that did not fail, from the best
	Waiting []Member `json:"waiting"`
}

// bracketParams are the hyperparameters of all strategies with brackets.
func bracketParams() []Param {
	return []Param{
		count("min", "Least epochs", "Epochs of the smallest rung, about.", 12, 1, 10_000),
		count("max", "Most epochs", "Epochs of the largest rung.", 200, 1, 10_000),
		count("eta", "η", "One of η goes on to the next rung, with η times the epochs.", 3, 2, 10),
		count("brackets", "Brackets", "After so many the search ends.", 50, 1, 1_000_000),
		toggle("full", "Ignore the rung", "Asks for all epochs at every rung, as the script of NAS-Bench-201 does: the rungs only say what to ask again.", false),
	}
}

// newBrackets returns brackets, whose next says with which rung a bracket begins, by
// its number from 0, counted from the last rung.
func newBrackets(p Problem, next func(bracket, rungs int) int) *brackets {
	b := &brackets{Problem: p, eta: p.Params.Int("eta"), limit: p.Params.Int("brackets"), full: p.Params.On("full")}
	least, most := p.Params.Int("min"), p.Params.Int("max")
	// As many rungs as fit: the largest whole s with min·η^s ≤ max, and one.
	power := 1
	b.epochs = []int{most}
	for least*power*b.eta <= most {
		power *= b.eta
		b.epochs = append([]int{max(1, most/power)}, b.epochs...)
	}
	b.next = func(bracket int) int { return next(bracket, len(b.epochs)) }
	b.propose = func(int) (space.Arch, Origin) { return p.Space.Sample(&b.state.Stream), Random }
	b.learn = func(int, Member) {}
	b.state.drawing = newDrawing(p)
	return b
}

// begin begins the next bracket: with s more rungs after the first it has
// ⌊rungs/(s+1)⌋·η^s architectures (Li et al., JMLR 2018, as HpBandSter rounds).
func (b *brackets) begin() {
	s := &b.state
	more := b.next(s.Bracket)
	size := len(b.epochs) / (more + 1)
	for range more {
		size *= b.eta
	}
	s.Bracket++
	s.Rung, s.Size, s.Asked, s.Ended, s.Done, s.Waiting = len(b.epochs)-1-more, max(1, size), 0, 0, nil, nil
}

// climb goes on to the next rung with the best 1/η, and to the next bracket where
// there is none.
func (b *brackets) climb() {
	s := &b.state
	keep := min(max(1, s.Size/b.eta), len(s.Done))
	if s.Rung+1 >= len(b.epochs) || keep == 0 {
		b.begin()
		return
	}
	s.Waiting = s.Done[:keep:keep]
	s.Rung, s.Size, s.Asked, s.Ended, s.Done = s.Rung+1, keep, 0, 0, nil
}

// Ask implements Strategy.
func (b *brackets) Ask() (Trial, bool) {
	s := &b.state
	if s.Asked == s.Size {
		if s.Ended < s.Size {
			return Trial{}, false
		}
		if s.Size > 0 {
			b.climb()
		} else {
			b.begin()
		}
	}
	if s.Bracket > b.limit {
		s.Size, s.Asked, s.Ended = 1, 1, 0 // nothing more is ever asked
		return Trial{}, false
	}
	s.Asked++
	var t Trial
	if len(s.Waiting) > 0 {
		m := s.Waiting[0]
		s.Waiting = s.Waiting[1:]
		t = s.trial(m.Arch, Promotion)
		t.Parent = m.ID
		if !b.full {
			t.Continues, t.Done = m.ID, b.epochs[s.Rung-1]
		}
	} else {
		t = s.trial(b.propose(s.Rung))
	}
	t.Bracket = s.Bracket
	if !b.full {
		t.Epochs = b.epochs[s.Rung]
	}
	return t, true
}

// Tell implements Strategy. A rung is complete before the next begins, so that every
// trial told is of the rung under way. For a proposal that failed there is another.
func (b *brackets) Tell(t Trial, o Outcome) {
	s := &b.state
	if !o.OK() && t.Origin != Promotion {
		s.Asked--
		return
	}
	s.Ended++
	if !o.OK() {
		return
	}
	m := Member{t.ID, t.Arch, o.Value}
	s.Done = insert(s.Done, m, s.Size)
	b.learn(s.Rung, m)
}

// States implements Strategy.
func (b *brackets) States() []any { return []any{&b.state} }

// power returns x to the power y, for x > 0.
func power(x, y float64) float64 { return detmath.Exp(float64(y * detmath.Log(x))) }
