//go:build !js

package simd

import (
	"context"
	"encoding/binary"
	"testing"
	"unsafe"

	"github.com/tetratelabs/wazero"

	"protocell/core/kernel"
	"protocell/core/kernel/kerneltest"
)

// memoryPages is the size of the tests' memory, in pages of 64 KiB.
const memoryPages = 256

// goModule is a module that exports a memory of memoryPages as "mem", in the
// place of a Go program.
var goModule = []byte{
	0, 'a', 's', 'm', 1, 0, 0, 0,
	5, 4, 1, 0, memoryPages&0x7F | 0x80, memoryPages >> 7,
	7, 7, 1, 3, 'm', 'e', 'm', 2, 0,
}

// arena is the memory of a running module, as kerneltest.Memory.
type arena struct {
	bytes []byte
	kept  uint32 // what Reset keeps
	next  uint32
}

func carve[T any](a *arena, n int) []T {
	// Odd places, as far as the type allows: kernels must not need alignment.
	size := uint32(unsafe.Sizeof(*new(T)))
	at := a.next
	a.next = at + uint32(n)*size + size
	a.next = (a.next + 7) &^ 7
	if size < 8 && n%2 == 1 {
		at += size
	}
	if int(at)+n*int(size) > len(a.bytes) {
		panic("simd: the tests' memory is full")
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&a.bytes[at])), n)
}

func (a *arena) Float32(n int) []float32 { return carve[float32](a, n) }
func (a *arena) Float64(n int) []float64 { return carve[float64](a, n) }
func (a *arena) Uint64(n int) []uint64   { return carve[uint64](a, n) }
func (a *arena) Reset()                  { a.next = a.kept }

// run starts the module natively and returns its kernels.
func run(t testing.TB) (kernel.Set, *arena) {
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	t.Cleanup(func() { r.Close(ctx) })
	program, err := r.InstantiateWithConfig(ctx, goModule, wazero.NewModuleConfig().WithName("go"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := r.InstantiateWithConfig(ctx, Module, wazero.NewModuleConfig().WithName("kern"))
	if err != nil {
		t.Fatal(err)
	}
	memory := program.ExportedMemory("mem")
	all, ok := memory.Read(0, memory.Size())
	if !ok {
		t.Fatal("memory cannot be read")
	}

	a := &arena{bytes: all, next: 8}
	args := carve[byte](a, int(unsafe.Sizeof(words{})))
	argsAt := uint64(address(args, 0) - address(all, 0))
	memoryBase = uintptr(unsafe.Pointer(&all[0]))
	invokeNative = func(name string, w *words) {
		for i, v := range w {
			binary.LittleEndian.PutUint32(args[4*i:], v)
		}
		if _, err := m.ExportedFunction(name).Call(ctx, argsAt); err != nil {
			t.Fatalf("%s%v: %v", name, *w, err)
		}
	}
	set := kernel.Set{F32: newKernels(a.Float32(tempLen)), F64: newKernels(a.Float64(tempLen))}
	a.kept = a.next
	return set, a
}

func TestConformsNatively(t *testing.T) {
	set, memory := run(t)
	kerneltest.Conform(t, kernel.Go(), set, memory, 300)
}

func FuzzConv(f *testing.F) {
	set, memory := run(f)
	kerneltest.FuzzConv(f, kernel.Go(), set, memory)
}

func FuzzPool(f *testing.F) {
	set, memory := run(f)
	kerneltest.FuzzPool(f, kernel.Go(), set, memory)
}
