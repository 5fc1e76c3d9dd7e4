package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"protocell/core/data/importer"
)

// runData imports images, says what they are, and writes them as a stored set.
func runData(ctx context.Context, e env, args []string) error {
	f := flagSet("data", `data PATH[,PATH...] [flags]

Imports images and prints what the set contains. PATH is a file or a folder: CIFAR-10
or CIFAR-100 as published (.bin, .tar.gz), IDX files as MNIST has them (also .gz),
pictures (PNG, JPEG, WebP; a folder for each class), a zip of those, or a stored set.
"score -data PATH" takes the same.`)
	var o importer.Options
	f.IntVar(&o.Edge, "edge", importer.DefaultEdge, "`pixels` of the edge that pictures are resized to")
	f.StringVar(&o.Name, "name", "", "`name` of the set (default that of the file or folder)")
	out := f.String("out", "", "`file` that the stored set is written to")
	// The path may stand before the flags, as people write it.
	var paths []string
	for len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		paths, args = append(paths, args[0]), args[1:]
	}
	if err := parse(e, f, args); err != nil {
		return err
	}
	if paths = append(paths, f.Args()...); len(paths) != 1 {
		return misused(f, fmt.Errorf("%d paths, want one; join those of one set by commas", len(paths)))
	}
	set, err := importPath(ctx, e, paths[0], o)
	if err != nil {
		return err
	}
	printSet(e, set)
	if *out == "" {
		return nil
	}
	return writeSet(*out, set)
}

func printSet(e env, s *importer.Set) {
	h := s.Header
	fmt.Fprintf(e.stdout, "%s\nid      %s\nkind    %s\nimages  %d of %dx%dx%d, %d bytes\n", s.Name, s.ID, h.Kind, h.Count, h.C, h.H, h.W, s.Size())
	for c := range h.Mean {
		fmt.Fprintf(e.stdout, "channel %d: mean %.6f, standard deviation %.6f\n", c, h.Mean[c], h.Std[c])
	}
	if !h.Labelled() {
		fmt.Fprintln(e.stdout, "no classes: the pictures are in one folder")
		return
	}
	fmt.Fprintf(e.stdout, "%d classes:\n", len(h.Classes))
	for i, n := range s.PerClass() {
		fmt.Fprintf(e.stdout, "  %-20s %d\n", h.Classes[i], n)
	}
}

// writeSet writes the file of a set.
func writeSet(name string, s *importer.Set) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	_, err = s.WriteTo(w)
	return errors.Join(err, w.Flush(), f.Close())
}
