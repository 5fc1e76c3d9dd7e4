package engine

import (
	"testing"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// check fails where two buffers that live at once overlap, and returns the
// largest number of elements that live at once.
func check(t *testing.T, buffers []buffer, size int) (live int) {
	t.Helper()
	last := 0
	for i, a := range buffers {
		last = max(last, a.last)
		if a.elems > 0 && (a.offset < 0 || a.offset+a.elems > size || a.offset%align != 0) {
			t.Fatalf("buffer %d, [%d, %d), is outside the arena of %d", i, a.offset, a.offset+a.elems, size)
		}
		for j, b := range buffers[:i] {
			if a.first <= b.last && b.first <= a.last && a.offset < b.offset+b.elems && b.offset < a.offset+a.elems {
				t.Fatalf("buffers %d and %d overlap", j, i)
			}
		}
	}
	for at := range last + 1 {
		sum := 0
		for _, b := range buffers {
			if b.first <= at && at <= b.last {
				sum += b.elems
			}
		}
		live = max(live, sum)
	}
	return live
}

func TestPlaceRandomBuffers(t *testing.T) {
	for seed := range uint64(200) {
		r := rng.Named(seed, "buffers")
		buffers := make([]buffer, 1+r.IntN(60))
		for i := range buffers {
			first := r.IntN(100)
			buffers[i] = buffer{elems: r.IntN(1000), first: first, last: first + r.IntN(20)}
		}
		check(t, buffers, place(buffers))
	}
}

// TestPlansAreTight compares the arenas of real plans with what lives at once.
func TestPlansAreTight(t *testing.T) {
	g := build(t, mixed, small)
	for _, c := range []Config{{Batch: 8}, {Batch: 8, Backward: true}, {Batch: 8, Backward: true, InputGrad: true}, {Batch: 1, Backward: true, Bypass: true}} {
		p, err := NewPlan(g, kernel.Go().F32, c)
		if err != nil {
			t.Fatal(err)
		}
		live := check(t, p.buffers, p.size)
		if float64(p.size) > 1.1*float64(live)+align*float64(len(p.buffers)) {
			t.Errorf("%+v: the arena has %d elements, %d live at once", c, p.size, live)
		}
	}
}
