package job

import (
	"encoding/base64"
	"testing"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/space"
)

// TestCodes asks for the codes of each ReLU, and of what is none.
func TestCodes(t *testing.T) {
	spec := experiment.Default()
	spec.Skeleton.C, spec.Skeleton.N, spec.Batch = 4, 1, 4
	spec.Skeleton.Input.H, spec.Skeleton.Input.W = 8, 8
	sp, a, err := spec.Architecture()
	if err != nil {
		t.Fatal(err)
	}
	g, err := sp.Build(a, spec.Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	spec.Arch = space.PrintCode(a)
	k := &Task{server: &server{options: Options{Kernels: kernel.Go(), Clock: func() float64 { return 0 }}}}
	s := new(scorer)
	for node, n := range g.Nodes {
		out, err := s.codes(k, CodesInput{Spec: spec, Node: node})
		if n.Op != graph.ReLU {
			if err == nil {
				t.Errorf("node %d, %s, has codes", node, n.Label)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		bits, err := base64.StdEncoding.DecodeString(out.Bits)
		if err != nil || out.Images != 4 || out.Units != n.Out.Len() || out.Shown != min(256, out.Units) || len(bits) != out.Images*((out.Shown+7)/8) {
			t.Errorf("%s: %d bytes, %v, %+v", n.Label, len(bits), err, out)
		}
	}
}
