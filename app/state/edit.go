package state

import (
	"fmt"
	"slices"

	"protocell/core/experiment"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// cells is the search space of the page.
var cells nb201.Space

// maxHistory bounds how many edits can be undone.
const maxHistory = 200

// burst is the time in milliseconds within which edits share one entry of the
// browser's history.
const burst = 1000

// netOf returns what follows at once from a spec.
func netOf(spec experiment.Spec) (*Net, error) {
	a, err := cells.Parse(spec.Arch)
	if err != nil {
		return nil, err
	}
	g, err := cells.Build(a, spec.Skeleton)
	if err != nil {
		return nil, err
	}
	return &Net{
		Arch: a, Graph: g, Costs: g.Costs(), Broken: cells.Valid(a),
		Class: cells.Canonical(a), Strict: nb201.Strict(a), Code: code(a),
	}, nil
}

// show makes spec the experiment, without a trace in the history of edits. A
// spec that is not valid changes nothing and gives a notice.
func (s State) show(spec experiment.Spec) (State, bool) {
	var err error
	if !slices.Equal(spec.Pins, s.Spec.Pins) || !slices.Equal(spec.Proxies, s.Spec.Proxies) || setup(spec) != s.key {
		err = spec.Validate() // which no edit of the architecture breaks
	}
	var net *Net
	if err == nil {
		net, err = netOf(spec)
	}
	if err != nil {
		return s.notify(Notice{Topic: "setup", Kind: Fault, Text: "This set-up is not possible: " + err.Error() + "."}), false
	}
	s = s.hush("setup")
	if setup(spec) != s.key || net.Arch != s.Net.Arch {
		s = s.hush("score")
	}
	s.Spec, s.Net, s.key, s.Entry = spec, net, setup(spec), nil
	return s, true
}

// edit makes spec the experiment, as an edit that can be undone.
func (s State) edit(spec experiment.Spec, now float64) (State, []Effect) {
	before := s.Spec
	s, ok := s.show(spec)
	if !ok {
		return s, nil
	}
	s.past = append(s.past[:len(s.past):len(s.past)], before)
	if len(s.past) > maxHistory {
		s.past = s.past[len(s.past)-maxHistory:]
	}
	s.future = nil
	return s.wrote(now)
}

// wrote returns the effect that brings an edit into the address bar.
func (s State) wrote(now float64) (State, []Effect) {
	push := now-s.lastEdit > burst
	s.lastEdit = now
	return s, []Effect{WriteURL{Fragment: s.fragment(), Push: push}}
}

// editArch is an edit of the architecture, which is said to screen readers.
func (s State) editArch(a space.Arch, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Arch = cells.Print(a)
	s, effects := s.edit(spec, now)
	text := s.describe()
	if s.Complete() { // as no job will end that says so
		text += " " + s.summary()
	}
	return s, append(effects, Say{text})
}

// describe says in words what the cell is and costs.
func (s State) describe() string {
	text := fmt.Sprintf("%s. %d parameters, %d multiply-accumulates.", s.Net.sentence(), s.Net.Costs.Total.Params, s.Net.Costs.Total.MACs)
	if s.Net.Broken != nil {
		text += " The input does not reach the output."
	}
	return text
}

// sentence names the operations, edge by edge.
func (n *Net) sentence() string {
	text := "Cell"
	for i, e := range nb201.Edges() {
		if i > 0 {
			text += ","
		}
		text += fmt.Sprintf(" %d to %d %s", e.From, e.To, Op(n.Arch[i]).Spoken)
	}
	return text
}

func (a SelectEdge) reduce(s State, _ float64) (State, []Effect) {
	if a.Edge < 0 || a.Edge >= nb201.NumEdges {
		return s, nil
	}
	s.Edge = a.Edge
	if a.Focus {
		return s, []Effect{Focus{fmt.Sprintf("edge-%d", a.Edge)}}
	}
	return s, nil
}

func (a SetOp) reduce(s State, now float64) (State, []Effect) {
	if a.Edge < 0 || a.Edge >= nb201.NumEdges || a.Op >= nb201.NumOps {
		return s, nil
	}
	s.Edge = a.Edge
	if s.Net.Arch[a.Edge] == a.Op {
		return s, nil
	}
	ops := []byte(s.Net.Arch)
	ops[a.Edge] = a.Op
	spec := s.Spec
	spec.Arch = cells.Print(space.Arch(ops))
	s, effects := s.edit(spec, now)
	e := nb201.Edges()[a.Edge]
	text := fmt.Sprintf("Edge %d to %d: %s. %d parameters, %d multiply-accumulates.", e.From, e.To,
		Op(a.Op).Spoken, s.Net.Costs.Total.Params, s.Net.Costs.Total.MACs)
	if s.Net.Broken != nil {
		text += " The input does not reach the output."
	}
	return s, append(effects, Say{text})
}

func (a OpenArch) reduce(s State, now float64) (State, []Effect) {
	if a.Arch == s.Net.Arch {
		return s, nil
	}
	return s.editArch(a.Arch, now)
}

func (RandomArch) reduce(s State, now float64) (State, []Effect) {
	for {
		a := cells.Sample(&s.random)
		if cells.Valid(a) == nil && a != s.Net.Arch {
			return s.editArch(a, now)
		}
	}
}

func (MutateArch) reduce(s State, now float64) (State, []Effect) {
	a := cells.Mutate(s.Net.Arch, &s.random)
	for i := range a {
		if a[i] != s.Net.Arch[i] {
			s.Edge = i
		}
	}
	return s.editArch(a, now)
}

func (a EnterArch) reduce(s State, now float64) (State, []Effect) {
	arch, err := cells.Parse(a.Text)
	if err != nil {
		s.Entry = &Entry{a.Text, err}
		return s, []Effect{Say{"The architecture cannot be read: " + err.Error()}}
	}
	s.Entry = nil
	return OpenArch{arch}.reduce(s, now)
}

func (Undo) reduce(s State, now float64) (State, []Effect) {
	if !s.CanUndo() {
		return s, nil
	}
	last := len(s.past) - 1
	to, from := s.past[last], s.Spec
	s, ok := s.show(to)
	if !ok {
		return s, nil
	}
	s.past = s.past[:last]
	s.future = append(s.future[:len(s.future):len(s.future)], from)
	s, effects := s.wrote(now)
	return s, append(effects, Say{"Undone. " + s.describe()})
}

func (Redo) reduce(s State, now float64) (State, []Effect) {
	if !s.CanRedo() {
		return s, nil
	}
	last := len(s.future) - 1
	to, from := s.future[last], s.Spec
	s, ok := s.show(to)
	if !ok {
		return s, nil
	}
	s.future = s.future[:last]
	s.past = append(s.past[:len(s.past):len(s.past)], from)
	s, effects := s.wrote(now)
	return s, append(effects, Say{"Done again. " + s.describe()})
}

func (a SetSkeleton) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Skeleton = a.Skeleton
	return s.editSetup(spec, now)
}

func (a SetBatch) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Batch = a.Batch
	return s.editSetup(spec, now)
}

func (a SetData) reduce(s State, now float64) (State, []Effect) {
	return UseSet{a.Data}.reduce(s, now)
}

func (a SetSeed) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Seed = a.Seed
	return s.editSetup(spec, now)
}

func (a SetShift) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Shift = a.Shift
	return s.editSetup(spec, now)
}

// RollSeed draws from the seeds that are short to read and to write down.
func (RollSeed) reduce(s State, now float64) (State, []Effect) {
	seed := uint64(s.random.IntN(1_000_000))
	return SetSeed{seed}.reduce(s, now)
}

// editSetup is an edit of the set-up.
func (s State) editSetup(spec experiment.Spec, now float64) (State, []Effect) {
	if setup(spec) == s.key {
		return s, nil
	}
	return s.edit(spec, now)
}

// stream is where random and mutated cells come from.
func stream(seed uint64) rng.Stream { return *rng.Named(seed, "page/random") }
