package wasm

// Opcode is an instruction.
type Opcode uint32

// simd marks the instructions behind the SIMD prefix.
const simd Opcode = 0xFD00

// Instructions, named as the specification names them.
const (
	selectOp Opcode = 0x1B

	I32Load  Opcode = 0x28
	I64Load  Opcode = 0x29
	F32Load  Opcode = 0x2A
	F64Load  Opcode = 0x2B
	I32Store Opcode = 0x36
	I64Store Opcode = 0x37
	F32Store Opcode = 0x38
	F64Store Opcode = 0x39

	I32Eqz  Opcode = 0x45
	I32Eq   Opcode = 0x46
	I32Ne   Opcode = 0x47
	I32LtS  Opcode = 0x48
	I32LtU  Opcode = 0x49
	I32GtS  Opcode = 0x4A
	I32GeS  Opcode = 0x4E
	F32Gt   Opcode = 0x5E
	F32Le   Opcode = 0x5F
	F64Gt   Opcode = 0x64
	F64Le   Opcode = 0x65
	I32Add  Opcode = 0x6A
	I32Sub  Opcode = 0x6B
	I32Mul  Opcode = 0x6C
	I32And  Opcode = 0x71
	I32Or   Opcode = 0x72
	I32Shl  Opcode = 0x74
	I32ShrU Opcode = 0x76
	I64Or   Opcode = 0x84
	I64Shl  Opcode = 0x86

	F32Add Opcode = 0x92
	F32Sub Opcode = 0x93
	F32Mul Opcode = 0x94
	F32Div Opcode = 0x95
	F32Max Opcode = 0x97
	F64Add Opcode = 0xA0
	F64Sub Opcode = 0xA1
	F64Mul Opcode = 0xA2
	F64Div Opcode = 0xA3
	F64Max Opcode = 0xA5

	I64ExtendI32U  Opcode = 0xAD
	F32ConvertI32S Opcode = 0xB2
	F32DemoteF64   Opcode = 0xB6
	F64ConvertI32S Opcode = 0xB7
	F64PromoteF32  Opcode = 0xBB

	V128Load        = simd + 0
	V128Load32Splat = simd + 9
	V128Load64Splat = simd + 10
	V128Store       = simd + 11
	v128Const       = simd + 12
	i8x16Shuffle    = simd + 13
	F32x4Splat      = simd + 19
	F64x2Splat      = simd + 20

	F32x4Gt       = simd + 68
	F32x4Le       = simd + 69
	F64x2Gt       = simd + 74
	F64x2Le       = simd + 75
	V128And       = simd + 78
	V128Andnot    = simd + 79
	V128Bitselect = simd + 82

	F32x4DemoteF64x2Zero = simd + 94
	F64x2PromoteLowF32x4 = simd + 95
	I32x4Bitmask         = simd + 164
	I64x2Bitmask         = simd + 196

	F32x4Add = simd + 228
	F32x4Sub = simd + 229
	F32x4Mul = simd + 230
	F32x4Max = simd + 233
	F64x2Add = simd + 240
	F64x2Sub = simd + 241
	F64x2Mul = simd + 242
	F64x2Max = simd + 245
)

// Of applies an instruction without immediates to its operands.
func (op Opcode) Of(operands ...Value) Value {
	return expr(func(f *Func) {
		for _, v := range operands {
			v.push(f)
		}
		f.opcode(op)
	})
}

// At is a load from address plus offset.
func (op Opcode) At(address Value, offset int) Value {
	return expr(func(f *Func) {
		address.push(f)
		f.opcode(op)
		f.memarg(offset)
	})
}

// Select is a if condition is not 0, and otherwise b. Both are evaluated.
func Select(a, b, condition Value) Value { return selectOp.Of(a, b, condition) }

// Shuffle picks the lanes of a result among those of a, and after them those of
// b: 4 lanes of 32 bits or 2 of 64.
func Shuffle(a, b Value, lanes ...int) Value {
	return expr(func(f *Func) {
		a.push(f)
		b.push(f)
		f.opcode(i8x16Shuffle)
		size := 16 / len(lanes)
		for _, l := range lanes {
			for i := range size {
				f.code = append(f.code, byte(l*size+i))
			}
		}
	})
}
