package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

// spaceUsage describes the flag -space.
const spaceUsage = "search `space`: an id that \"protocell space ids\" prints"

// runSpace runs "space ids", "space show", "space list" and "space sample".
func runSpace(ctx context.Context, e env, args []string) error {
	return dispatch(ctx, e, "protocell space", []command{
		{"ids", "print the search spaces", runIDs},
		{"show", "print architectures in every notation, with their canonical forms", runShow},
		{"list", "print every architecture", runList},
		{"sample", "print random architectures", runSample},
	}, args)
}

// runIDs prints the search spaces, one a line: id, number of architectures, name.
func runIDs(_ context.Context, e env, args []string) error {
	f := flagSet("space ids", "space ids\n\nPrints the search spaces: what -space takes, how many architectures there are, and\nthe name.")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return misused(f, fmt.Errorf("%q is no flag", f.Arg(0)))
	}
	for _, s := range spaces.All() {
		i := s.Info()
		if _, err := fmt.Fprintf(e.stdout, "%-12s %20d  %s\n", i.ID, i.Size, i.Name); err != nil {
			return err
		}
	}
	return nil
}

// runShow prints what is known of architectures without building them.
func runShow(_ context.Context, e env, args []string) error {
	f := flagSet("space show", "space show [flags] ARCH...\n\nPrints architectures, given in any notation, in every notation.")
	id := f.String("space", "nb201", spaceUsage)
	if err := parse(e, f, args); err != nil {
		return err
	}
	s, err := spaces.ByID(*id)
	if err != nil {
		return misused(f, err)
	}
	if f.NArg() == 0 {
		return misused(f, errors.New("no architecture"))
	}
	for i, text := range f.Args() {
		a, err := s.Parse(text)
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
		if i > 0 {
			fmt.Fprintln(e.stdout)
		}
		for _, n := range s.Notations() {
			printed, err := s.PrintAs(a, n.ID)
			if err != nil {
				return err
			}
			fmt.Fprintf(e.stdout, "%-10s %s\n", n.ID, printed)
		}
		fmt.Fprintf(e.stdout, "%-10s %d of %d\n", "position", s.Index(a), s.Info().Size)
		fmt.Fprintf(e.stdout, "%-10s %s\n", "canonical", s.Canonical(a))
		if _, ok := s.(nb201.Space); ok {
			fmt.Fprintf(e.stdout, "%-10s %s\n", "strict", nb201.Space{}.Strict(a))
		}
		valid := "yes"
		if err := s.Valid(a); err != nil {
			valid = "no, " + err.Error()
		}
		fmt.Fprintf(e.stdout, "%-10s %s\n", "valid", valid)
	}
	return nil
}

// runList prints the space in its order.
func runList(ctx context.Context, e env, args []string) error {
	f := flagSet("space list", "space list [flags]\n\nPrints every architecture of a space, in its order, one a line.")
	id := f.String("space", "nb201", spaceUsage)
	notation := f.String("notation", space.Code, "`notation`")
	unique := f.Bool("unique", false, "only the first of those that the benchmark counts as isomorphic")
	valid := f.Bool("valid", false, "only those that carry their input to their output")
	if err := parse(e, f, args); err != nil {
		return err
	}
	s, err := spaces.ByID(*id)
	if err != nil {
		return misused(f, err)
	}
	seen := map[string]bool{}
	return printAll(ctx, e, s, *notation, func(yield func(space.Arch) bool) {
		for i := range s.Info().Size {
			a := s.At(i)
			if *unique {
				c := s.Canonical(a)
				if seen[c] {
					continue
				}
				seen[c] = true
			}
			if *valid && s.Valid(a) != nil {
				continue
			}
			if !yield(a) {
				return
			}
		}
	})
}

// runSample prints a seeded sample.
func runSample(ctx context.Context, e env, args []string) error {
	f := flagSet("space sample", "space sample [flags]\n\nPrints uniform random architectures, one a line.")
	id := f.String("space", "nb201", spaceUsage)
	notation := f.String("notation", space.Code, "`notation`")
	count := f.Int("count", 1, "`number` of architectures")
	seed := f.Uint64("seed", 1, "`seed`")
	if err := parse(e, f, args); err != nil {
		return err
	}
	s, err := spaces.ByID(*id)
	if err != nil {
		return misused(f, err)
	}
	r := rng.Named(*seed, "space/sample")
	return printAll(ctx, e, s, *notation, func(yield func(space.Arch) bool) {
		for range *count {
			if !yield(s.Sample(r)) {
				return
			}
		}
	})
}

// printAll prints architectures in a notation, one a line.
func printAll(ctx context.Context, e env, s space.Space, notation string, list iter.Seq[space.Arch]) error {
	for a := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		text, err := s.PrintAs(a, notation)
		if err != nil {
			return &usageError{"protocell space", err}
		}
		if _, err := fmt.Fprintln(e.stdout, text); err != nil {
			return err
		}
	}
	return nil
}
