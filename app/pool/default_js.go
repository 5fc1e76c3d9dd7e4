//go:build js && wasm

package pool

import (
	"sync"
	"time"

	"github.com/hack-pad/safejs"
)

// Scorers returns the pool that computes networks, on Web Workers, one for each core
// of the visitor's machine. It is always the same one.
//
// It makes the function protocell.killWorker in the page, which ends a worker as
// a crash would; see Pool.Kill.
var Scorers = sync.OnceValue(func() *Pool {
	f := factory{program: "workerWasmURL", kernels: "kernelsURL"}
	p := New(Options{Size: cores(), Spawn: f.spawn, After: after})
	if config, err := safejs.Global().Get("protocell"); err == nil && config.Type() == safejs.TypeObject {
		kill, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return p.Kill() })
		if err == nil {
			config.Set("killWorker", kill) // without it, nothing but a test is missing
		}
	}
	return p
})

// Analysts returns the pool of one Web Worker that computes with scores and tables.
// It is always the same one.
var Analysts = sync.OnceValue(func() *Pool {
	f := factory{program: "analystWasmURL"}
	return New(Options{Size: 1, Spawn: f.spawn, After: after})
})

// searcher makes the workers of Searchers and Strategists.
var searcher = factory{program: "searcherWasmURL", kernels: "kernelsURL"}

// Searchers returns the pool that evaluates what searches ask, on Web Workers, one for
// each core of the visitor's machine. It is always the same one.
var Searchers = sync.OnceValue(func() *Pool {
	return New(Options{Size: cores(), Spawn: searcher.spawn, After: after})
})

// Strategists returns as many pools, of one Web Worker each, which hold searches under
// way: all jobs of a search go to one of them. They are always the same.
var Strategists = sync.OnceValue(func() []*Pool {
	var all []*Pool
	for range cores() {
		all = append(all, New(Options{Size: 1, Spawn: searcher.spawn, After: after}))
	}
	return all
})

// Meters returns the pool of one Web Worker that measures, so that nothing else runs
// beside it. It is always the same one.
var Meters = sync.OnceValue(func() *Pool {
	f := factory{program: "meterWasmURL", kernels: "kernelsURL"}
	return New(Options{Size: 1, Spawn: f.spawn, After: after})
})

// cores returns the number of the visitor's cores, within bounds; 2 if the
// browser does not tell.
func cores() int {
	navigator, err := safejs.Global().Get("navigator")
	if err != nil {
		return 2
	}
	v, err := navigator.Get("hardwareConcurrency")
	if err != nil {
		return 2
	}
	n, err := v.Int()
	if err != nil {
		return 2
	}
	return max(1, min(n, maxSize))
}

// after calls f from the event loop. Go's own timers also run when a goroutine
// blocks while messages wait for the event loop.
func after(d time.Duration, f func()) (stop func()) {
	global := safejs.Global()
	var callback safejs.Func
	callback, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		callback.Release()
		f()
		return nil
	})
	if err != nil {
		panic(err)
	}
	id, err := global.Call("setTimeout", callback, d.Milliseconds())
	if err != nil {
		panic(err)
	}
	return func() {
		global.Call("clearTimeout", id)
		callback.Release()
	}
}
