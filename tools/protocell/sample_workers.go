package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"protocell/core/data"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/score"
)

// worker scores one architecture after the other, in the same memory.
type worker struct {
	kernels kernel.Set
	memory  proxy.Memory
}

func (w *worker) score(ctx context.Context, spec experiment.Spec, source data.Source, clock func() float64) (*score.Result, error) {
	return score.Run(spec, score.Options{
		Kernels: w.kernels, Source: source, Memory: &w.memory, Clock: clock,
		Checkpoint: func(float64) error { return ctx.Err() },
	})
}

// ahead is how many results may wait for an earlier one, for each worker.
const ahead = 8

// inOrder calls work for 0 to n-1, on several workers, and emit with each result, in
// order and one at a time. It returns the first error, when all workers have stopped.
func inOrder(ctx context.Context, n, workers int,
	work func(ctx context.Context, w *worker, i int) (*score.Result, error),
	emit func(i int, r *score.Result) error) error {
	type answer struct {
		result *score.Result
		err    error
	}
	type request struct {
		i      int
		answer chan answer // has room for it
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	requests, answers := make(chan request), make(chan chan answer, ahead*workers)
	running.Go(func() {
		defer close(requests)
		defer close(answers)
		for i := range n {
			r := request{i, make(chan answer, 1)}
			select {
			case answers <- r.answer:
			case <-ctx.Done():
				return
			}
			select {
			case requests <- r:
			case <-ctx.Done():
				return
			}
		}
	})
	for range min(workers, n) {
		running.Go(func() {
			w := &worker{kernels: kernel.Go()}
			for r := range requests {
				result, err := work(ctx, w, r.i)
				r.answer <- answer{result, err}
			}
		})
	}
	for i := range n {
		var a answer
		select {
		case waiting := <-answers:
			select {
			case a = <-waiting:
			case <-ctx.Done():
			}
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if a.err != nil {
			return a.err
		}
		if err := emit(i, a.result); err != nil {
			return err
		}
	}
	return nil
}

// progress tells how far the scoring is: in place on a terminal, and now and then
// elsewhere.
type progress struct {
	out         io.Writer
	clock       func() float64
	terminal    bool
	done, total int
	fresh       int     // done since the start
	start, told float64 // seconds
}

func newProgress(e env, done, left int) *progress {
	p := &progress{out: e.stderr, clock: e.clock, done: done, total: done + left, start: e.clock()}
	if file, ok := e.stderr.(*os.File); ok {
		info, err := file.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	p.told = p.start
	return p
}

// step counts one more.
func (p *progress) step() {
	p.done++
	p.fresh++
	now, every := p.clock(), 10.0
	if p.terminal {
		every = 0.5
	}
	if now-p.told < every {
		return
	}
	p.told = now
	speed := float64(p.fresh) / (now - p.start)
	text := fmt.Sprintf("%d of %d, %.3g a second, %s left", p.done, p.total, speed, duration(float64(p.total-p.done)/speed))
	if p.terminal {
		fmt.Fprintf(p.out, "\r%s\x1b[K", text)
	} else {
		fmt.Fprintln(p.out, text)
	}
}

// end tells how long it took.
func (p *progress) end(workers int) {
	if p.terminal {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	if took := p.clock() - p.start; took > 0 && p.fresh > 0 {
		fmt.Fprintf(p.out, "%d results in %s, %.3g a second, by %d at once\n", p.fresh, duration(took), float64(p.fresh)/took, workers)
	}
}

// duration prints seconds, rounded.
func duration(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
