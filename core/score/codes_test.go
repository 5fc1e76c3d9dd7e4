package score

import (
	"math/bits"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
)

// TestCodesAddUpToTheMatrix: the codes of all ReLUs, compared bit by bit, give the
// kernel matrix.
func TestCodesAddUpToTheMatrix(t *testing.T) {
	s := spec(best)
	s.Skeleton.C, s.Skeleton.Input.H, s.Skeleton.Input.W, s.Batch = 1, 8, 8, 3 // no ReLU has more units than are kept
	o := Options{Kernels: kernel.Go()}
	want := run(t, s, Options{Matrix: true}).Matrix
	sp, a, err := s.Architecture()
	if err != nil {
		t.Fatal(err)
	}
	g, err := sp.Build(a, s.Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Coded(); err != nil {
		t.Fatal(err)
	}
	equal, units := make([]float64, 9), 0
	for node, n := range g.Nodes {
		if n.Op != graph.ReLU {
			if _, err := CodesCoded(s, node, o); err == nil {
				t.Fatalf("node %d, %s, has codes", node, n.Label)
			}
			continue
		}
		c, err := CodesCoded(s, node, o)
		if err != nil {
			t.Fatal(err)
		}
		if c.WatchedUnits != n.Out.Len() || c.WatchedUnits > 64*proxy.WatchedWords || len(c.Watched) != 3*proxy.WatchedWords {
			t.Fatalf("%s: %d units in %d words", n.Label, c.WatchedUnits, len(c.Watched))
		}
		units += c.WatchedUnits
		for i := range 9 {
			equal[i] += float64(c.WatchedUnits)
			for w := range proxy.WatchedWords {
				equal[i] -= float64(bits.OnesCount64(c.Watched[i/3*proxy.WatchedWords+w] ^ c.Watched[i%3*proxy.WatchedWords+w]))
			}
		}
	}
	if units != want.Units {
		t.Errorf("%d units, %d in the matrix", units, want.Units)
	}
	for i, v := range equal {
		if v != want.Values[i] {
			t.Errorf("images %d and %d: %v units are equal, %v in the matrix", i/3, i%3, v, want.Values[i])
		}
	}
	for _, node := range []int{-1, 0, len(g.Nodes)} {
		if _, err := CodesCoded(s, node, o); err == nil {
			t.Errorf("node %d has codes", node)
		}
	}
}
