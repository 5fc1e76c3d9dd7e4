//go:build !js

package pool

import (
	"context"
	"runtime"
	"sync"
	"time"

	"protocell/core/job"
	"protocell/core/kernel"
)

// Default returns the pool of the program, which runs jobs on goroutines. It is
// always the same one.
var Default = sync.OnceValue(func() *Pool {
	return New(Options{Size: min(runtime.GOMAXPROCS(0), maxSize), Spawn: newGoroutine})
})

// goroutine is a Worker in the page's own process.
type goroutine struct {
	mailbox
	stop    context.CancelFunc
	receive func(text string)
}

func newGoroutine() (Worker, error) {
	ctx, stop := context.WithCancel(context.Background())
	g := &goroutine{stop: stop}
	start := time.Now()
	go job.Serve(ctx.Done(), inside{g}, job.Options{
		Kernels: kernel.Go(),
		Clock:   func() float64 { return time.Since(start).Seconds() },
	})
	return g, nil
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
