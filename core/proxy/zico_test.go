package proxy

import (
	"math"
	"slices"
	"testing"

	"protocell/core/oracle"
)

// small returns the input of the passes over a network of the reference.
func small(t *testing.T, arch string, proxies ...Proxy) Input {
	t.Helper()
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	return passes(t, n, arch, Input{Proxies: proxies}).in
}

// scoreOf scores a network.
func scoreOf(t *testing.T, in Input, p Proxy) Score {
	t.Helper()
	held, err := NewPasses(in)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Score(held)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLogSignal: the terms are 4/2, none for the equal pair, and 4/4.
func TestLogSignal(t *testing.T) {
	if got := logSignal([]float32{1, 2, 3}, []float32{3, 2, -1}); relative(got, math.Log(3)) > 1e-15 {
		t.Errorf("%v, want ln 3", got)
	}
	if got := logSignal([]float32{1, 2, 0}, []float32{1, 2, 0}); got != 0 {
		t.Errorf("equal gradients: %v, want 0", got)
	}
}

// TestZiCoOfHalves: two halves with the same images and labels have nothing to
// compare, a last odd image changes nothing, and one image has no halves.
func TestZiCoOfHalves(t *testing.T) {
	in := small(t, best, zico{})
	size := in.Graph.In.Len()
	whole := scoreOf(t, in, zico{})
	twice := in
	twice.Images = append(slices.Clone(in.Images[:4*size]), in.Images[:4*size]...)
	twice.Labels = append(slices.Clone(in.Labels[:4]), in.Labels[:4]...)
	if s := scoreOf(t, twice, zico{}); s.Value != 0 {
		t.Errorf("equal halves: %v, want 0", s.Value)
	}
	odd := in
	odd.Images = append(slices.Clone(in.Images), in.Images[:size]...)
	odd.Labels = append(slices.Clone(in.Labels), 0)
	if s := scoreOf(t, odd, zico{}); s.Value != whole.Value {
		t.Errorf("with an odd image: %v, want %v", s.Value, whole.Value)
	}
	one := in
	one.Images, one.Labels = in.Images[:size], in.Labels[:1]
	if s := scoreOf(t, one, zico{}); s.Status != NaN || len(s.Layers) != len(whole.Layers) {
		t.Errorf("one image: %v with status %s", s.Value, s.Status)
	}
}

// gradientsOf returns the gradient of the mean loss of some of the images, layer by
// layer, by the passes that proxies share.
func gradientsOf(t *testing.T, in Input, first, end int) [][]float64 {
	t.Helper()
	size := in.Graph.In.Len()
	in.Images, in.Labels = in.Images[first*size:end*size], in.Labels[first:end]
	in.Proxies, in.Needs, in.Memory = nil, NeedGrad, nil
	p, err := NewPasses(in)
	if err != nil {
		t.Fatal(err)
	}
	g, err := p.Gradient()
	if err != nil {
		t.Fatal(err)
	}
	list := make([][]float64, len(g.Layers))
	for i, l := range g.Layers {
		for _, g := range l.Blocks {
			list[i] = append(list[i], g...)
		}
	}
	return list
}

// TestZiCoByDefinition computes it from the shared passes over either half.
func TestZiCoByDefinition(t *testing.T) {
	in := small(t, best, zico{})
	a, b := gradientsOf(t, in, 0, 4), gradientsOf(t, in, 4, 8)
	got := scoreOf(t, in, zico{})
	for l := range a {
		sum := 0.0
		for i, x := range a[l] {
			y := b[l][i]
			mean := (x + y) / 2
			if deviation := math.Sqrt(((x-mean)*(x-mean) + (y-mean)*(y-mean)) / 2); deviation != 0 {
				sum += (math.Abs(x) + math.Abs(y)) / 2 / deviation
			}
		}
		if relative(float64(got.Layers[l].Value), math.Log(sum)) > 1e-7 {
			t.Errorf("the share of %s is %v, want %v", got.Layers[l].Name, got.Layers[l].Value, math.Log(sum))
		}
	}
}
