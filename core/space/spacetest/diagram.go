package spacetest

import (
	"testing"

	"protocell/core/space"
)

// diagram tests that an editor can draw every architecture, and reach every
// decision.
func diagram(t *testing.T, s space.Space) {
	decisions := s.Decisions()
	for _, a := range some(s, 200) {
		d := s.Diagram(a)
		governed := make([]bool, len(decisions))
		cells := map[string]bool{}
		for _, c := range d.Cells {
			if c.Name == "" || cells[c.Name] || len(c.Nodes) < 2 {
				t.Fatalf("%q: the cell %q has no name of its own, or %d nodes", a, c.Name, len(c.Nodes))
			}
			cells[c.Name] = true
			into := nodes(t, c)
			for _, e := range c.Edges {
				if e.From < 0 || e.From >= e.To || e.To >= len(c.Nodes) {
					t.Fatalf("%q: cell %s has an edge from node %d to node %d", a, c.Name, e.From, e.To)
				}
				if (len(e.Decisions) == 0) != (e.Fixed != "") {
					t.Fatalf("%q: edge %+v is not either governed or fixed", a, e)
				}
				into[e.To]++
				for _, k := range e.Decisions {
					if k < 0 || k >= len(decisions) {
						t.Fatalf("%q: edge %+v has decision %d of %d", a, e, k, len(decisions))
					}
					governed[k] = true
				}
			}
			for i, n := range c.Nodes {
				if into[i] > 1 && n.Join == space.Alone {
					t.Fatalf("%q: cell %s: %d edges into node %s, and no word how they join", a, c.Name, into[i], n.Name)
				}
			}
		}
		for i, ok := range governed {
			if !ok {
				t.Fatalf("%q: no edge has the decision %s", a, decisions[i].Name)
			}
		}
	}
}

// nodes checks that the nodes of a cell have names of their own, and returns a
// count of edges into each.
func nodes(t *testing.T, c space.Cell) []int {
	names := map[string]bool{}
	for _, n := range c.Nodes {
		if n.Name == "" || names[n.Name] {
			t.Fatalf("cell %s: node %q has no name of its own", c.Name, n.Name)
		}
		names[n.Name] = true
	}
	return make([]int, len(c.Nodes))
}
