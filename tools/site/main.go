// Command site builds the static site into a folder, ready for any static host.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"text/tabwriter"

	"protocell/tools/site/build"
)

func main() {
	out := flag.String("o", "public", "folder of the site")
	release := flag.Bool("release", false, "compress as well as possible")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *out, *release); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out string, release bool) error {
	root, err := build.Root()
	if err != nil {
		return err
	}
	if !filepath.IsAbs(out) {
		out = filepath.Join(root, out)
	}
	m, err := build.Site(ctx, build.Options{Root: root, Out: out, Release: release, Log: os.Stderr})
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "bytes\tbrotli\tgzip\t  file")
	for _, f := range m.Files {
		fmt.Fprintf(w, "%d\t%d\t%d\t  %s\n", f.Size, f.Brotli, f.Gzip, f.Path)
	}
	return w.Flush()
}
