package main

import "protocell/tools/kerngen/wasm"

// operations are the instructions on one kind of operand: a vector or a single
// element.
type operations struct {
	kind          wasm.Type
	lanes, bytes  int // of one operand
	load, store   wasm.Opcode
	add, sub, mul wasm.Opcode
	gt, le, max   wasm.Opcode
	truth         wasm.Type // of the results of gt and le
	and           wasm.Opcode
	zero          wasm.Value
	choose        func(yes, no, condition wasm.Value) wasm.Value // lane by lane
}

// element is an element type.
type element struct {
	name           string
	size           int
	vector, scalar *operations
	loadSplat      wasm.Opcode
	splat          wasm.Opcode
	bitmask        wasm.Opcode
	divide         wasm.Opcode
	convert        wasm.Opcode // from i32
	one            wasm.Value
}

func bitselect(yes, no, condition wasm.Value) wasm.Value {
	return wasm.V128Bitselect.Of(yes, no, condition)
}

var float32s = element{
	name: "f32", size: 4,
	vector: &operations{
		kind: wasm.V128, lanes: 4, bytes: 16, load: wasm.V128Load, store: wasm.V128Store,
		add: wasm.F32x4Add, sub: wasm.F32x4Sub, mul: wasm.F32x4Mul, gt: wasm.F32x4Gt, le: wasm.F32x4Le,
		max: wasm.F32x4Max, truth: wasm.V128, and: wasm.V128And,
		zero: wasm.Zero, choose: bitselect,
	},
	scalar: &operations{
		kind: wasm.F32, lanes: 1, bytes: 4, load: wasm.F32Load, store: wasm.F32Store,
		add: wasm.F32Add, sub: wasm.F32Sub, mul: wasm.F32Mul, gt: wasm.F32Gt, le: wasm.F32Le,
		max: wasm.F32Max, truth: wasm.I32, and: wasm.I32And,
		zero: wasm.Float(0), choose: wasm.Select,
	},
	loadSplat: wasm.V128Load32Splat, splat: wasm.F32x4Splat, bitmask: wasm.I32x4Bitmask,
	divide: wasm.F32Div, convert: wasm.F32ConvertI32S, one: wasm.Float(1),
}

var float64s = element{
	name: "f64", size: 8,
	vector: &operations{
		kind: wasm.V128, lanes: 2, bytes: 16, load: wasm.V128Load, store: wasm.V128Store,
		add: wasm.F64x2Add, sub: wasm.F64x2Sub, mul: wasm.F64x2Mul, gt: wasm.F64x2Gt, le: wasm.F64x2Le,
		max: wasm.F64x2Max, truth: wasm.V128, and: wasm.V128And,
		zero: wasm.Zero, choose: bitselect,
	},
	scalar: &operations{
		kind: wasm.F64, lanes: 1, bytes: 8, load: wasm.F64Load, store: wasm.F64Store,
		add: wasm.F64Add, sub: wasm.F64Sub, mul: wasm.F64Mul, gt: wasm.F64Gt, le: wasm.F64Le,
		max: wasm.F64Max, truth: wasm.I32, and: wasm.I32And,
		zero: wasm.Double(0), choose: wasm.Select,
	},
	loadSplat: wasm.V128Load64Splat, splat: wasm.F64x2Splat, bitmask: wasm.I64x2Bitmask,
	divide: wasm.F64Div, convert: wasm.F64ConvertI32S, one: wasm.Double(1),
}

// narrow is the operand whose lanes are those of o.lanes numbers of type f64 at
// address plus offset, rounded to the element type.
func (e element) narrow(o *operations, address wasm.Value, offset int) wasm.Value {
	switch {
	case e.name == "f64":
		return o.load.At(address, offset)
	case o.lanes == 1:
		return wasm.F32DemoteF64.Of(wasm.F64Load.At(address, offset))
	}
	half := func(offset int) wasm.Value {
		return wasm.F32x4DemoteF64x2Zero.Of(wasm.V128Load.At(address, offset))
	}
	return wasm.Shuffle(half(offset), half(offset+16), 0, 1, 4, 5)
}

// addWide adds the lanes of v to numbers of type f64 at address plus offset.
func (k kernel) addWide(o *operations, address wasm.Value, offset int, v wasm.Local) {
	wide := float64s.vector
	accumulate := func(w *operations, offset int, v wasm.Value) {
		k.Store(w.store, address, offset, w.add.Of(w.load.At(address, offset), v))
	}
	switch {
	case k.e.name == "f64":
		accumulate(o, offset, v)
	case o.lanes == 1:
		accumulate(float64s.scalar, offset, wasm.F64PromoteF32.Of(v))
	default:
		accumulate(wide, offset, wasm.F64x2PromoteLowF32x4.Of(v))
		accumulate(wide, offset+16, wasm.F64x2PromoteLowF32x4.Of(wasm.Shuffle(v, v, 2, 3, 2, 3)))
	}
}
