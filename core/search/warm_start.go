package search

import "protocell/core/space"

// warm puts given architectures in the place of random ones.
type warm struct {
	Strategy
	archs []space.Arch
	state warmState
}

type warmState struct {
	Used int `json:"used"` // of the architectures
}

// WarmStart returns s with its first random architectures replaced by given ones, in
// their order: what is known to be good is where the search begins. They are of the
// strategy's space.
func WarmStart(s Strategy, archs []space.Arch) Strategy { return &warm{Strategy: s, archs: archs} }

// Ask implements Strategy.
func (w *warm) Ask() (Trial, bool) {
	t, ok := w.Strategy.Ask()
	if ok && t.Origin == Random && w.state.Used < len(w.archs) {
		t.Arch = w.archs[w.state.Used]
		w.state.Used++
	}
	return t, ok
}

// States implements Strategy.
func (w *warm) States() []any { return append(w.Strategy.States(), &w.state) }

// reason implements reasoner.
func (w *warm) reason() string { return reason("", w.Strategy) }
