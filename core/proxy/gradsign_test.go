package proxy

import (
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
)

func TestAddSigns(t *testing.T) {
	sums := make([]float32, 4)
	for i, test := range []struct {
		g    []float32
		want float64
	}{
		{[]float32{2, -1, 0, 1e-45}, 3},
		{[]float32{0.5, 3, 0, float32(math.Copysign(0, -1))}, 3},
		{[]float32{1, 1, -7, -1}, 5},
	} {
		if got := addSigns(sums, test.g); got != test.want {
			t.Errorf("image %d: %v, want %v", i, got, test.want)
		}
	}
	if got := addSigns(sums, []float32{float32(math.NaN()), 0, 0, 0}); !math.IsNaN(got) {
		t.Errorf("an undefined gradient: %v", got)
	}
}

// TestGradSignOfEqualImages: images that agree have, together, the sum of what each
// has alone, and no score is larger than one for each weight and image.
func TestGradSignOfEqualImages(t *testing.T) {
	in := small(t, best, gradSign{})
	size := in.Graph.In.Len()
	most := 0
	for _, p := range in.Graph.Params {
		if p.Role == graph.Weight {
			most += p.Len() * len(in.Labels)
		}
	}
	if s := scoreOf(t, in, gradSign{}); float64(s.Value) != math.Trunc(float64(s.Value)) || s.Value < 1 || s.Value > Number(most) {
		t.Errorf("%v, not a whole number up to %d", s.Value, most)
	}
	one, three := in, in
	one.Images, one.Labels = in.Images[:size], in.Labels[:1]
	three.Images, three.Labels = slices.Repeat(one.Images, 3), slices.Repeat(one.Labels, 3)
	if a, b := scoreOf(t, one, gradSign{}), scoreOf(t, three, gradSign{}); b.Value != 3*a.Value {
		t.Errorf("%v of one image, %v of three that are the same", a.Value, b.Value)
	}
}

// TestGradSignByDefinition computes it from the shared passes over single images.
func TestGradSignByDefinition(t *testing.T) {
	in := small(t, best, gradSign{})
	var signs [][]float64
	for n := range in.Labels {
		for l, g := range gradientsOf(t, in, n, n+1) {
			if n == 0 {
				signs = append(signs, make([]float64, len(g)))
			}
			for i, v := range g {
				if v != 0 {
					signs[l][i] += math.Copysign(1, v)
				}
			}
		}
	}
	got := scoreOf(t, in, gradSign{})
	for l := range signs {
		sum := 0.0
		for _, v := range signs[l] {
			sum += math.Abs(v)
		}
		if got.Layers[l].Value != Number(sum) {
			t.Errorf("the share of %s is %v, want %v", got.Layers[l].Name, got.Layers[l].Value, sum)
		}
	}
}
