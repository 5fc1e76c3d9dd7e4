package spacetest

import (
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/space"
)

// execute runs networks forward and backward, and tests that two proxies that look
// at all of it, the one at gradients and the other at activations, give numbers
// where the network is connected.
func execute(t *testing.T, s space.Space) {
	skeleton := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	const batch = 4
	x, labels, err := data.Batch("noise", seed, batch, skeleton.Input, skeleton.Classes)
	if err != nil {
		t.Fatal(err)
	}
	var proxies []proxy.Proxy
	for _, p := range proxy.All() {
		if id := p.Traits().ID; id == "synflow" || id == "nwot" {
			proxies = append(proxies, p)
		}
	}
	for _, a := range append(some(s, 5), s.Presets()[0].Arch) {
		g, err := s.Build(a, skeleton)
		if err != nil {
			t.Fatal(err)
		}
		p, err := proxy.NewPasses(proxy.Input{
			Graph: g, Skeleton: skeleton, Build: func(k graph.Skeleton) (*graph.Graph, error) { return s.Build(a, k) },
			Seed: seed, Noise: seed, Batch: batch, Images: x, Labels: labels, Proxies: proxies, Kernels: kernel.Go(),
		})
		if err != nil {
			t.Fatalf("%s: %v", s.Print(a), err)
		}
		for _, y := range proxies {
			score, err := y.Score(p)
			if err != nil {
				t.Fatalf("%s: %s: %v", s.Print(a), y.Traits().ID, err)
			}
			if valid := s.Valid(a) == nil; valid != (score.Status == proxy.OK) {
				t.Errorf("%s: valid: %t; %s is %v, %s", s.Print(a), valid, y.Traits().ID, score.Value, score.Status)
			}
		}
	}
}
