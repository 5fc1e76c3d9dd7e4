// Package pool is the page's side of the workers: it hands jobs to as many of
// them as the visitor's machine has cores, what the visitor waits for first, and
// replaces a worker that fails or falls silent. Package core/job is the other
// side.
//
// The pool itself is plain Go behind the interface Worker, and is tested
// natively. Default is the page's pool: Web Workers in a browser, goroutines in a
// native program.
package pool

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"protocell/core/job"
	"protocell/core/wire"
)

// Options say what a pool runs on.
type Options struct {
	// Size is the greatest number of workers, 1 if less. They are started as
	// jobs come.
	Size int
	// Spawn starts a worker. It may block, and is called from a goroutine of its
	// own.
	Spawn func() (Worker, error)
	// MaxMemory is the number of bytes that the workers may hold together. A worker
	// never gives memory back, so one that ends a job while they hold more is ended
	// too, and fewer are started; one alone may hold more while it has a job. 0
	// means 2 GiB.
	MaxMemory uint64
	// After calls f after d, unless stop is called before; nil means
	// time.AfterFunc. In a browser, f must be called by the event loop, so that
	// messages which came before it have been delivered.
	After func(d time.Duration, f func()) (stop func())
}

// Pool runs jobs on workers. Its methods may be called from any goroutine.
type Pool struct {
	options Options

	mu          sync.Mutex
	slots       []*slot
	interactive []*call // waiting, in the order of coming
	background  []*call
	lastID      uint64      // of a request; each dispatch of a call has its own
	faults      []time.Time // of the last minute, each of which has led to a restart
	restarts    int
	kernels     string
	down        error // why no worker is restarted any more, or nil
	closed      bool

	status    Status // as listeners know it
	listeners []func()
}

// Status is the state of a pool, for display.
type Status struct {
	Size     int    // greatest number of workers
	Memory   uint64 // bytes that the workers hold together
	Ready    int    // workers that have started
	Busy     int    // of these, the ones with a job
	Queued   int    // jobs that wait for a worker
	Restarts int    // workers that were replaced because they had failed
	Kernels  string // what the workers compute with: "simd128" or "go"; empty before the first is ready
	Err      error  // an *UnavailableError if failed workers are no longer replaced, until Reset
}

// maxSize bounds the pools that Default makes: a worker holds some tens of
// megabytes and more.
const maxSize = 16

// New returns a pool. It starts no worker yet.
func New(o Options) *Pool {
	o.Size = max(o.Size, 1)
	if o.MaxMemory == 0 {
		o.MaxMemory = 2 << 30
	}
	if o.After == nil {
		o.After = func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, f)
			return func() { t.Stop() }
		}
	}
	p := &Pool{options: o}
	for range o.Size {
		p.slots = append(p.slots, &slot{})
	}
	p.status = p.snapshot()
	return p
}

// DoOptions say how to run a job.
type DoOptions struct {
	// Background jobs wait for all others, and give way to one that comes while
	// they run: they then start again.
	Background bool
	// Progress, if not nil, is called with the fraction done, from 0 to 1, while
	// Do runs and on its goroutine. The fraction falls if the job starts again.
	Progress func(float64)
	// Part, if not nil, is called with what the job has computed so far, likewise. Where
	// the page comes late only with the latest.
	Part func(output wire.Raw)
}

// Do runs a job and waits for its end. input is what core/job documents for the
// kind, output is a pointer to what it documents, or nil.
//
// When ctx ends first, Do returns ctx's error at once, and the job is stopped. A
// job that cannot be computed gives a *JobError; one that has cost two workers a
// *WorkerLostError; a pool without workers an *UnavailableError.
func (p *Pool) Do(ctx context.Context, kind job.Kind, input, output any, o DoOptions) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	text, err := wire.Marshal(input)
	if err != nil {
		return fmt.Errorf("pool: input of %s: %w", kind, err)
	}
	c := &call{
		kind: kind, input: text, isBackground: o.Background,
		progress: make(chan progress, 1), ended: make(chan struct{}),
	}
	p.update(func() { p.enqueue(c) })
	for running := true; running; {
		select {
		case r := <-c.progress:
			if o.Progress != nil {
				o.Progress(r.fraction)
			}
			if o.Part != nil && r.part != nil {
				o.Part(r.part)
			}
		case <-ctx.Done():
			p.update(func() { p.abandon(c, ctx.Err()) })
		case <-c.ended:
			running = false
		}
	}
	if c.err != nil || output == nil {
		return c.err
	}
	if err := wire.Unmarshal(c.output, output); err != nil {
		return fmt.Errorf("pool: output of %s: %w", kind, err)
	}
	return nil
}

// Status returns the state of the pool.
func (p *Pool) Status() Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.snapshot()
}

// OnChange has f called after every change of the status, by the goroutine that
// made it, so several may call f at once. f must not block.
func (p *Pool) OnChange(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listeners = append(p.listeners, f)
}

// Reset lets failed workers be replaced again, after an *UnavailableError.
func (p *Pool) Reset() {
	p.update(func() {
		if !p.closed {
			p.down, p.faults = nil, nil
		}
	})
}

// Close ends all workers, and all jobs with an *UnavailableError.
func (p *Pool) Close() {
	p.update(func() {
		p.closed = true
		p.down = &UnavailableError{Cause: errors.New("the pool is closed")}
		for _, s := range p.slots {
			c := s.call
			p.vacate(s)
			if c != nil {
				c.end(nil, p.down)
			}
		}
	})
}

// Kill ends a worker without the pool knowing, as a crash would: a busy one if
// there is one. It reports whether there was a worker. It is for trying the
// recovery, which loses nothing.
func (p *Pool) Kill() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	var victim *slot
	for _, s := range p.slots {
		if s.worker != nil && (victim == nil || victim.call == nil) {
			victim = s
		}
	}
	if victim == nil {
		return false
	}
	victim.worker.Terminate()
	return true
}

// update changes the state of the pool by f, hands out work accordingly, and
// tells the listeners.
func (p *Pool) update(f func()) {
	p.mu.Lock()
	f()
	p.dispatch()
	status := p.snapshot()
	changed := status != p.status
	p.status = status
	listeners := p.listeners
	p.mu.Unlock()
	if changed {
		for _, f := range listeners {
			f()
		}
	}
}

// snapshot returns the status. The pool is locked.
func (p *Pool) snapshot() Status {
	s := Status{
		Size: len(p.slots), Queued: len(p.interactive) + len(p.background),
		Restarts: p.restarts, Kernels: p.kernels, Err: p.down,
	}
	for _, slot := range p.slots {
		s.Memory += slot.memory
		switch slot.state {
		case idle:
			s.Ready++
		case busy, stopping:
			s.Ready++
			s.Busy++
		}
	}
	return s
}
