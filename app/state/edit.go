package state

import (
	"fmt"
	"slices"

	"protocell/core/experiment"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// maxHistory bounds how many edits can be undone.
const maxHistory = 200

// burst is the time in milliseconds within which edits share one entry of the
// browser's history.
const burst = 1000

// netOf returns what follows at once from a spec.
func netOf(spec experiment.Spec) (*Net, error) {
	sp, a, err := spec.Architecture()
	if err != nil {
		return nil, err
	}
	g, err := sp.Build(a, spec.Skeleton)
	if err != nil {
		return nil, err
	}
	n := &Net{
		Space: sp, Arch: a, Decisions: sp.Decisions(), Diagram: sp.Diagram(a), Graph: g, Costs: g.Costs(),
		Broken: sp.Valid(a), Class: sp.Canonical(a), Code: space.PrintCode(a),
	}
	if sp, ok := sp.(interface{ Strict(space.Arch) string }); ok {
		n.Strict = sp.Strict(a)
	}
	for i, c := range n.Diagram.Cells {
		for _, e := range c.Edges {
			n.Edges = append(n.Edges, CellEdge{e, i, c.Nodes[e.From].Name, c.Nodes[e.To].Name})
		}
	}
	return n, nil
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
	if s.Edge >= len(net.Edges) || len(net.Edges[s.Edge].Decisions) == 0 {
		s.Edge = net.firstEdge()
	}
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
	spec.Arch = s.Net.Space.Print(a)
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

// sentence names the options, edge by edge.
func (n *Net) sentence() string {
	text := n.Space.Info().Name
	for i, e := range n.Edges {
		if len(e.Decisions) == 0 {
			continue
		}
		text += fmt.Sprintf(", %s to %s %s", e.FromName, e.ToName, n.Spoken(i))
	}
	return text
}

// firstEdge returns the first edge that has a decision.
func (n *Net) firstEdge() int {
	return max(0, slices.IndexFunc(n.Edges, func(e CellEdge) bool { return len(e.Decisions) > 0 }))
}

// isEdge reports whether there is an edge i with a decision.
func (n *Net) isEdge(i int) bool {
	return i >= 0 && i < len(n.Edges) && len(n.Edges[i].Decisions) > 0
}

// Option returns the option that a decision takes.
func (n *Net) Option(decision int) string { return n.Decisions[decision].Options[n.Arch[decision]] }

// Op returns what is on edge i.
func (n *Net) Op(i int) Operation {
	e := n.Edges[i]
	if len(e.Decisions) == 0 {
		return Op(e.Fixed)
	}
	return Op(n.Option(e.Decisions[0]))
}

// Spoken says all that is decided of edge i.
func (n *Net) Spoken(i int) string {
	text := n.Op(i).Spoken
	for k, d := range n.Edges[i].Decisions {
		if k > 0 {
			text += ", " + n.Decisions[d].Name + " " + Op(n.Option(d)).Spoken
		}
	}
	return text
}

// Allows reports whether a decision may take an option, beside the others.
func (n *Net) Allows(decision int, option byte) bool {
	return n.Space.Check(n.Arch.With(decision, option)) == nil
}

func (a SelectEdge) reduce(s State, _ float64) (State, []Effect) {
	if !s.Net.isEdge(a.Edge) {
		return s, nil
	}
	s.Edge = a.Edge
	if a.Focus {
		return s, []Effect{Focus{fmt.Sprintf("edge-%d", a.Edge)}}
	}
	return s, nil
}

func (a SetOp) reduce(s State, now float64) (State, []Effect) {
	if !s.Net.isEdge(a.Edge) || a.Nth < 0 || a.Nth >= len(s.Net.Edges[a.Edge].Decisions) {
		return s, nil
	}
	e := s.Net.Edges[a.Edge]
	decision := e.Decisions[a.Nth]
	if int(a.Op) >= len(s.Net.Decisions[decision].Options) || !s.Net.Allows(decision, a.Op) {
		return s, nil
	}
	s.Edge = a.Edge
	if s.Net.Arch[decision] == a.Op {
		return s, nil
	}
	spec := s.Spec
	spec.Arch = s.Net.Space.Print(s.Net.Arch.With(decision, a.Op))
	s, effects := s.edit(spec, now)
	text := fmt.Sprintf("Edge %s to %s: %s. %d parameters, %d multiply-accumulates.", e.FromName, e.ToName,
		s.Net.Spoken(a.Edge), s.Net.Costs.Total.Params, s.Net.Costs.Total.MACs)
	if s.Net.Broken != nil {
		text += " The input does not reach the output."
	}
	return s, append(effects, Say{text})
}

// SetSpace goes to the best known architecture of another space, in the small skeleton
// of that. Pins are of a space; they come back with Undo.
func (a SetSpace) reduce(s State, now float64) (State, []Effect) {
	sp, err := spaces.ByID(a.ID)
	if err != nil || a.ID == s.Spec.Space {
		return s, nil
	}
	spec := experiment.DefaultOf(sp)
	spec.Data, spec.Transform, spec.Augment = s.Spec.Data, s.Spec.Transform, s.Spec.Augment
	spec.Seed, spec.Shift, spec.Proxies, spec.Batch = s.Spec.Seed, s.Spec.Shift, s.Spec.Proxies, s.Spec.Batch
	if spec.Validate() != nil { // the images may not fit, or as many of them
		fresh := experiment.DefaultOf(sp)
		spec.Data, spec.Transform, spec.Augment, spec.Batch = fresh.Data, fresh.Transform, fresh.Augment, fresh.Batch
	}
	s, effects := s.edit(spec, now)
	return s, append(effects, Say{s.describe()})
}

// SetTask puts the network to a task of the benchmark: its classes, and its images where
// the page can bear them.
func (a SetTask) reduce(s State, now float64) (State, []Effect) {
	for _, task := range s.Net.Space.Skeletons().Tasks {
		if task.ID != a.ID {
			continue
		}
		spec := s.Spec
		spec.Skeleton.Classes, spec.Skeleton.Input = task.Classes, task.Input
		if spec.Validate() != nil {
			spec.Skeleton.Input = s.Spec.Skeleton.Input
		}
		return s.editSetup(spec, now)
	}
	return s, nil
}

// Task returns the first task of the benchmark that the network on show has the classes
// of, if there is one, that with its images before others.
func (s State) Task() (t space.Task, ok bool) {
	k := s.Spec.Skeleton
	for _, task := range s.Net.Space.Skeletons().Tasks {
		switch {
		case task.Classes != k.Classes:
		case task.Input == k.Input:
			return task, true
		case !ok:
			t, ok = task, true
		}
	}
	return t, ok
}

func (a OpenIn) reduce(s State, now float64) (State, []Effect) {
	s, effects := SetSpace{a.Space}.reduce(s, now)
	s, more := EnterArch{a.Code}.reduce(s, now)
	return s, append(effects, more...)
}

func (a OpenArch) reduce(s State, now float64) (State, []Effect) {
	if a.Arch == s.Net.Arch {
		return s, nil
	}
	return s.editArch(a.Arch, now)
}

func (RandomArch) reduce(s State, now float64) (State, []Effect) {
	for {
		a := s.Net.Space.Sample(&s.random)
		if s.Net.Space.Valid(a) == nil && a != s.Net.Arch {
			return s.editArch(a, now)
		}
	}
}

func (MutateArch) reduce(s State, now float64) (State, []Effect) {
	a := s.Net.Space.Mutate(s.Net.Arch, &s.random)
	for i, e := range s.Net.Edges {
		if slices.ContainsFunc(e.Decisions, func(d int) bool { return a[d] != s.Net.Arch[d] }) {
			s.Edge = i
		}
	}
	return s.editArch(a, now)
}

func (a EnterArch) reduce(s State, now float64) (State, []Effect) {
	arch, err := s.Net.Space.Parse(a.Text)
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
