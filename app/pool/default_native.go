//go:build !js

package pool

import (
	"context"
	"runtime"
	"sync"
	"time"

	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/job/metering"
	"protocell/core/job/searching"
	"protocell/core/kernel"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
)

// Scorers returns the pool that computes networks, on goroutines. It is always the same
// one.
var Scorers = sync.OnceValue(func() *Pool {
	return New(Options{Size: min(runtime.GOMAXPROCS(0), maxSize), Spawn: goroutines(job.Scoring)})
})

// Analysts returns the pool of one worker that computes with scores and tables. It is
// always the same one.
var Analysts = sync.OnceValue(func() *Pool {
	return New(Options{Size: 1, Spawn: goroutines(func() job.Kinds { return analysis.Kinds(nil) })})
})

// Searchers returns the pool that evaluates what searches ask. It is always the same
// one.
var Searchers = sync.OnceValue(func() *Pool {
	return New(Options{Size: min(runtime.GOMAXPROCS(0), maxSize), Spawn: goroutines(searcher)})
})

// Strategists returns as many pools, of one worker each, which hold searches under way:
// all jobs of a search go to one of them. They are always the same.
var Strategists = sync.OnceValue(func() []*Pool {
	var all []*Pool
	for range min(runtime.GOMAXPROCS(0), maxSize) {
		all = append(all, New(Options{Size: 1, Spawn: goroutines(searcher)}))
	}
	return all
})

// searcher returns the jobs of a worker of Searchers or Strategists.
func searcher() job.Kinds { return searching.Kinds(nil) }

// Meters returns the pool of one worker that measures. It is always the same one.
var Meters = sync.OnceValue(func() *Pool {
	return New(Options{Size: 1, Spawn: goroutines(meter)})
})

// meter returns the jobs of a worker of Meters.
func meter() job.Kinds {
	start := time.Now()
	engine := cpu.Engine{Kernels: kernel.Go().F32}
	return metering.Kinds(metering.Here{
		Clock:   func() float64 { return time.Since(start).Seconds() },
		Device:  latency.Device{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU()},
		Engines: []metering.Engine{{ID: engine.Name(), Open: func(func() error) (latency.Engine, string, error) { return engine, "", nil }}},
	})
}

// goroutine is a Worker in the page's own process.
type goroutine struct {
	mailbox
	stop    context.CancelFunc
	receive func(text string)
}

// goroutines returns a Spawn of workers that do jobs of some kinds.
func goroutines(kinds func() job.Kinds) func() (Worker, error) {
	return func() (Worker, error) {
		ctx, stop := context.WithCancel(context.Background())
		g := &goroutine{stop: stop}
		start := time.Now()
		go job.Serve(ctx.Done(), inside{g}, job.Options{
			Kernels: kernel.Go(),
			Clock:   func() float64 { return time.Since(start).Seconds() },
		}, kinds())
		return g, nil
	}
}

// Post implements Worker. It is called after the worker has said Ready, and so
// listens.
func (g *goroutine) Post(text string) {
	var receive func(string)
	g.change(func() { receive = g.receive })
	receive(text)
}

// Terminate implements Worker.
func (g *goroutine) Terminate() {
	g.close()
	g.stop()
}

// inside is the worker as its own program sees it, a job.Transport.
type inside struct{ *goroutine }

// Listen implements job.Transport.
func (g inside) Listen(receive func(text string)) {
	g.change(func() { g.receive = receive })
}

// Post implements job.Transport.
func (g inside) Post(text string) { g.put(letter{text: text}) }
