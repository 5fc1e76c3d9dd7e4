package latency_test

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
	"protocell/core/rng"
	"protocell/core/space/spaces"
)

// TestOperatorsOfSpaces holds operators to the nodes of networks of every space: costs,
// shapes, and that each can be run alone.
func TestOperatorsOfSpaces(t *testing.T) {
	e := cpu.Engine{Kernels: kernel.Go().F32}
	for _, sp := range spaces.All() {
		t.Run(sp.Info().ID, func(t *testing.T) {
			r := rng.Named(1, sp.Info().ID)
			k := sp.Skeletons().Fix(graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3})
			for range 3 {
				g, err := sp.Build(sp.Sample(r), k)
				if err != nil {
					t.Fatal(err)
				}
				list, of, times := latency.Operators(g)
				var macs int64
				for i, n := range g.Nodes {
					if of[i] < 0 {
						if times[i] != 0 || n.Op == graph.Conv || n.Op == graph.Linear || n.Op == graph.BatchNorm {
							t.Fatalf("%s runs %v times and has no operator", n.Label, times[i])
						}
						continue
					}
					o := list[of[i]]
					macs += o.MACs()
					if o.Op != n.Op || times[i] <= 0 {
						t.Fatalf("%s is %v, %v times", n.Label, o, times[i])
					}
				}
				// NAS-Bench-201 counts one for each bias.
				want := g.Costs().Total.MACs
				for _, p := range g.Params {
					if p.Role == graph.Bias {
						want -= int64(p.Len()) * int64(g.Nodes[p.Node].Out.H*g.Nodes[p.Node].Out.W)
					}
				}
				if macs != want {
					t.Fatalf("operators have %d MACs, the network %d", macs, want)
				}
				for i, n := range g.Nodes {
					if of[i] < 0 {
						continue
					}
					alone, err := list[of[i]].Graph()
					if err != nil {
						t.Fatal(err)
					}
					if out := alone.Nodes[len(alone.Nodes)-1].Out; out != n.Out {
						t.Fatalf("%s: %v alone has the output %v, not %v", n.Label, list[of[i]], out, n.Out)
					}
				}
				for _, o := range list {
					alone, err := o.Graph()
					if err != nil {
						t.Fatal(err)
					}
					s, err := e.Prepare(o.String(), alone, 2)
					if err != nil {
						t.Fatal(err)
					}
					for range 2 {
						if err := s.Run(); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		})
	}
}

// TestOperatorNames has a few by hand.
func TestOperatorNames(t *testing.T) {
	in := graph.Shape{C: 16, H: 32, W: 32}
	for want, o := range map[string]latency.Operator{
		"relu-conv 3x3/2 16x32x32>32":              {Op: graph.Conv, In: in, Channels: 32, Kernel: 3, Stride: 2, Dilation: 1, Groups: 1, ReLU: true},
		"conv 5x5 dilated 2 in 16 groups 16x32x32": {Op: graph.Conv, In: in, Channels: 16, Kernel: 5, Stride: 1, Dilation: 2, Groups: 16},
		"avg_pool 2x2/2 16x32x32":                  {Op: graph.AvgPool, In: in, Channels: 16, Kernel: 2, Stride: 2},
		"add 16x32x32":                             {Op: graph.Add, In: in, Channels: 16},
	} {
		if err := o.Check(); err != nil {
			t.Error(err)
		}
		if got := o.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	conv := latency.Operator{Op: graph.Conv, In: in, Channels: 32, Kernel: 3, Stride: 2, Dilation: 1, Groups: 1}
	if got := conv.MACs(); got != 16*16*32*9*16 {
		t.Errorf("%d MACs", got)
	}
	if got := conv.Bytes(2); got != 4*(2*(16*32*32+32*16*16)+9*16*32) {
		t.Errorf("%d bytes", got)
	}
}

// TestOperatorsThatAreNone wants an error of each.
func TestOperatorsThatAreNone(t *testing.T) {
	in := graph.Shape{C: 16, H: 8, W: 8}
	for _, o := range []latency.Operator{
		{},
		{Op: graph.Zero, In: in, Channels: 16},
		{Op: 99, In: in, Channels: 16},
		{Op: graph.ReLU, In: in, Channels: 8},
		{Op: graph.ReLU, In: in, Channels: 16, Kernel: 3},
		{Op: graph.Conv, In: in, Channels: 16},
		{Op: graph.Conv, In: in, Channels: 16, Kernel: 3, Stride: 1, Dilation: 1, Groups: 3},
		{Op: graph.Conv, In: in, Channels: 16, Kernel: 14, Stride: 1, Dilation: 1, Groups: 1},
		{Op: graph.Linear, In: in, Channels: 16},
		{Op: graph.Add, In: graph.Shape{C: 1 << 14, H: 1 << 10, W: 1 << 10}, Channels: 1 << 14},
		{Op: graph.Add, In: graph.Shape{C: -1, H: 8, W: 8}, Channels: -1},
	} {
		if _, err := o.Graph(); err == nil {
			t.Errorf("%+v is taken for an operator", o)
		}
	}
}
