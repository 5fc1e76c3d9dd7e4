package nb201

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// Sample returns a uniform architecture. It takes one output of r, or rarely
// more.
func (s Space) Sample(r *rng.Stream) space.Arch { return s.At(int64(r.IntN(size))) }

// Mutate changes the operation of one edge, chosen uniformly, to another one,
// chosen uniformly.
func (Space) Mutate(a space.Arch, r *rng.Stream) space.Arch {
	check(a)
	edge := r.IntN(NumEdges)
	op := r.IntN(NumOps - 1)
	if op >= int(a[edge]) {
		op++
	}
	return with(a, edge, byte(op))
}

// Neighbours returns the 24 architectures that differ from a in one edge, edge by
// edge, operation by operation.
func (Space) Neighbours(a space.Arch) []space.Arch {
	check(a)
	list := make([]space.Arch, 0, NumEdges*(NumOps-1))
	for edge := 0; edge < NumEdges; edge++ {
		for op := byte(0); op < NumOps; op++ {
			if op != a[edge] {
				list = append(list, with(a, edge, op))
			}
		}
	}
	return list
}

// with returns a with another operation on an edge.
func with(a space.Arch, edge int, op byte) space.Arch {
	b := []byte(a)
	b[edge] = op
	return space.Arch(b)
}
