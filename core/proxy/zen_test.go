package proxy

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/oracle"
	"protocell/core/rng"
)

// TestZenDraws compares the first numbers that zen draws with the reference.
func TestZenDraws(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	seed := n.Config.Seed
	compare := func(name string, id uint64, want []float64) {
		got := make([]float32, len(want))
		rng.FillNormal(got, seed, id, 1)
		for i, v := range want {
			if got[i] != float32(v) {
				t.Errorf("%s: number %d is %v, want %v", name, i, got[i], v)
			}
		}
	}
	compare("x", zenInput, n.Check.ZenX1)
	compare("x'", zenChange, n.Check.ZenX2)
	params := gaussianParams(small(t, n.Check.Arch).Graph, seed, zenWeights)
	for _, p := range n.Check.Params {
		for i, v := range p.Zen {
			if got := params[p.Index][i]; got != float32(v) {
				t.Errorf("%s: number %d is %v, want %v", p.Name, i, got, v)
			}
		}
	}
}

// TestZenNeedsNoImages: it draws as many as the batch has, with or without images.
func TestZenNeedsNoImages(t *testing.T) {
	in := small(t, best, zen{})
	want := scoreOf(t, in, zen{})
	in.Batch, in.Images, in.Labels = len(in.Labels), nil, nil
	if got := scoreOf(t, in, zen{}); got.Value != want.Value {
		t.Errorf("%v without images, %v with", got.Value, want.Value)
	}
	norms := 0
	for _, n := range in.Graph.Nodes {
		if n.Op == graph.BatchNorm {
			norms++
		}
	}
	if len(want.Layers) != norms+1 {
		t.Errorf("%d shares of %d batch normalisations and the features", len(want.Layers), norms)
	}
}
