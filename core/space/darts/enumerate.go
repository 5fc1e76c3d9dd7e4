package darts

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

// Mutate changes one operation or the pair of nodes that one node reads.
func (Space) Mutate(a space.Arch, r *rng.Stream) space.Arch {
	check(a)
	i := r.IntN(len(radix))
	option := r.IntN(radix[i] - 1)
	if option >= int(a[i]) {
		option++
	}
	return a.With(i, byte(option))
}

// Neighbours returns the 128 architectures that differ from a in one decision.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the cells of 5x5 separable convolutions that read the inputs of the
// cell alone: in a reduction cell those are four times as large as its nodes.
func (Space) Largest() []space.Arch {
	return []space.Arch{wide(SepConv5x5)}
}

// Valid returns nil: no operation is none, so that every node has a path from the
// input, and every node is part of the output.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nil
}
