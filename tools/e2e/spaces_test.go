package e2e

import (
	"fmt"
	"testing"

	"protocell/core/experiment"
	"protocell/core/space/spaces"
)

// TestSpaces goes through the search spaces as a visitor does: chooses each, changes a
// decision by mouse and another by keyboard, and holds the scores against the native
// core.
func TestSpaces(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	for _, sp := range spaces.All() {
		id := sp.Info().ID
		if p.spec().Space != id {
			p.Choose("setup-space", id)
		}
		want := experiment.DefaultOf(sp)
		p.waitArch(want.Arch)
		a, err := sp.Parse(want.Arch)
		if err != nil {
			t.Fatal(err)
		}
		edge, option := -1, ""
		decisions := sp.Decisions()
		i := 0
		for _, c := range sp.Diagram(a).Cells {
			for _, e := range c.Edges {
				if len(e.Decisions) > 0 {
					d := e.Decisions[0]
					for o, name := range decisions[d].Options {
						if b := a.With(d, byte(o)); edge < 0 && b != a && sp.Check(b) == nil {
							edge, option, want.Arch = i, name, sp.Print(b)
						}
					}
				}
				i++
			}
		}
		p.Click(fmt.Sprintf("edge-%d", edge))
		p.Click("op-" + option)
		p.waitArch(want.Arch)
		spec := p.spec()
		if spec.Space != id || spec.Arch != want.Arch {
			t.Errorf("the address has %s %s, want %s %s", spec.Space, spec.Arch, id, want.Arch)
		}
		p.checkScores(spec)
	}
	p.Click("undo")
	p.waitScores()
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}
