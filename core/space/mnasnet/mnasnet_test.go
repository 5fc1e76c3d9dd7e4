package mnasnet

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/rng"
	"protocell/core/space"
)

func preset(t *testing.T, name string) space.Arch {
	t.Helper()
	for _, p := range (Space{}).Presets() {
		if p.Name == name {
			return p.Arch
		}
	}
	t.Fatalf("no preset %s", name)
	return ""
}

// The paper: 432 choices a block, five blocks.
func TestSize(t *testing.T) {
	want := int64(len(activations))
	for range NumBlocks {
		want *= 432
	}
	if got := (Space{}).Info().Size; got != want {
		t.Errorf("%d architectures, want %d", got, want)
	}
}

// The widths are 0.75, 1 and 1.2 times those of MobileNetV2, to the nearest multiple
// of 8.
func TestWidths(t *testing.T) {
	for i, width := range [NumBlocks]int{24, 32, 64, 96, 160} {
		for k, hundredths := range [3]int{75, 100, 120} {
			if want := (width*hundredths + 400) / 800 * 8; blocks[i].filters[k] != want {
				t.Errorf("block %d has %d filters, want %d", i+2, blocks[i].filters[k], want)
			}
		}
	}
}

// Reference values of the rounding of MnasNet's code, round_filters, by hand.
func TestScale(t *testing.T) {
	for _, c := range []struct{ filters, stem, want int }{
		{24, 32, 24}, {320, 32, 320}, // full width
		{16, 16, 8}, {24, 16, 16}, {40, 16, 24}, {112, 16, 56}, // half: 8, 12, 20, 56
		{72, 8, 24}, // 18: 16 is below nine tenths
		{16, 1, 8},  // no fewer than 8
	} {
		if got := scale(c.filters, c.stem); got != c.want {
			t.Errorf("%d filters with a stem of %d are %d, want %d", c.filters, c.stem, got, c.want)
		}
	}
}

// No mixture of operations in the blocks exceeds all of Largest.
func TestLargestBoundsMixtures(t *testing.T) {
	cost := func(a space.Arch, k graph.Skeleton) graph.Cost {
		g, err := Space{}.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		return g.Costs().Total
	}
	for side, widths := range map[int][]int{8: {1, 2, 4, 7, 8, 9, 10, 14, 16, 32, 256}, 100: {8, 16, 32}} {
		for _, c := range widths {
			k := graph.Skeleton{C: c, N: 1, Input: graph.Shape{C: 3, H: side, W: side}, Classes: 10}
			var most graph.Cost
			for _, a := range (Space{}).Largest() {
				l := cost(a, k)
				most = graph.Cost{Params: max(most.Params, l.Params), MACs: max(most.MACs, l.MACs), Bytes: max(most.Bytes, l.Bytes)}
			}
			for mix := range 1 << NumBlocks {
				l := cost(largest(func(block int) bool { return mix>>(block-2)&1 == 1 }), k)
				if l.Params > most.Params || l.MACs > most.MACs || l.Bytes > most.Bytes {
					t.Fatalf("mixture %05b at C = %d, side %d: %+v, more than %+v", mix, c, side, l, most)
				}
			}
		}
	}
}

// Architectures of one canonical form are one network.
func TestCanonicalNetworks(t *testing.T) {
	r := rng.New(3, 5)
	changed := 0
	k := Space{}.Skeletons().Default
	for range 300 {
		a := Space{}.Sample(r)
		b, err := space.ParseCode(Space{}, Space{}.Canonical(a))
		if err != nil {
			t.Fatal(err)
		}
		if a != b {
			changed++
		}
		g, err := Space{}.Build(a, k)
		if err != nil {
			t.Fatal(err)
		}
		h, err := Space{}.Build(b, k)
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Nodes) != len(h.Nodes) || g.Costs().Total != h.Costs().Total {
			t.Fatalf("%s and its canonical form differ", Space{}.Print(a))
		}
	}
	if changed == 0 {
		t.Error("no form differs from its architecture")
	}
}

func TestSkips(t *testing.T) {
	n := decode(preset(t, "MnasNet-A1"))
	n.Blocks[1].Filters = 16 // as the block before
	for _, c := range []struct {
		skip         Skip
		block, layer int
		want         bool
	}{
		{Residual, 1, 0, false}, // stride 2
		{Pooling, 1, 0, true},
		{Residual, 1, 1, true},
		{Pooling, 2, 0, false}, // other channels
		{Pooling, 2, 1, true},
		{NoSkip, 1, 1, false},
		{NoSkip, 1, 0, false},
	} {
		n.Blocks[c.block].Skip = c.skip
		if got := n.skips(c.block, c.layer); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}
