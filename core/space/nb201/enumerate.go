package nb201

import (
	"fmt"

	"protocell/core/space"
)

// size is 5^6.
const size = 15625

// At returns architecture i: its bytes are the six base-5 digits of i, the most
// significant first. The order is that of the bytes, and not the benchmark's own
// index, which is a shuffle that only the benchmark's file defines.
func (Space) At(i int64) space.Arch {
	if i < 0 || i >= size {
		panic(fmt.Sprintf("nb201: architecture %d, want 0 to %d", i, size-1))
	}
	var b [NumEdges]byte
	for k := NumEdges - 1; k >= 0; k-- {
		b[k] = byte(i % NumOps)
		i /= NumOps
	}
	return space.Arch(b[:])
}

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 {
	check(a)
	var i int64
	for k := 0; k < NumEdges; k++ {
		i = i*NumOps + int64(a[k])
	}
	return i
}

// Largest returns the cell of six 3x3 convolutions.
func (Space) Largest() space.Arch { return "\x03\x03\x03\x03\x03\x03" }
