//go:build js && wasm

// Command program is the side of the benchmark that runs our kernels, compiled
// to WebAssembly. It gives the page two functions:
//
//	kernels(implementation, operation, conv) => (n) => void
//	score(implementation, experiment) => times
//
// implementation is "go" or "simd128", operation "forward", "gradInput" or
// "gradWeight", conv a kernel.Conv and experiment an experiment.Spec as JSON. The
// function that kernels returns runs the operation n times. score runs a whole
// score and returns where its time went, as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"

	"protocell/core/kernel"
	"protocell/core/kernel/simd"
	"protocell/core/rng"
)

func main() {
	sets := map[string]kernel.Set{"go": kernel.Go()}
	if s, ok := simd.Set(); ok {
		sets["simd128"] = s
	}
	js.Global().Set("kernels", js.FuncOf(func(_ js.Value, args []js.Value) any {
		set, ok := sets[args[0].String()]
		if !ok {
			panic(fmt.Sprintf("no implementation %q here", args[0].String()))
		}
		var c kernel.Conv
		if err := json.Unmarshal([]byte(args[2].String()), &c); err != nil {
			panic(err)
		}
		run := operation(set.F32, args[1].String(), c)
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			for range args[0].Int() {
				run()
			}
			return nil
		})
	}))
	js.Global().Set("score", js.FuncOf(func(_ js.Value, args []js.Value) any {
		times, err := timeScore(sets[args[0].String()], args[1].String())
		if err != nil {
			panic(err)
		}
		text, err := json.Marshal(times)
		if err != nil {
			panic(err)
		}
		return string(text)
	}))
	js.Global().Call("programStarted")
	select {}
}

// operation returns one run of an operation on tensors of its own.
func operation(k kernel.Kernels[float32], name string, c kernel.Conv) func() {
	id := uint64(0)
	tensor := func(n int) []float32 {
		id++
		x := make([]float32, n)
		rng.FillNormal(x, 1, id, 1)
		return x
	}
	x, w, y := tensor(c.InLen()), tensor(c.WeightLen()), tensor(c.OutLen())
	scratch := make([]float32, k.ConvScratch(c))
	switch name {
	case "forward":
		return func() { k.ConvForward(c, y, x, w, scratch) }
	case "gradInput":
		dx := make([]float32, len(x))
		return func() { k.ConvGradInput(c, dx, y, x, w, scratch) }
	case "gradWeight":
		dw := make([]float32, len(w))
		return func() { k.ConvGradWeight(c, dw, y, x, scratch, false) }
	}
	panic(fmt.Sprintf("no operation %q", name))
}
