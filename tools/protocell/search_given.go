package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space/spaces"
	"protocell/core/wire"
)

// prepareGiven reads the spec of the search from a file.
func (s *searching) prepareGiven(*flag.FlagSet) (err error) {
	if err := s.counts(); err != nil {
		return err
	}
	if s.spec, err = readSpec(s.given); err != nil {
		return fmt.Errorf("-spec %s: %w", s.given, err)
	}
	if s.space, err = spaces.ByID(s.spec.Space); err != nil {
		return fmt.Errorf("-spec %s: %w", s.given, err)
	}
	if s.evaluation, err = evaluate.Parse(s.spec.Evaluation); err != nil {
		return fmt.Errorf("-spec %s: evaluation: %w", s.given, err)
	}
	if name, ok := strings.CutPrefix(s.evaluator, "table:"); ok {
		name, _, _ = strings.Cut(name, "#")
		if err := s.open(name); err != nil {
			return fmt.Errorf("-evaluator %s: %w", s.evaluator, err)
		}
	}
	s.spec, err = s.spec.Canonical(s.space)
	return err
}

// readSpec reads the spec of a trace, or a spec alone.
func readSpec(name string) (spec search.Spec, err error) {
	file, err := os.Open(name)
	if err != nil {
		return spec, err
	}
	defer file.Close()
	first, err := io.ReadAll(io.LimitReader(file, search.MaxLine))
	if err != nil {
		return spec, err
	}
	if r, err := search.NewReader(bytes.NewReader(first)); err == nil {
		return r.Spec(), nil
	}
	return spec, wire.Unmarshal(bytes.TrimSpace(first), &spec)
}
