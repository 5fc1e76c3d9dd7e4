package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"protocell/core/evaluate"
	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/table"
	"protocell/core/table/importer"
	"protocell/core/wire"
)

// openTables reads files of tables, or of a benchmark that importer knows, as one.
func openTables(names []string) (*table.Table, string, error) {
	var files []importer.File
	for _, name := range names {
		b, err := readTable(name)
		if err != nil {
			return nil, "", err
		}
		files = append(files, importer.File{Name: name, Data: b})
	}
	t, _, err := importer.Import(files, importer.Options{})
	if err != nil {
		return nil, "", err
	}
	b, err := table.Encode(t)
	return t, table.ID(b), err
}

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

// begin begins a search, or goes on with that of its file.
func (s *searching) begin(spec search.Spec) (*search.Run, *os.File, error) {
	measures := s.measures()
	if s.out == "" {
		r, err := spec.New(s.space, measures, nil)
		return r, nil, err
	}
	name := s.out
	if s.repeats > 1 {
		ext := filepath.Ext(name)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), spec.Seed, ext)
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.resume(file, spec, measures)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", name, err), file.Close())
	}
	return r, file, nil
}

// resume begins a search in a file that is empty, or has the trace of its beginning.
func (s *searching) resume(file *os.File, spec search.Spec, measures []search.Measure) (*search.Run, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		w, err := search.NewWriter(file, spec)
		if err != nil {
			return nil, err
		}
		return spec.New(s.space, measures, w.Event)
	}
	trace, err := search.NewReader(file)
	if err != nil {
		return nil, err
	}
	got, err := wire.Marshal(trace.Spec())
	if err != nil {
		return nil, err
	}
	if want, err := wire.Marshal(spec); err != nil || string(got) != string(want) {
		return nil, fmt.Errorf("the trace is of another search:\n  %s\nnot of\n  %s", got, want)
	}
	n := 0
	var late []search.Event
	r, err := spec.Resume(s.space, measures, func() (search.Event, error) {
		e, err := trace.Next()
		var bad *search.TraceError
		if errors.As(err, &bad) && bad.Last {
			fmt.Fprintf(s.stderr, "protocell: %v; it is left out\n", bad)
			err = io.EOF
		}
		n++
		return e, err
	}, func(e search.Event) error {
		late = append(late, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(trace.Offset()); err != nil {
		return nil, err
	}
	if _, err := file.Seek(trace.Offset(), io.SeekStart); err != nil {
		return nil, err
	}
	fmt.Fprintf(s.stderr, "protocell: %d trials were done before\n", r.Spent().Trials+r.Spent().Cheap)
	w := search.Append(file)
	for _, e := range late {
		if err := w.Event(e); err != nil {
			return nil, err
		}
	}
	r.Emit(w.Event)
	return r, nil
}

// report prints what searches found.
func (s *searching) report(runs []*search.Run) error {
	var sum, square, n float64
	for i, r := range runs {
		best, ok := r.Best()
		if ok {
			sum += best.Value
			n++
		}
		if i < 10 {
			s.line(r)
		}
	}
	if len(runs) == 1 {
		return nil
	}
	if len(runs) > 10 {
		fmt.Fprintf(s.stdout, "... and %d more\n", len(runs)-10)
	}
	for _, r := range runs {
		if best, ok := r.Best(); ok {
			square += (best.Value - sum/n) * (best.Value - sum/n)
		}
	}
	fmt.Fprintf(s.stdout, "best value %.4f ± %.4f in %.0f searches\n", sum/n, math.Sqrt(square/(n-1)), n)
	return s.columns(runs)
}

// line prints what one search found.
func (s *searching) line(r *search.Run) {
	why, _ := r.Ended()
	spent := r.Spent()
	fmt.Fprintf(s.stdout, "seed %d: ", r.Spec().Seed)
	if best, ok := r.Best(); ok {
		fmt.Fprintf(s.stdout, "%s %v, trial %d of ", s.space.Print(best.Trial.Arch), best.Value, best.At.Trials)
	} else {
		fmt.Fprint(s.stdout, "nothing in ")
	}
	fmt.Fprintf(s.stdout, "%d", spent.Trials)
	if spent.Cheap > 0 {
		fmt.Fprintf(s.stdout, ", and %d of the proxy", spent.Cheap)
	}
	fmt.Fprintf(s.stdout, "; cost %.6g; %s; digest %s\n", spent.Cost, why, r.Digest())
}

// columns prints the means of the columns by which the table reports.
func (s *searching) columns(runs []*search.Run) error {
	if s.layout == nil {
		return nil
	}
	rows := evaluate.NewRows(s.space, s.table)
	for _, report := range s.layout.Reports {
		values := s.table.Column(report.Column).Values
		var found []float64
		for _, r := range runs {
			best, ok := r.Best()
			if !ok {
				continue
			}
			if row, ok := rows.Of(best.Trial.Arch); ok && !math.IsNaN(values[row]) {
				found = append(found, values[row])
			}
		}
		mean, sd := spreadOf(found)
		if _, err := fmt.Fprintf(s.stdout, "%-28s %.2f ± %.2f\n", report.Column, mean, sd); err != nil {
			return err
		}
	}
	return nil
}

// spreadOf returns the mean and the standard deviation of values.
func spreadOf(values []float64) (mean, sd float64) {
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		sd += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sd / float64(len(values)-1))
}
