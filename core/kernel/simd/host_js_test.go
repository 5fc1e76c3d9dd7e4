package simd

import (
	"os"
	"runtime"
	"testing"

	"protocell/core/kernel"
	"protocell/core/kernel/kerneltest"
)

// collecting is Go's own memory, with a collection between cases, which must not
// move or reuse what kernels still work on.
type collecting struct {
	kerneltest.Heap
	cases int
}

func (c *collecting) Reset() {
	if c.cases++; c.cases%50 == 0 {
		runtime.GC()
	}
}

func TestConformsInHost(t *testing.T) {
	set, ok := Set()
	if os.Getenv("PROTOCELL_NO_SIMD") != "" {
		if ok {
			t.Fatal("Set returns kernels, though the host says that it has no SIMD")
		}
		return
	}
	if !ok {
		t.Fatal("the host says that it has no SIMD")
	}
	kerneltest.Conform(t, kernel.Go(), set, &collecting{}, 200)
}

// TestLargeMemory works on tensors far beyond the memory that the program starts
// with.
func TestLargeMemory(t *testing.T) {
	set, ok := Set()
	if !ok {
		t.Skip("the host has no SIMD")
	}
	kept := [][]float32{}
	for range 16 {
		x := make([]float32, 4<<20)
		for i := range x {
			x[i] = float32(i%7) - 3
		}
		kept = append(kept, x)
		set.F32.ReLU(x, x)
	}
	for _, x := range kept {
		for i, v := range x {
			if want := max(float32(i%7)-3, 0); v != want {
				t.Fatalf("element %d is %v, want %v", i, v, want)
			}
		}
	}
}
