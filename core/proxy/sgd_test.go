package proxy

import "testing"

// Two steps from 1 with gradients 2 and 4, by hand: the velocities are 2 + 1/4 and
// (2 + 1/4)/2 + 4 + 1/4·(1 - 9/8).
func TestSGD(t *testing.T) {
	s := sgd{rate: 0.5, momentum: 0.5}
	w := []float32{1}
	for _, step := range []struct{ grad, want float32 }{{2, 1 - 1.125}, {4, -0.125 - (1.125+4-0.03125)/2}} {
		s.step(3, w, []float32{step.grad}, 0.25)
		if w[0] != step.want {
			t.Errorf("%v after gradient %v, want %v", w[0], step.grad, step.want)
		}
	}
	if other := []float32{1}; len(s.velocity) != 4 || s.velocity[0] != nil {
		t.Errorf("other tensors have velocities: %v", s.velocity)
	} else if s.step(0, other, []float32{1}, 0); other[0] != 0.5 {
		t.Errorf("another tensor moves to %v, want 0.5", other[0])
	}
}
