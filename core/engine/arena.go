package engine

import (
	"cmp"
	"slices"

	"protocell/core/kernel"
)

// buffer is a part of the arena.
type buffer struct {
	elems, offset int
	first, last   int  // steps that touch it
	permanent     bool // lives always
}

// align is what offsets are multiples of, in elements: a cache line of float32.
const align = 16

// place gives every buffer an offset such that no two that live at once overlap,
// and returns the length of the arena. Large buffers are placed first, each into
// the smallest gap that holds it ("greedy by size": Pisarchyk and Lee, "Efficient
// memory management for deep neural net inference", 2020).
func place(buffers []buffer) int {
	order := make([]int, len(buffers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(buffers[j].elems, buffers[i].elems) })
	var placed []int // by offset
	size := 0
	for _, i := range order {
		b := &buffers[i]
		if b.elems == 0 {
			continue
		}
		best, gap, end := -1, 0, 0
		for _, j := range placed {
			p := &buffers[j]
			if p.first > b.last || b.first > p.last {
				continue
			}
			if g := p.offset - end; g >= b.elems && (best < 0 || g < gap) {
				best, gap = end, g
			}
			end = max(end, aligned(p.offset+p.elems))
		}
		if best < 0 {
			best = end
		}
		b.offset = best
		size = max(size, best+b.elems)
		at, _ := slices.BinarySearchFunc(placed, best, func(j, offset int) int { return cmp.Compare(buffers[j].offset, offset) })
		placed = slices.Insert(placed, at, i)
	}
	return aligned(size)
}

func aligned(n int) int { return (n + align - 1) / align * align }

// Memory is what the arenas of successive networks share, so that scoring many
// networks does not make as many arenas. The zero value is ready. One Net at a
// time may use it.
type Memory[T kernel.Float] struct{ arena []T }

// take returns n elements with any content.
func (m *Memory[T]) take(n int) []T {
	if cap(m.arena) < n {
		m.arena = nil // let go of the old arena before making a larger one
		m.arena = make([]T, n)
	}
	return m.arena[:n]
}
