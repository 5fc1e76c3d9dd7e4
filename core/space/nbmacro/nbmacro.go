// Package nbmacro is the search space of NAS-Bench-Macro: eight layers in a chain,
// each an identity or one of two inverted bottlenecks.
//
// An architecture is eight bytes, one a layer. A byte is the index of the layer's
// block, an Op; as digits they are the benchmark's own notation.
package nbmacro

import (
	"fmt"

	"protocell/core/rng"
	"protocell/core/space"
)

// Op is the block of a layer, numbered as the benchmark does.
type Op byte

// The blocks. Where the width changes, an identity is a 1x1 convolution and batch
// normalisation.
const (
	Identity Op = iota
	MB3K3       // MobileNetV2's block: expansion 3, depthwise 3x3
	MB6K5       // MobileNetV2's block: expansion 6, depthwise 5x5
)

// NumOps is the number of blocks to choose from, NumLayers that of the layers.
const (
	NumOps    = 3
	NumLayers = 8
)

var opNames = [NumOps]string{"Identity", "MB3_K3", "MB6_K5"}

// String returns the block's published name, e.g. "MB3_K3".
func (o Op) String() string {
	if o >= NumOps {
		return fmt.Sprintf("Op(%d)", byte(o))
	}
	return opNames[o]
}

// Space is the search space of NAS-Bench-Macro. It implements space.Space.
type Space struct{}

// radix has the number of blocks of each layer.
var radix = space.Radix{NumOps, NumOps, NumOps, NumOps, NumOps, NumOps, NumOps, NumOps}

// Info returns what the space is called and how large it is.
func (Space) Info() space.Info {
	return space.Info{
		ID:    "nbmacro",
		Name:  "NAS-Bench-Macro",
		Paper: "X. Su, T. Huang, Y. Li, S. You, F. Wang, C. Qian, C. Zhang and C. Xu, Prioritized Architecture Sampling with Monto-Carlo Tree Search, CVPR 2021",
		Size:  radix.Size(),
	}
}

// Decisions returns the eight layers, each with the three blocks.
func (Space) Decisions() []space.Decision {
	d := make([]space.Decision, NumLayers)
	for i := range d {
		d[i] = space.Decision{Name: layerName(i), Options: append([]string(nil), opNames[:]...)}
	}
	return d
}

func layerName(layer int) string { return fmt.Sprintf("layer %d", layer+1) }

// Check returns an error unless a has eight bytes, each an Op.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic("nbmacro: " + err.Error())
	}
}

// Diagram returns the chain of layers.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	c := space.Cell{Name: "network", Nodes: []space.Node{{Name: "stem"}}}
	for i := range NumLayers {
		c.Nodes = append(c.Nodes, space.Node{Name: fmt.Sprint(i + 1)})
		c.Edges = append(c.Edges, space.Edge{From: i, To: i + 1, Decisions: []int{i}})
	}
	return space.Diagram{Cells: []space.Cell{c}}
}

// At returns architecture i: its digits in base 3 are the benchmark's notation.
func (Space) At(i int64) space.Arch { return radix.At(i) }

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 { return radix.Index(a) }

// Sample returns a uniform architecture. It takes one output of r, or rarely more.
func (Space) Sample(r *rng.Stream) space.Arch { return radix.Sample(r) }

// Mutate gives one layer, chosen uniformly, another block, chosen uniformly.
func (s Space) Mutate(a space.Arch, r *rng.Stream) space.Arch { return space.MutateOne(s, a, r) }

// Neighbours returns the 16 architectures that differ from a in one layer.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the architecture of MB6_K5 alone.
func (Space) Largest() []space.Arch { return []space.Arch{"\x02\x02\x02\x02\x02\x02\x02\x02"} }

// Valid returns nil: every network is connected.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nil
}

// Canonical returns the code with the identities of a stage last, but for its first
// layer, which changes the width: elsewhere an identity does nothing, so that its
// place does not matter. That leaves 3,969 networks; the benchmark trained all 6,561.
func (Space) Canonical(a space.Arch) string {
	check(a)
	b := make([]byte, 0, NumLayers)
	first := 0
	for _, layers := range stageLayers {
		stage := a[first : first+layers]
		b = append(b, stage[0])
		for _, identities := range []bool{false, true} {
			for i := 1; i < layers; i++ {
				if (Op(stage[i]) == Identity) == identities {
					b = append(b, stage[i])
				}
			}
		}
		first += layers
	}
	return space.PrintCode(space.Arch(b))
}

// Presets returns the best architecture of the benchmark, and some that show its
// range.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "Best on CIFAR-10", Note: "93.13 % mean test accuracy of three runs, the highest in the benchmark.", Arch: "\x02\x02\x02\x01\x02\x02\x00\x02"},
		{Name: "All MB6_K5", Note: "The largest network: 2.9 M parameters and 106 M MACs at full size.", Arch: "\x02\x02\x02\x02\x02\x02\x02\x02"},
		{Name: "All MB3_K3", Note: "The smaller block in every layer.", Arch: "\x01\x01\x01\x01\x01\x01\x01\x01"},
		{Name: "All identity", Note: "A linear network but for the stem and the head: 45.36 % test accuracy.", Arch: "\x00\x00\x00\x00\x00\x00\x00\x00"},
	}
}
