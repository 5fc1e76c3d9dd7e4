package mnasnet

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// At returns architecture i: its bytes are the digits of i, the most significant
// first, the number of options of each decision being its base.
func (Space) At(i int64) space.Arch { return radix.At(i) }

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 { return radix.Index(a) }

// Sample returns a uniform architecture. It takes one output of r, or rarely more.
func (Space) Sample(r *rng.Stream) space.Arch { return radix.Sample(r) }

// Mutate changes one decision, chosen uniformly, to another option, chosen uniformly.
func (Space) Mutate(a space.Arch, r *rng.Stream) space.Arch {
	check(a)
	i := r.IntN(len(radix))
	option := r.IntN(radix[i] - 1)
	if option >= int(a[i]) {
		option++
	}
	return a.With(i, byte(option))
}

// Neighbours returns the 56 architectures that differ from a in one decision.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the networks of the largest kernels, widths and numbers of layers,
// with pooling skips and squeeze-and-excitation. A convolution has more parameters
// than an inverted bottleneck where it is wide, fewer where it is narrow, and widths
// grow along the network: so the first blocks of each are inverted bottlenecks, and
// the rest convolutions. Widths are rounded, so that in a few skeletons only block 3
// is narrow.
func (Space) Largest() []space.Arch {
	list := []space.Arch{largest(func(block int) bool { return block == 3 })}
	for wide := 2; wide <= 2+NumBlocks; wide++ {
		list = append(list, largest(func(block int) bool { return block < wide }))
	}
	return list
}

// largest returns the largest network with inverted bottlenecks in the narrow blocks
// and convolutions in the others.
func largest(narrow func(block int) bool) space.Arch {
	var n Net
	for i, b := range blocks {
		op := Conv
		if narrow(i + 2) {
			op = MBConv6
		}
		n.Blocks[i+1] = Block{Op: op, Kernel: 5, Squeeze: true, Skip: Pooling, Filters: b.filters[2], Layers: b.layers[2]}
	}
	return encode(n)
}

// Valid returns nil: every network is connected.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nil
}

// Canonical returns the code with no skip where a skip would act on no layer.
func (Space) Canonical(a space.Arch) string {
	n := decode(a)
	for i := 1; i <= NumBlocks; i++ {
		if n.Blocks[i].Layers == 1 && !n.skips(i, 0) {
			n.Blocks[i].Skip = NoSkip
		}
	}
	return space.PrintCode(encode(n))
}
