package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

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
