package main

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"protocell/core/evaluate"
	"protocell/core/kernel"
	"protocell/core/search"
)

// newEvaluator returns an evaluator for one worker.
func (s *searching) newEvaluator(ctx context.Context) (evaluate.Evaluator, error) {
	return s.evaluation.New(s.space, evaluate.Env{
		Table: s.table, TableID: s.tableID, Kernels: kernel.Go(), Images: s.images, States: s.states,
		Checkpoint: ctx.Err, Clock: s.clock,
	})
}

// run runs all repeats and prints what they found.
func (s *searching) run(ctx context.Context) error {
	specs := s.seeds()
	runs := make([]*search.Run, len(specs))
	progress := newProgress(s.env, 0, len(specs))
	var err error
	if len(specs) == 1 {
		runs[0], err = s.one(ctx, specs[0], s.workers, nil)
	} else {
		var mu sync.Mutex
		err = each(ctx, len(specs), s.workers, func(ctx context.Context) (func(i int) error, error) {
			e, err := s.newEvaluator(ctx)
			return func(i int) error {
				r, err := s.one(ctx, specs[i], 1, e)
				mu.Lock()
				defer mu.Unlock()
				runs[i] = r
				progress.step()
				return err
			}, err
		})
		progress.end(s.workers)
	}
	if err != nil {
		if errors.Is(err, context.Canceled) && s.out != "" {
			fmt.Fprintf(s.stderr, "protocell: what was done is in %s; the same command goes on from there\n", s.out)
		}
		return err
	}
	return s.report(runs)
}

// each calls do for 0 to n-1, on several workers, each of which begins with start. It
// returns the first error, when all have stopped.
func each(ctx context.Context, n, workers int, start func(ctx context.Context) (do func(i int) error, err error)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var running sync.WaitGroup
	for range min(workers, n) {
		running.Go(func() {
			do, err := start(ctx)
			if err != nil {
				cancel(err)
				return
			}
			for i := range next {
				if err := do(i); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		select {
		case next <- i:
		case <-ctx.Done():
		}
	}
	close(next)
	running.Wait()
	return context.Cause(ctx)
}

// one runs one search, with its trace in a file if there is one. With an evaluator it
// is that of the caller's worker; otherwise so many are made.
func (s *searching) one(ctx context.Context, spec search.Spec, workers int, e evaluate.Evaluator) (*search.Run, error) {
	r, file, err := s.begin(spec)
	if err != nil {
		return nil, err
	}
	if e != nil {
		err = evaluate.Drive(r, e)
	} else {
		err = s.drive(ctx, r, workers)
	}
	if file != nil {
		err = errors.Join(err, file.Close())
	}
	return r, err
}

// drive runs a search to its end with several workers.
func (s *searching) drive(ctx context.Context, r *search.Run, workers int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type answer struct {
		id      int
		outcome search.Outcome
	}
	trials := make(chan search.Trial, search.MaxParallel)
	answers := make(chan answer, search.MaxParallel)
	var running sync.WaitGroup
	for range min(workers, r.Spec().Parallel) {
		running.Go(func() {
			e, err := s.newEvaluator(ctx)
			for t := range trials {
				var o search.Outcome
				if err == nil {
					o, err = e.Evaluate(t)
				}
				if err != nil {
					cancel(err)
					return
				}
				answers <- answer{t.ID, o}
			}
		})
	}
	progress := newProgress(s.env, r.Spent().Trials, max(0, r.Spec().Budget.Trials-r.Spent().Trials))
	open := 0
	err := func() error {
		for {
			for t, ok := r.Next(); ok; t, ok = r.Next() {
				trials <- t
				open++
			}
			if _, ended := r.Ended(); ended || open == 0 {
				return nil
			}
			select {
			case a := <-answers:
				open--
				progress.step()
				if err := r.Tell(a.id, a.outcome); err != nil {
					return err
				}
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	}()
	close(trials)
	if err == nil {
		cancel(nil) // trials beyond the budget are of no use
	} else {
		cancel(err)
	}
	running.Wait()
	progress.end(workers)
	return err
}
