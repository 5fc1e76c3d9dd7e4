package proxy

import (
	"fmt"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Own is a network that one proxy runs for itself, beside the passes that proxies
// share. It is planned before anything runs, so that memory and work are known.
type Own struct {
	Graph  *graph.Graph
	Config engine.Config
	// Double computes in float64 always, Single never; otherwise Input.Double says.
	Double, Single bool
	// Slot says which memory it runs in. A network's numbers are lost when another
	// begins in its slot, whichever proxy's; networks in different slots live side
	// by side.
	Slot Slot
	// Forwards, Backwards and Tangents are how many passes run in all, for the
	// progress.
	Forwards, Backwards, Tangents int
	// Held is how many bytes the proxy keeps beside the network while it runs.
	Held int64
}

// Slot is one of the places where proxies run networks of their own.
type Slot uint8

// The slots.
const (
	MainSlot Slot = iota
	SideSlot
	slots
)

// ownProxy is a proxy that needs NeedOwn.
type ownProxy interface {
	Proxy
	// own lists its networks. An error of type undefined says why this one has no
	// score.
	own(p *Passes) ([]Own, error)
}

// sharer is an ownProxy that shares its networks, and what they find, with others.
type sharer interface {
	// share names the networks, in place of the proxy's id. All who give one name
	// list the same.
	share() string
}

// Family names the networks of its own that a proxy runs: proxies of one family share
// them, so that all cost little more than one. It is "" for a proxy without any.
func Family(p Proxy) string {
	if s, ok := p.(sharer); ok {
		return s.share()
	}
	if _, ok := p.(ownProxy); ok {
		return p.Traits().ID
	}
	return ""
}

// Cost returns the passes over networks of its own that a proxy would run on in, of
// which the images need not be there; nil if it has none, or is not defined there.
func Cost(proxy Proxy, in Input) ([]Own, error) {
	owner, ok := proxy.(ownProxy)
	if !ok {
		return nil, nil
	}
	list, err := owner.own(&Passes{in: in, connected: in.Graph.Connected(), costs: in.Graph.Costs()})
	if _, ok := err.(undefined); ok {
		return nil, nil
	}
	return list, err
}

// ownMemory is the memory of the slots.
type ownMemory struct {
	single [slots]engine.Memory[float32]
	double [slots]engine.Memory[float64]
	held   []float32
}

// ownPlan is a planned network of a proxy's own, in one precision.
type ownPlan struct {
	Own
	single *engine.Plan[float32]
	double *engine.Plan[float64]
}

// planOwn plans the networks of a proxy's own.
func (p *Passes) planOwn(proxy Proxy) error {
	owner, ok := proxy.(ownProxy)
	if !ok {
		return nil
	}
	id := Family(proxy)
	if _, planned := p.own[id]; planned {
		return nil
	}
	if p.own == nil {
		p.own, p.refused = map[string][]ownPlan{}, map[string]error{}
	}
	list, err := owner.own(p)
	if _, ok := err.(undefined); ok {
		p.refused[id] = err
		return nil
	}
	if err != nil {
		return err
	}
	var plans []ownPlan
	for _, o := range list {
		plan := ownPlan{Own: o}
		var there, back, along float64
		if o.Double || p.in.Double && !o.Single {
			if plan.double, err = engine.NewPlan(o.Graph, p.in.Kernels.F64, o.Config); err == nil {
				there, back = plan.double.Work()
				along = plan.double.WorkTangent()
			}
		} else {
			if plan.single, err = engine.NewPlan(o.Graph, p.in.Kernels.F32, o.Config); err == nil {
				there, back = plan.single.Work()
				along = plan.single.WorkTangent()
			}
		}
		if err != nil {
			return err
		}
		p.total += there*float64(o.Forwards) + back*float64(o.Backwards) + along*float64(o.Tangents)
		plans = append(plans, plan)
	}
	p.own[id] = plans
	return nil
}

// ownBytes returns how much memory the slots take: each as much as the largest
// network that runs in it, and the most that a proxy holds.
func (p *Passes) ownBytes() int64 {
	var single, double [slots]int64
	var most int64
	for _, plans := range p.own {
		held := int64(0)
		for _, plan := range plans {
			held += plan.Held
			if plan.single != nil {
				single[plan.Slot] = max(single[plan.Slot], plan.single.Bytes())
			} else {
				double[plan.Slot] = max(double[plan.Slot], plan.double.Bytes())
			}
		}
		most = max(most, held)
	}
	n := most
	for i := range slots {
		n += single[i] + double[i]
	}
	return n
}

// ownNet is a network of a proxy's own, ready to run. Its passes report progress.
type ownNet[T kernel.Float] struct {
	*engine.Net[T]
	passes                *Passes
	there, andBack, along float64 // work
}

// openDouble opens network i of a proxy's own, which was planned in float64. Its
// parameters and input are not set.
func (p *Passes) openDouble(id string, i int) (*ownNet[float64], error) {
	if i >= len(p.own[id]) || p.own[id][i].double == nil {
		return nil, p.notPlanned(id)
	}
	plan := p.own[id][i]
	return openOwn(p, plan.double, &p.in.Memory.own.double[plan.Slot]), nil
}

// openSingle does the same for one that was planned in float32.
func (p *Passes) openSingle(id string, i int) (*ownNet[float32], error) {
	if i >= len(p.own[id]) || p.own[id][i].single == nil {
		return nil, p.notPlanned(id)
	}
	plan := p.own[id][i]
	return openOwn(p, plan.single, &p.in.Memory.own.single[plan.Slot]), nil
}

// notPlanned says why there is no network of a proxy's own: it is not defined, or it is
// a fault of the program.
func (p *Passes) notPlanned(id string) error {
	if err := p.refused[id]; err != nil {
		return err
	}
	return fmt.Errorf("proxy: the passes of %s were not planned", id)
}

func openOwn[T kernel.Float](p *Passes, plan *engine.Plan[T], m *engine.Memory[T]) *ownNet[T] {
	n := &ownNet[T]{Net: engine.NewNet(plan, m), passes: p}
	n.there, n.andBack = plan.Work()
	n.along = plan.WorkTangent()
	return n
}

// Forward runs a forward pass, with hooks of which Progress is replaced.
func (n *ownNet[T]) Forward(h engine.Hooks[T]) error {
	return n.count(n.there, h, n.Net.Forward)
}

// Backward does the same backwards.
func (n *ownNet[T]) Backward(h engine.Hooks[T]) error {
	return n.count(n.andBack, h, n.Net.Backward)
}

// Tangent does the same with the tangent pass.
func (n *ownNet[T]) Tangent(h engine.Hooks[T]) error {
	return n.count(n.along, h, n.Net.Tangent)
}

// count runs a pass and counts its work.
func (n *ownNet[T]) count(work float64, h engine.Hooks[T], run func(engine.Hooks[T]) error) error {
	h.Progress = func(done float64) error { return n.passes.report(done * work) }
	if err := run(h); err != nil {
		return err
	}
	n.passes.done += work
	return nil
}
