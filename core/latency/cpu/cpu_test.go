package cpu_test

import (
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/latency/cpu"
	"protocell/core/space/nb201"
)

// watched notes what a convolution reads.
type watched struct {
	kernel.Kernels[float32]
	first []float32 // the input of the first convolution of a run
	last  []float32 // the output of the last one
}

func (w *watched) ConvForward(c kernel.Conv, y, x, weights, scratch []float32) {
	if c.InC == 3 {
		w.first = append(w.first[:0], x...)
	}
	w.Kernels.ConvForward(c, y, x, weights, scratch)
	w.last = append(w.last[:0], y...)
}

func build(t *testing.T, k graph.Skeleton) *graph.Graph {
	t.Helper()
	sp := nb201.Space{}
	a, err := sp.Parse("143213")
	if err != nil {
		t.Fatal(err)
	}
	g, err := sp.Build(a, k)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestRuns makes sure that every run does the same, on the same input, and allocates
// nothing, wherever in memory it is.
func TestRuns(t *testing.T) {
	w := &watched{Kernels: kernel.Go().F32}
	g := build(t, graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 3})
	s, err := cpu.Engine{Kernels: w}.Prepare("a", g, 2)
	if err != nil {
		t.Fatal(err)
	}
	first := append([]float32(nil), w.first...)
	if len(first) != 2*3*8*8 || first[0] == 0 {
		t.Fatalf("an input of %d numbers: %v", len(first), first[0])
	}
	if n := testing.AllocsPerRun(3, func() {
		if err := s.Run(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("a run allocates %v times", n)
	}
	last := slices.Clone(w.last)
	s.Move()
	if err := s.Run(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.last, last) {
		t.Error("it computes something else where it was moved to")
	}
	for i, v := range w.first {
		if v != first[i] {
			t.Fatalf("element %d of the input is %v, and was %v", i, v, first[i])
		}
	}
}

func TestRefuses(t *testing.T) {
	e := cpu.Engine{Kernels: kernel.Go().F32}
	g := build(t, graph.Skeleton{C: 64, N: 2, Input: graph.Shape{C: 3, H: 64, W: 64}, Classes: 3})
	if _, err := e.Prepare("a", g, 512); err == nil || !strings.Contains(err.Error(), "MB of memory") {
		t.Errorf("%v", err)
	}
	if _, err := e.Prepare("a", g, 0); err == nil {
		t.Error("a batch of 0 is run")
	}
}
