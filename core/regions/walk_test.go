package regions

import (
	"math"
	"testing"
)

// TestStep walks from the middle to each border and one step back.
func TestStep(t *testing.T) {
	_, p := random(t, 1, 5, 8)
	for d, back := range map[Direction]Direction{Left: Right, Right: Left, Up: Down, Down: Up} {
		at := Point{0.01 * p.Half, 0.02 * p.Half}
		here := p.Find(at)
		next, i := p.Step(at, d)
		if i == here || p.Find(next) != i {
			t.Errorf("direction %d leads from region %d to %d at %v", d, here, i, next)
		}
		if _, j := p.Step(next, back); j != here {
			t.Errorf("direction %d and back leads to %d, not %d", d, j, here)
		}
		steps := 0
		for ; steps <= len(p.Regions); steps++ {
			next, _ := p.Step(at, d)
			if next == at {
				break
			}
			at = next
		}
		if steps > len(p.Regions) || steps == 0 || max(math.Abs(at.X), math.Abs(at.Y)) < p.Half/2 {
			t.Errorf("direction %d ends at %v after %d steps", d, at, steps)
		}
	}
}

func TestHash(t *testing.T) {
	var a, b Code
	b.set(70)
	if a.Hash() == b.Hash() {
		t.Error("neuron 70 has no part in the hash")
	}
}
