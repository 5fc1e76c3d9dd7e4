package latency

import (
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/rng"
)

// fusing is an engine that runs some operators for nothing after a convolution.
type fusing struct {
	*roofline
	free []graph.Op
}

func (e fusing) Prepare(name string, g *graph.Graph, batch int) (Subject, error) {
	list, of, times := Operators(g)
	seconds := 0.0
	for i, n := range g.Nodes {
		if of[i] >= 0 && !(slices.Contains(e.free, n.Op) && g.Nodes[n.Inputs[0]].Op == graph.Conv) {
			seconds += times[i] * e.model.Seconds(list[of[i]], batch)
		}
	}
	return e.machine.subject(name, seconds), nil
}

// TestFusions finds what an engine fuses, and nothing else.
func TestFusions(t *testing.T) {
	m := &machine{resolution: 1e-9, noise: 0.01, r: rng.Named(1, "fusion")}
	e := fusing{&roofline{machine: m, model: Machine{Peak: 4, Bandwidth: 10, Overhead: 1e-6}}, []graph.Op{graph.BatchNorm, graph.Add}}
	fused, err := Fusions(m.clock, e, Options{Rounds: 12, Seed: 1}, func(float64) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{
		"conv, batch norm": true, "conv, add": true, "depthwise conv, batch norm": true,
		"conv, ReLU": false, "batch norm, ReLU": false, "ReLU, batch norm": false,
		// The rules of Operators leave these out of the pair.
		"batch norm, add": true, "pooling, add": true, "ReLU, conv": true,
	}
	for _, f := range fused {
		if f.Unknown != "" || f.Fused != want[f.Name] {
			t.Errorf("%+v", f)
		}
	}
	if len(fused) != len(want) {
		t.Errorf("%d pairs", len(fused))
	}
}
