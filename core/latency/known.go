package latency

import (
	"fmt"

	"protocell/core/space"
)

// keptRounds is how many rounds an estimate needs to be kept by a survey that goes on.
const keptRounds = 8

// known is what a survey need not measure again.
type known struct {
	operators map[Operator]Estimate
	networks  map[knownNetwork]Estimate
	machine   Machine
	from      *Profile      // nil if nothing is known
	list      []NetworkTime // those of from that are kept, in its order
}

// knownNetwork is an architecture in a pass.
type knownNetwork struct {
	code string
	pass int
}

// newKnown returns what a plan knows, or an error if that is not of the plan.
func newKnown(p *Plan, engine string) (known, error) {
	k := known{operators: map[Operator]Estimate{}, networks: map[knownNetwork]Estimate{}}
	from := p.Known
	if from == nil {
		return k, nil
	}
	switch id := p.Space.Info().ID; {
	case from.Space != id || from.Skeleton != p.Skeleton || from.Batch != p.Batch:
		return k, fmt.Errorf("what is known is of the space %s with %d channels, %d cells, input %v and batches of %d: it does not go on with this plan",
			from.Space, from.Skeleton.C, from.Skeleton.N, from.Skeleton.Input, from.Batch)
	case from.Conditions.Engine != engine:
		return k, fmt.Errorf("what is known was measured by %s, not by %s", from.Conditions.Engine, engine)
	}
	k.from, k.machine = from, from.Machine
	for _, o := range from.Operators {
		if o.Time.kept() {
			k.operators[o.Operator] = o.Time
		}
	}
	planned := map[string]int{} // passes
	for _, a := range p.Fit {
		planned[space.PrintCode(a)] = FitPass
	}
	for _, a := range p.Test {
		planned[space.PrintCode(a)] = TestPass
	}
	for _, n := range from.Networks {
		// One that the plan has in the other pass would judge what it was fitted to.
		if pass, ok := planned[n.Code]; n.Time.kept() && (!ok || pass == n.Pass) {
			k.networks[knownNetwork{n.Code, n.Pass}] = n.Time
			k.list = append(k.list, n)
		}
	}
	return k, nil
}

func (e Estimate) kept() bool { return e.OK() && e.Rounds >= keptRounds }

// missing returns the architectures that are not known.
func (k *known) missing(archs []space.Arch, pass int) []space.Arch {
	var list []space.Arch
	for _, a := range archs {
		if _, ok := k.networks[knownNetwork{space.PrintCode(a), pass}]; !ok {
			list = append(list, a)
		}
	}
	return list
}

// profile returns a profile of what is known, to be added to.
func (k *known) profile(plan *Plan, engine string) *Profile {
	p := &Profile{Space: plan.Space.Info().ID, Skeleton: plan.Skeleton, Batch: plan.Batch}
	p.Conditions.Engine = engine
	p.Reference = Estimate{Refused: "it was not measured"}
	if k.from == nil {
		return p
	}
	p.Name, p.Conditions = k.from.Name, k.from.Conditions
	p.Device, p.Machine, p.Reference = k.from.Device, k.from.Machine, k.from.Reference
	for _, o := range k.from.Operators {
		if o.Time.kept() {
			p.Operators = append(p.Operators, o)
		}
	}
	p.Networks = append(p.Networks, k.list...)
	return p
}
