package wasm

import (
	"encoding/binary"
	"math"
)

// Func is a function under construction. Its methods append statements.
type Func struct {
	Name   string
	index  uint32
	params []Type
	locals []Type
	code   []byte
}

// Value is an expression that leaves one value on the stack.
type Value interface{ push(f *Func) }

// Local is a parameter or local variable; as a Value, its content.
type Local uint32

func (l Local) push(f *Func) { f.emit(0x20, uint32(l)) }

// Int is a constant of type i32.
type Int int32

func (c Int) push(f *Func) { f.code = appendS64(append(f.code, 0x41), int64(c)) }

// Float is a constant of type f32.
type Float float32

func (c Float) push(f *Func) {
	f.code = binary.LittleEndian.AppendUint32(append(f.code, 0x43), math.Float32bits(float32(c)))
}

// Double is a constant of type f64.
type Double float64

func (c Double) push(f *Func) {
	f.code = binary.LittleEndian.AppendUint64(append(f.code, 0x44), math.Float64bits(float64(c)))
}

// Zero is a vector of zero bits.
var Zero Value = expr(func(f *Func) {
	f.opcode(v128Const)
	f.code = append(f.code, make([]byte, 16)...)
})

type expr func(f *Func)

func (e expr) push(f *Func) { e(f) }

// Param returns parameter i.
func (f *Func) Param(i int) Local { return Local(i) }

// Local declares a local variable, which starts as 0.
func (f *Func) Local(t Type) Local {
	f.locals = append(f.locals, t)
	return Local(len(f.params) + len(f.locals) - 1)
}

// Locals declares n local variables of one type.
func (f *Func) Locals(n int, t Type) []Local {
	l := make([]Local, n)
	for i := range l {
		l[i] = f.Local(t)
	}
	return l
}

// Set assigns to a local variable.
func (f *Func) Set(l Local, v Value) {
	v.push(f)
	f.emit(0x21, uint32(l))
}

// Store writes v to memory by a store instruction, at address plus offset.
func (f *Func) Store(op Opcode, address Value, offset int, v Value) {
	address.push(f)
	v.push(f)
	f.opcode(op)
	f.memarg(offset)
}

// Call calls another function of the module.
func (f *Func) Call(callee *Func, args ...Value) {
	for _, a := range args {
		a.push(f)
	}
	f.emit(0x10, callee.index)
}

// If runs then if condition is not 0.
func (f *Func) If(condition Value, then func()) {
	condition.push(f)
	f.code = append(f.code, 0x04, 0x40)
	then()
	f.end()
}

// IfElse runs then if condition is not 0, and otherwise els.
func (f *Func) IfElse(condition Value, then, els func()) {
	condition.push(f)
	f.code = append(f.code, 0x04, 0x40)
	then()
	f.code = append(f.code, 0x05)
	els()
	f.end()
}

// DoWhile runs body, and again as long as condition is not 0 after it.
func (f *Func) DoWhile(body func(), condition Value) {
	f.code = append(f.code, 0x03, 0x40)
	body()
	condition.push(f)
	f.emit(0x0D, 0)
	f.end()
}

// While runs body as long as condition is not 0 before it.
func (f *Func) While(condition Value, body func()) {
	f.If(condition, func() { f.DoWhile(body, condition) })
}

func (f *Func) end() { f.code = append(f.code, 0x0B) }

// emit appends a one-byte instruction with one index.
func (f *Func) emit(op byte, index uint32) { f.code = appendU32(append(f.code, op), index) }

// opcode appends an instruction, without immediates.
func (f *Func) opcode(op Opcode) {
	if op >= simd {
		f.code = appendU32(append(f.code, 0xFD), uint32(op-simd))
		return
	}
	f.code = append(f.code, byte(op))
}

// memarg appends the alignment, which is only a hint and left at 1 byte, and the
// offset of a memory instruction.
func (f *Func) memarg(offset int) { f.code = appendU32(append(f.code, 0), uint32(offset)) }

// body returns the function's locals and code.
func (f *Func) body() []byte {
	var groups [][]byte
	for i := 0; i < len(f.locals); {
		n := i
		for n < len(f.locals) && f.locals[n] == f.locals[i] {
			n++
		}
		groups = append(groups, append(appendU32(nil, uint32(n-i)), byte(f.locals[i])))
		i = n
	}
	out := appendU32(nil, uint32(len(groups)))
	for _, g := range groups {
		out = append(out, g...)
	}
	return append(append(out, f.code...), 0x0B)
}
