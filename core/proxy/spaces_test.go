package proxy_test

import (
	"math"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// light returns the network of the fewest MACs among some of a space.
func light(t *testing.T, s space.Space, k graph.Skeleton, r *rng.Stream) (least space.Arch, g *graph.Graph) {
	t.Helper()
	for range 100 {
		a := s.Sample(r)
		other, err := s.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		if g == nil || other.Costs().Total.MACs < g.Costs().Total.MACs {
			least, g = a, other
		}
	}
	return least, g
}

// TestEverySpace: every proxy scores networks of every space, and what has no number
// says why.
func TestEverySpace(t *testing.T) {
	var memory proxy.Memory
	for _, s := range spaces.All() {
		t.Run(s.Info().ID, func(t *testing.T) {
			r := rng.Named(1, "spaces")
			skeleton := s.Skeletons().Fix(graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4})
			a, g := light(t, s, skeleton, r)
			x, labels, err := data.Batch("noise", 1, 4, g.In, g.Classes)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range proxy.All() {
				passes, err := proxy.NewPasses(proxy.Input{
					Graph: g, Skeleton: skeleton,
					Build: func(k graph.Skeleton) (*graph.Graph, error) { return s.Build(a, k) },
					Seed:  1, Noise: 1, Images: x, Labels: labels, Proxies: []proxy.Proxy{p}, Kernels: kernel.Go(), Memory: &memory,
				})
				if err != nil {
					t.Fatal(err)
				}
				score, err := p.Score(passes)
				if err != nil {
					t.Fatal(err)
				}
				if v := float64(score.Value); math.IsNaN(v) && score.Status == proxy.NaN && g.Connected() {
					t.Errorf("%s: %s is not a number", s.Print(a), p.Traits().ID)
				}
			}
		})
	}
}
