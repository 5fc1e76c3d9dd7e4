// Package wasm is a small WebAssembly assembler: enough of the binary format
// for modules of functions over one imported memory, with fixed-width SIMD.
//
// Code is written as expressions and statements:
//
//	f := m.Func("sum", wasm.I32, wasm.I32)     // two i32 parameters
//	f.Set(total, wasm.I32Add.Of(total, wasm.I32Load.At(f.Param(0), 8)))
//
// The assembler checks nothing about types; whoever loads the module does.
package wasm

// Type is a value type.
type Type byte

// The value types.
const (
	I32  Type = 0x7F
	I64  Type = 0x7E
	F32  Type = 0x7D
	F64  Type = 0x7C
	V128 Type = 0x7B
)

// Module is a module under construction.
type Module struct {
	memoryModule, memoryName string
	memoryPages              uint32
	funcs                    []*Func
}

// ImportMemory makes the module use a memory from outside, of at least pages
// pages of 64 KiB.
func (m *Module) ImportMemory(module, name string, pages uint32) {
	m.memoryModule, m.memoryName, m.memoryPages = module, name, pages
}

// Func adds a function without results. It is exported under its name, unless
// that is empty.
func (m *Module) Func(name string, params ...Type) *Func {
	f := &Func{Name: name, index: uint32(len(m.funcs)), params: params}
	m.funcs = append(m.funcs, f)
	return f
}

// Bytes returns the module in the binary format.
func (m *Module) Bytes() []byte {
	out := []byte{0, 'a', 's', 'm', 1, 0, 0, 0}

	// One type for each distinct list of parameters, in order of first use.
	index := map[string]uint32{}
	var types [][]byte
	var funcs, exports, bodies [][]byte
	for _, f := range m.funcs {
		key := make([]byte, len(f.params))
		for i, p := range f.params {
			key[i] = byte(p)
		}
		t, known := index[string(key)]
		if !known {
			t = uint32(len(types))
			index[string(key)] = t
			types = append(types, append(append([]byte{0x60}, vector(key)...), 0))
		}
		funcs = append(funcs, appendU32(nil, t))
		if f.Name != "" {
			exports = append(exports, appendU32(append(vector([]byte(f.Name)), 0), f.index))
		}
		bodies = append(bodies, vector(f.body()))
	}

	memory := append(vector([]byte(m.memoryModule)), vector([]byte(m.memoryName))...)
	memory = append(memory, 2, 0) // a memory, without a maximum
	memory = appendU32(memory, m.memoryPages)

	out = append(out, section(1, types)...)
	out = append(out, section(2, [][]byte{memory})...)
	out = append(out, section(3, funcs)...)
	out = append(out, section(7, exports)...)
	return append(out, section(10, bodies)...)
}

// section encodes a section that is a vector of items.
func section(id byte, items [][]byte) []byte {
	content := appendU32(nil, uint32(len(items)))
	for _, item := range items {
		content = append(content, item...)
	}
	return append([]byte{id}, vector(content)...)
}

// vector encodes bytes behind their length.
func vector(b []byte) []byte { return append(appendU32(nil, uint32(len(b))), b...) }

// appendU32 appends v in unsigned LEB128.
func appendU32(b []byte, v uint32) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// appendS64 appends v in signed LEB128.
func appendS64(b []byte, v int64) []byte {
	for {
		low := byte(v & 0x7F)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}
