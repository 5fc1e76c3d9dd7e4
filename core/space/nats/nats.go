// Package nats is the size search space of NATS-Bench: the widths of the five
// layers of a network whose cell is fixed, the best of NAS-Bench-201 for CIFAR-100.
//
// An architecture is five bytes, one a layer. A byte is the index of the layer's
// width in Widths.
package nats

import (
	"strconv"

	"protocell/core/rng"
	"protocell/core/space"
)

// NumLayers is the number of layers whose width is chosen.
const NumLayers = 5

// Widths returns the numbers of channels that a layer can have, ascending.
func Widths() [8]int { return [8]int{8, 16, 24, 32, 40, 48, 56, 64} }

// radix has the number of widths of each layer.
var radix = space.Radix{8, 8, 8, 8, 8}

// Space is the size search space. It implements space.Space.
type Space struct{}

// Info returns what the space is called and how large it is.
func (Space) Info() space.Info {
	return space.Info{
		ID:    "nats_sss",
		Name:  "NATS-Bench size space",
		Paper: "X. Dong, L. Liu, K. Musial and B. Gabrys, NATS-Bench: Benchmarking NAS Algorithms for Architecture Topology and Size, IEEE TPAMI 2021",
		Size:  radix.Size(),
	}
}

// Decisions returns the five layers, each with the eight widths.
func (Space) Decisions() []space.Decision {
	d := make([]space.Decision, NumLayers)
	for i := range d {
		d[i].Name = layerName(i)
		for _, w := range Widths() {
			d[i].Options = append(d[i].Options, strconv.Itoa(w))
		}
	}
	return d
}

// layerName returns "c0" to "c4", as the benchmark's configurations count.
func layerName(layer int) string { return "c" + strconv.Itoa(layer) }

// Check returns an error unless a has five bytes, each the index of a width.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic("nats: " + err.Error())
	}
}

// widths returns the number of channels of each layer.
func widths(a space.Arch) [NumLayers]int {
	check(a)
	var list [NumLayers]int
	for i := range list {
		list[i] = Widths()[a[i]]
	}
	return list
}

// Diagram returns the chain of layers.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	c := space.Cell{Name: "network", Nodes: []space.Node{{Name: "in"}}}
	for i := range NumLayers {
		c.Nodes = append(c.Nodes, space.Node{Name: layerName(i)})
		c.Edges = append(c.Edges, space.Edge{From: i, To: i + 1, Decisions: []int{i}})
	}
	return space.Diagram{Cells: []space.Cell{c}}
}

// At returns architecture i, which is the benchmark's index: the widths are the
// five octal digits of i, the first layer's the most significant.
func (Space) At(i int64) space.Arch { return radix.At(i) }

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 { return radix.Index(a) }

// Sample returns a uniform architecture. It takes one output of r.
func (Space) Sample(r *rng.Stream) space.Arch { return radix.Sample(r) }

// Mutate gives one layer, chosen uniformly, another width, chosen uniformly. The
// mutation of the benchmark's baselines may choose the width that is there.
func (s Space) Mutate(a space.Arch, r *rng.Stream) space.Arch { return space.MutateOne(s, a, r) }

// Neighbours returns the 35 architectures that differ from a in one width.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the widest architecture.
func (Space) Largest() []space.Arch { return []space.Arch{"\x07\x07\x07\x07\x07"} }

// Valid returns nil: every network is connected.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nil
}

// Canonical returns the widths: no two architectures are isomorphic.
func (s Space) Canonical(a space.Arch) string { return s.Print(a) }
