package main

import "protocell/tools/kerngen/wasm"

// generator collects the kernels of a module.
type generator struct {
	module  wasm.Module
	entries []entry // without their types: each stands for two functions
}

// entry describes a kernel to the Go side.
type entry struct {
	name string   // in snake case
	args []string // in camel case
	doc  string
}

// generate builds the module.
func generate() *generator {
	g := &generator{}
	g.module.ImportMemory("go", "mem", 1)
	for _, e := range []element{float32s, float64s} {
		pointwise(g, e)
		batchNorm(g, e)
		pool(g, e)
		maxPool(g, e)
		pad(g, e)
		pack(g, e)
		multiplyPanels(g, e)
		multiplyChannels(g, e)
	}
	return g
}

// kernel is a function under construction, for elements of one type.
type kernel struct {
	*wasm.Func
	e element
}

// kernel adds the function name_type and returns it with its arguments loaded
// into local variables.
func (g *generator) kernel(e element, name, doc string, args ...string) (kernel, []wasm.Local) {
	if e.name == float32s.name {
		g.entries = append(g.entries, entry{name, args, doc})
	}
	k := kernel{g.module.Func(name+"_"+e.name, wasm.I32), e}
	locals := k.Locals(len(args), wasm.I32)
	for i, l := range locals {
		k.Set(l, wasm.I32Load.At(k.Param(0), 4*i))
	}
	return k, locals
}

// advance adds v to l.
func (k kernel) advance(l wasm.Local, v wasm.Value) { k.Set(l, add(l, v)) }

// times runs body n times, n >= 0, counting n down to 0.
func (k kernel) times(n wasm.Local, body func()) {
	k.While(n, func() {
		body()
		k.advance(n, wasm.Int(-1))
	})
}

// copyOf returns a new variable that holds v.
func (k kernel) copyOf(v wasm.Value) wasm.Local {
	l := k.Local(wasm.I32)
	k.Set(l, v)
	return l
}

func add(a, b wasm.Value) wasm.Value { return wasm.I32Add.Of(a, b) }
func sub(a, b wasm.Value) wasm.Value { return wasm.I32Sub.Of(a, b) }
func mul(a, b wasm.Value) wasm.Value { return wasm.I32Mul.Of(a, b) }

// minimum and maximum evaluate their operands twice.
func minimum(a, b wasm.Value) wasm.Value { return wasm.Select(a, b, wasm.I32LtS.Of(a, b)) }
func maximum(a, b wasm.Value) wasm.Value { return wasm.Select(a, b, wasm.I32GtS.Of(a, b)) }

// cursor is an address that walks along a row of channels, size bytes to a
// channel.
type cursor struct {
	at   wasm.Local
	size int
}

// strips walks cursors along n bytes of elements. body is given the operations to
// use and how many operands to take at each cursor: four vectors as long as
// there are, then single vectors, then single elements.
func (k kernel) strips(n wasm.Value, cursors []cursor, body func(o *operations, count int)) {
	first := cursors[0].at
	end := k.copyOf(add(first, n))
	for _, s := range []struct {
		o     *operations
		count int
	}{{k.e.vector, 4}, {k.e.vector, 1}, {k.e.scalar, 1}} {
		elements := s.o.lanes * s.count
		limit := k.copyOf(sub(end, wasm.Int(elements*k.e.size-1)))
		k.While(wasm.I32LtS.Of(first, limit), func() {
			body(s.o, s.count)
			for _, c := range cursors {
				k.advance(c.at, wasm.Int(elements*c.size))
			}
		})
	}
}

// elements returns cursors at elements of the kernel's type.
func (k kernel) elements(locals ...wasm.Local) []cursor {
	c := make([]cursor, len(locals))
	for i, l := range locals {
		c[i] = cursor{l, k.e.size}
	}
	return c
}
