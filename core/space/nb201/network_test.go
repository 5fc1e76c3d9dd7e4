package nb201

import (
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/oracle"
	"protocell/core/space"
)

func load(t *testing.T, name string) *oracle.Networks {
	t.Helper()
	n, err := oracle.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCountsAreThePeers(t *testing.T) {
	for _, file := range []string{"small", "medium", "full"} {
		n := load(t, file)
		for _, a := range n.Archs {
			g, err := Space{}.Build(mustParse(t, a.Arch), n.Skeleton())
			if err != nil {
				t.Fatal(err)
			}
			c := g.Costs()
			relus, units := 0, int64(0)
			for _, node := range g.Nodes {
				if node.Op == graph.ReLU {
					relus++
					units += int64(node.Out.Len())
				}
			}
			if c.Total.Params != a.Static.Params || c.Total.MACs != a.Static.MACs || len(g.Params) != a.Static.Tensors ||
				relus != a.Static.ReLUs || units != a.Static.Units {
				t.Errorf("%s %s: params %d, MACs %d, tensors %d, ReLUs %d, units %d, want %+v", file, a.Arch,
					c.Total.Params, c.Total.MACs, len(g.Params), relus, units, a.Static)
			}
		}
	}
}

func TestParametersAreThePeers(t *testing.T) {
	n := load(t, "small")
	g, err := Space{}.Build(mustParse(t, n.Check.Arch), n.Skeleton())
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Params) != len(n.Check.Params) {
		t.Fatalf("%d parameter tensors, want %d", len(g.Params), len(n.Check.Params))
	}
	for i, want := range n.Check.Params {
		if p := g.Params[i]; p.Name != want.Name || !slices.Equal(p.Shape, want.Shape) {
			t.Errorf("parameter %d is %s %v, want %s %v", i, p.Name, p.Shape, want.Name, want.Shape)
		}
	}
}

// TestPublishedCosts has the counts that the benchmark's programming interface
// reports for CIFAR-10, in M.
func TestPublishedCosts(t *testing.T) {
	full := graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}
	for _, test := range []struct {
		arch         string
		macs, params int64
	}{
		{"|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", 220119690, 1531546},
		{"|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|", 7783050, 73306},
		{"|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", 7783050, 73306},
		{"|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|", 113951370, 802426},
	} {
		g, err := Space{}.Build(mustParse(t, test.arch), full)
		if err != nil {
			t.Fatal(err)
		}
		if c := g.Costs().Total; c.MACs != test.macs || c.Params != test.params {
			t.Errorf("%s: %d MACs, %d parameters, want %d, %d", test.arch, c.MACs, c.Params, test.macs, test.params)
		}
	}
}

// TestEdgeCosts checks the cost of an edge against replacing it by "none".
func TestEdgeCosts(t *testing.T) {
	k := graph.Skeleton{C: 8, N: 2, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 10}
	a := mustParse(t, "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|")
	g, err := Space{}.Build(a, k)
	if err != nil {
		t.Fatal(err)
	}
	with := g.Costs()
	if len(with.Edges) != NumEdges {
		t.Fatalf("%d edges", len(with.Edges))
	}
	for e := range NumEdges {
		b := []byte(a)
		b[e] = byte(None)
		g, err = Space{}.Build(space.Arch(b), k)
		if err != nil {
			t.Fatal(err)
		}
		without, edge := g.Costs(), with.Edges[e]
		if got, want := edge.Total.Params, with.Total.Params-without.Total.Params; got != want {
			t.Errorf("edge %d: %d parameters, want %d", e, got, want)
		}
		if got, want := edge.Total.MACs, with.Total.MACs-without.Total.MACs; got != want {
			t.Errorf("edge %d: %d MACs, want %d", e, got, want)
		}
		var sum graph.Cost
		for _, s := range edge.Stages {
			sum.Params += s.Params
			sum.MACs += s.MACs
			sum.Bytes += s.Bytes
		}
		if sum != edge.Total || len(edge.Stages) != stages {
			t.Errorf("edge %d: the stages sum to %+v, not %+v", e, sum, edge.Total)
		}
	}
}

func TestBuildNamesTheField(t *testing.T) {
	good := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 10}
	a := Space{}.At(0)
	for _, test := range []struct {
		field string
		spoil func(*graph.Skeleton)
	}{
		{"c", func(k *graph.Skeleton) { k.C = 257 }},
		{"n", func(k *graph.Skeleton) { k.N = 21 }},
		{"input.c", func(k *graph.Skeleton) { k.Input.C = 0 }},
		{"input.h", func(k *graph.Skeleton) { k.Input.H = 10 }},
		{"input.w", func(k *graph.Skeleton) { k.Input.W = 7 }},
		{"classes", func(k *graph.Skeleton) { k.Classes = 0 }},
	} {
		k := good
		test.spoil(&k)
		if _, err := (Space{}).Build(a, k); err == nil || !strings.Contains(err.Error(), test.field+" is ") {
			t.Errorf("%s: the error is %v", test.field, err)
		}
	}
}

// TestConnectedIsValid compares the graph's reachability with the cell's.
func TestConnectedIsValid(t *testing.T) {
	k := graph.Skeleton{C: 1, N: 1, Input: graph.Shape{C: 1, H: 4, W: 4}, Classes: 1}
	disconnected := 0
	for i := range radix.Size() {
		a := Space{}.At(i)
		g, err := Space{}.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		if g.Connected() != (Space{}.Valid(a) == nil) {
			t.Fatalf("%s: the network's Connected is %v, the cell's Valid says %v", Space{}.Print(a), g.Connected(), Space{}.Valid(a))
		}
		if !g.Connected() {
			disconnected++
		}
	}
	if disconnected != 341 {
		t.Errorf("%d disconnected cells, want 341", disconnected)
	}
}
