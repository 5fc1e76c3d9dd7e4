package mnasnet

import (
	"strings"
	"testing"

	"protocell/core/graph"
)

// The paper gives 3.9 M parameters and 312 M MACs for A1, 4.4 M and 315 M for B1;
// torchvision counts 4,383,312 parameters of B1. MACs are at 224 x 224.
func TestPublishedCosts(t *testing.T) {
	for _, c := range []struct {
		name                string
		params, millionMACs int64
	}{
		{"MnasNet-A1", 3887038, 312},
		{"MnasNet-B1", 4383312, 314},
	} {
		g, err := Space{}.Build(preset(t, c.name), Space{}.Skeletons().Full)
		if err != nil {
			t.Fatal(err)
		}
		got := g.Costs().Total
		if got.Params != c.params || (got.MACs+500000)/1000000 != c.millionMACs {
			t.Errorf("%s: %d parameters, %d MACs, want %d, %d M", c.name, got.Params, got.MACs, c.params, c.millionMACs)
		}
	}
}

// sizes returns the side of the output of each block.
func sizes(t *testing.T, side int) []int {
	t.Helper()
	k := graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: side, W: side}, Classes: 10}
	g, err := Space{}.Build(preset(t, "MnasNet-A1"), k)
	if err != nil {
		t.Fatal(err)
	}
	var list []int
	edge := -2
	for _, n := range g.Nodes {
		if n.Edge != edge {
			list = append(list, 0)
		}
		edge = n.Edge
		list[len(list)-1] = n.Out.H
	}
	return list
}

func TestSizes(t *testing.T) {
	for side, want := range map[int][]int{ // input, stem, blocks 1 to 7, head
		224: {224, 112, 112, 56, 28, 14, 14, 7, 7, 1},
		96:  {96, 48, 48, 24, 12, 6, 6, 3, 3, 1},
		32:  {32, 32, 32, 32, 16, 8, 8, 4, 4, 1},
	} {
		got := sizes(t, side)
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Fatalf("%d pixels: %v, want %v", side, got, want)
			}
		}
	}
}

func TestParameterNames(t *testing.T) {
	n := decode(preset(t, "MnasNet-A1"))
	n.Blocks[1] = Block{Op: Conv, Kernel: 5, Squeeze: true, Filters: 16, Layers: 1}
	n.Blocks[2].Layers = 2
	g, err := Space{}.Build(encode(n), Space{}.Skeletons().Default)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(`conv_stem.weight bn1.weight bn1.bias
		blocks.0.0.conv_dw.weight blocks.0.0.bn1.weight blocks.0.0.bn1.bias
		blocks.0.0.conv_pw.weight blocks.0.0.bn2.weight blocks.0.0.bn2.bias
		blocks.1.0.conv.weight blocks.1.0.bn1.weight blocks.1.0.bn1.bias
		blocks.1.0.se.conv_reduce.weight blocks.1.0.se.conv_reduce.bias
		blocks.1.0.se.conv_expand.weight blocks.1.0.se.conv_expand.bias
		blocks.2.0.conv_pw.weight blocks.2.0.bn1.weight blocks.2.0.bn1.bias
		blocks.2.0.conv_dw.weight blocks.2.0.bn2.weight blocks.2.0.bn2.bias
		blocks.2.0.se.conv_reduce.weight blocks.2.0.se.conv_reduce.bias
		blocks.2.0.se.conv_expand.weight blocks.2.0.se.conv_expand.bias
		blocks.2.0.conv_pwl.weight blocks.2.0.bn3.weight blocks.2.0.bn3.bias
		blocks.2.1.conv_pw.weight`)
	for i, name := range want {
		if g.Params[i].Name != name {
			t.Fatalf("parameter %d is %s, want %s", i, g.Params[i].Name, name)
		}
	}
	last := g.Params[len(g.Params)-5:]
	for i, name := range strings.Fields("conv_head.weight bn2.weight bn2.bias classifier.weight classifier.bias") {
		if last[i].Name != name {
			t.Errorf("the parameter is %s, want %s", last[i].Name, name)
		}
	}
}

func TestActivation(t *testing.T) {
	for name, want := range map[string]graph.Op{"MnasNet-A1": graph.ReLU, "MnasNet-A1 with h-swish": graph.HSwish} {
		g, err := Space{}.Build(preset(t, name), Space{}.Skeletons().Default)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range g.Nodes {
			if strings.HasSuffix(n.Label, ".act") && n.Op != want {
				t.Errorf("%s: %s is operation %d", name, n.Label, n.Op)
			}
		}
	}
}
