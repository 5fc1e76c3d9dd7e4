package proxy

import (
	"math"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
)

// TestNTKOfALinearMap: the kernel of f(x) = w·x is the Gram matrix of the images, so
// that it is singular if there are more images than pixels.
func TestNTKOfALinearMap(t *testing.T) {
	b := graph.NewBuilder(graph.Shape{C: 3, H: 1, W: 1})
	b.Block(graph.Head, 0, -1)
	b.Linear("w", "w", 0, 1)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		images []float32
		want   float64
	}{
		{"orthogonal", []float32{2, 0, 0, 0, 1, 0, 0, 0, 4}, 16},
		{"correlated", []float32{1, 1, 0, 1, 0, 0}, (3 + math.Sqrt(5)) / (3 - math.Sqrt(5))},
		{"one image", []float32{1, 2, 3}, 1},
		{"equal", []float32{1, 2, 3, 1, 2, 3}, math.Inf(1)},
		{"more images than pixels", []float32{1, 2, 3, 0.1, -5, 4, 7, 0, 1, 2, 0.3, 9, -1, -1, 2}, math.Inf(1)},
		{"zeros", make([]float32, 6), math.NaN()},
	} {
		s := scoreOf(t, Input{Graph: g, Images: test.images, Proxies: []Proxy{ntk{}}, Kernels: kernel.Go()}, ntk{})
		if d := relative(float64(s.Value), test.want); d > 1e-14 {
			t.Errorf("%s: %v, want %v", test.name, s.Value, test.want)
		}
	}
}

// TestNTKInGroups: it makes no difference how many gradients are kept at a time.
func TestNTKInGroups(t *testing.T) {
	in := small(t, best, ntk{})
	want := scoreOf(t, in, ntk{})
	if want.Status != OK || want.Value < 1 {
		t.Fatalf("%v, %s", want.Value, want.Status)
	}
	defer func(n int) { heldGradients = n }(heldGradients)
	for _, images := range []int{1, 3, 8} {
		p, err := NewPasses(in)
		if err != nil {
			t.Fatal(err)
		}
		_, size := ntkGroup(p)
		heldGradients = images * size * 4
		last := 0.0
		in.Progress = func(done float64) error { last = done; return nil }
		if s := scoreOf(t, in, ntk{}); s.Value != want.Value {
			t.Errorf("%d gradients at a time: %v, want %v", images, s.Value, want.Value)
		}
		if last < 1-1e-9 {
			t.Errorf("%d gradients at a time: the passes end at %v", images, last)
		}
	}
}
