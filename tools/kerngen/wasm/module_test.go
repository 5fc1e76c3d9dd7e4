package wasm

import (
	"bytes"
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
)

func TestLEB128(t *testing.T) {
	for _, c := range []struct {
		v    uint32
		want []byte
	}{{0, []byte{0}}, {127, []byte{0x7F}}, {128, []byte{0x80, 1}}, {624485, []byte{0xE5, 0x8E, 0x26}}} {
		if got := appendU32(nil, c.v); !bytes.Equal(got, c.want) {
			t.Errorf("unsigned %d: % x, want % x", c.v, got, c.want)
		}
	}
	for _, c := range []struct {
		v    int64
		want []byte
	}{{0, []byte{0}}, {63, []byte{0x3F}}, {64, []byte{0xC0, 0}}, {-1, []byte{0x7F}}, {-64, []byte{0x40}}, {-123456, []byte{0xC0, 0xBB, 0x78}}} {
		if got := appendS64(nil, c.v); !bytes.Equal(got, c.want) {
			t.Errorf("signed %d: % x, want % x", c.v, got, c.want)
		}
	}
}

// TestControl runs a function with every form of control flow: it writes the sum
// of 1..n below 10, or n itself, to address 0.
func TestControl(t *testing.T) {
	var m Module
	m.ImportMemory("env", "mem", 1)
	helper := m.Func("", I32, I32)
	helper.Store(I32Store, helper.Param(0), 0, helper.Param(1))
	f := m.Func("f", I32)
	n, sum, i := f.Param(0), f.Local(I32), f.Local(I32)
	f.IfElse(I32LtS.Of(n, Int(10)), func() {
		f.While(I32LtS.Of(i, n), func() {
			f.Set(i, I32Add.Of(i, Int(1)))
			f.Set(sum, I32Add.Of(sum, i))
		})
	}, func() { f.Set(sum, n) })
	f.Call(helper, Int(0), Select(sum, Int(-1), sum))

	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	memory := []byte{0, 'a', 's', 'm', 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 7, 1, 3, 'm', 'e', 'm', 2, 0}
	env, err := r.InstantiateWithConfig(ctx, memory, wazero.NewModuleConfig().WithName("env"))
	if err != nil {
		t.Fatal(err)
	}
	instance, err := r.Instantiate(ctx, m.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[uint64]uint32{0: 0xFFFFFFFF, 1: 1, 4: 10, 9: 45, 10: 10, 300: 300} {
		if _, err := instance.ExportedFunction("f").Call(ctx, n); err != nil {
			t.Fatal(err)
		}
		if got, _ := env.ExportedMemory("mem").ReadUint32Le(0); got != want {
			t.Errorf("f(%d) writes %d, want %d", n, got, want)
		}
	}
}
