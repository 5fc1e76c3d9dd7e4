package proxy

import (
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/space/nb201"
)

// BenchmarkProxy is each proxy alone, with its passes, on the usual skeleton.
func BenchmarkProxy(b *testing.B) {
	skeleton := graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}
	a, err := nb201.Space{}.Parse(best)
	if err != nil {
		b.Fatal(err)
	}
	build := func(s graph.Skeleton) (*graph.Graph, error) { return nb201.Space{}.Build(a, s) }
	g, err := build(skeleton)
	if err != nil {
		b.Fatal(err)
	}
	in := Input{Graph: g, Skeleton: skeleton, Build: build, Kernels: kernel.Go(), Memory: new(Memory)}
	if in.Images, in.Labels, err = data.Batch("noise", 1, 32, g.In, g.Classes); err != nil {
		b.Fatal(err)
	}
	for _, proxy := range All() {
		b.Run(proxy.Info().ID, func(b *testing.B) {
			in.Proxies = []Proxy{proxy}
			for b.Loop() {
				p, err := NewPasses(in)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := proxy.Score(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
