// Package tnbmicro is the cell-level search space of TransNAS-Bench-101: a cell of
// four nodes, as in NAS-Bench-201 but without pooling, in a fixed network of five
// modules.
//
// An architecture is six bytes, one an edge of the cell, in the order 1<-0, 2<-0,
// 2<-1, 3<-0, 3<-1, 3<-2. A byte is the edge's operation: an nb201.Op, which has the
// benchmark's numbers.
package tnbmicro

import (
	"fmt"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/transnas"
)

// NumOps is the number of operations: none, skip and two convolutions.
const NumOps = 4

var radix = space.Radix{NumOps, NumOps, NumOps, NumOps, NumOps, NumOps}

// Space is the cell-level search space. It implements space.Space.
type Space struct{}

// Info returns what the space is called and how large it is.
func (Space) Info() space.Info {
	return space.Info{ID: "tnb101_micro", Name: "TransNAS-Bench-101 micro", Paper: transnas.Paper, Size: radix.Size()}
}

// Decisions returns the six edges, each with the four operations.
func (Space) Decisions() []space.Decision {
	d := nb201.Space{}.Decisions()
	for i := range d {
		d[i].Options = d[i].Options[:NumOps]
	}
	return d
}

// Check returns an error unless a has six bytes, each 0 to 3.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic(fmt.Sprint("tnbmicro: ", err))
	}
}

// Diagram returns the cell: all its edges, whatever is on them.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	return nb201.Space{}.Diagram(a)
}

// At returns architecture i: its bytes are the six base-4 digits of i, the most
// significant first.
func (Space) At(i int64) space.Arch { return radix.At(i) }

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 { return radix.Index(a) }

// Sample returns a uniform architecture. It takes one output of r.
func (Space) Sample(r *rng.Stream) space.Arch { return radix.Sample(r) }

// Mutate changes the operation of one edge, chosen uniformly, to another one,
// chosen uniformly.
func (s Space) Mutate(a space.Arch, r *rng.Stream) space.Arch { return space.MutateOne(s, a, r) }

// Neighbours returns the 18 architectures that differ from a in one edge.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the cell of 3x3 convolutions, and that with skips from its input,
// which are factorized reductions where a cell halves the image: they hold more
// activations than a convolution.
func (Space) Largest() []space.Arch {
	return []space.Arch{"\x03\x03\x03\x03\x03\x03", "\x01\x01\x03\x01\x03\x03"}
}

// Valid returns nil if operations other than none lead from the cell's input to its
// output.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nb201.Space{}.Valid(a)
}

// Canonical returns the sum that the cell computes. A skip from the input is an
// operation, because it is a factorized reduction in every second cell or so;
// other skips are the identity, and zeros vanish. The benchmark names no classes of
// its own.
func (Space) Canonical(a space.Arch) string {
	check(a)
	return nb201.StrictWhere(a, func(from int) bool { return from > 0 })
}
