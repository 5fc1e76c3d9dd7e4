package nb201

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// At returns architecture i: its bytes are the six base-5 digits of i, the most
// significant first. The order is that of the bytes, and not the benchmark's own
// index, which is a shuffle that only the benchmark's file defines.
func (Space) At(i int64) space.Arch { return radix.At(i) }

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 { return radix.Index(a) }

// Sample returns a uniform architecture. It takes one output of r, or rarely
// more.
func (Space) Sample(r *rng.Stream) space.Arch { return radix.Sample(r) }

// Mutate changes the operation of one edge, chosen uniformly, to another one,
// chosen uniformly.
func (s Space) Mutate(a space.Arch, r *rng.Stream) space.Arch { return space.MutateOne(s, a, r) }

// Neighbours returns the 24 architectures that differ from a in one edge, edge by
// edge, operation by operation.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the cell of six 3x3 convolutions.
func (Space) Largest() []space.Arch { return []space.Arch{"\x03\x03\x03\x03\x03\x03"} }
