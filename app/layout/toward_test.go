package layout

import "testing"

// Whoever cannot use a mouse must get from any edge to any other.
func TestArrowsReachEveryEdge(t *testing.T) {
	for name, c := range drawings {
		pills := 0
		for _, e := range c.Edges {
			if e.Pill.W > 0 {
				pills++
			}
		}
		for start, e := range c.Edges {
			if e.Pill.W == 0 {
				continue
			}
			seen := map[int]bool{start: true}
			for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
				for d := range directions {
					if next, ok := c.Toward(queue[0], d); ok && !seen[next] {
						seen[next] = true
						queue = append(queue, next)
					}
				}
			}
			if len(seen) != pills {
				t.Errorf("%s: from edge %d the arrows lead to %d edges only", name, start, len(seen))
			}
		}
	}
}

func TestTowardGoesThatWay(t *testing.T) {
	for name, c := range drawings {
		for i := range c.Edges {
			for d, v := range directions {
				next, ok := c.Toward(i, d)
				if !ok {
					continue
				}
				from, to := c.Edges[i].Pill.Center(), c.Edges[next].Pill.Center()
				if (to.X-from.X)*v.X+(to.Y-from.Y)*v.Y <= 0 {
					t.Errorf("%s: %s from edge %d leads to edge %d, which is the other way", name, d, i, next)
				}
			}
		}
		if _, ok := c.Toward(0, "Enter"); ok {
			t.Errorf("%s: Enter is taken for a direction", name)
		}
	}
}
