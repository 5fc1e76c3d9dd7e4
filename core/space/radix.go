package space

import (
	"fmt"

	"protocell/core/rng"
)

// Radix is a space whose decisions are free: it has the number of options of each.
// Its architectures are the numbers of a mixed radix, the first decision the most
// significant digit. The product of the numbers is below 2^63.
type Radix []int

// RadixOf returns the radix of decisions.
func RadixOf(decisions []Decision) Radix {
	r := make(Radix, len(decisions))
	for i, d := range decisions {
		r[i] = len(d.Options)
	}
	return r
}

// Size returns the number of architectures.
func (r Radix) Size() int64 {
	n := int64(1)
	for _, options := range r {
		n *= int64(options)
	}
	return n
}

// Check returns an error unless a has one byte a decision, each the index of an
// option.
func (r Radix) Check(a Arch) error {
	if len(a) != len(r) {
		return fmt.Errorf("%d decisions, want %d", len(a), len(r))
	}
	for i, options := range r {
		if int(a[i]) >= options {
			return fmt.Errorf("decision %d takes option %d, want 0 to %d", i, a[i], options-1)
		}
	}
	return nil
}

// At returns architecture i, and panics unless 0 <= i < Size.
func (r Radix) At(i int64) Arch {
	if i < 0 || i >= r.Size() {
		panic(fmt.Sprintf("space: architecture %d, want 0 to %d", i, r.Size()-1))
	}
	b := make([]byte, len(r))
	for k := len(r) - 1; k >= 0; k-- {
		b[k] = byte(i % int64(r[k]))
		i /= int64(r[k])
	}
	return Arch(b)
}

// Index returns the position of a in the order of At.
func (r Radix) Index(a Arch) int64 {
	if err := r.Check(a); err != nil {
		panic("space: " + err.Error())
	}
	var i int64
	for k, options := range r {
		i = i*int64(options) + int64(a[k])
	}
	return i
}

// Sample returns a uniform architecture. It takes one output of the stream, or
// rarely more.
func (r Radix) Sample(s *rng.Stream) Arch { return r.At(int64(s.IntN(int(r.Size())))) }
