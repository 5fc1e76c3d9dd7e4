// Command tables fetches public benchmark tables at pinned commits, checks what they
// are by their SHA-256, and converts them for the site, which the next build takes them
// into. It fetches only what is not there yet.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"protocell/core/table"
	"protocell/tools/site/build"
)

func main() {
	mirror := flag.String("mirror", "", "`folder` that is read in the place of the network, with OWNER/REPOSITORY/COMMIT/PATH below it")
	out := flag.String("out", "", "`folder` that the tables are written to (default where the build of the site looks for them)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, *mirror, *out)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tables:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, mirror, dir string) error {
	root, err := build.Root()
	if err != nil {
		return err
	}
	if mirror != "" && !filepath.IsAbs(mirror) {
		mirror = filepath.Join(root, mirror)
	}
	if dir == "" {
		dir = filepath.Join(root, ".cache", "data")
	}
	s := &store{
		dir: filepath.Join(dir, "files"), base: rawFiles, mirror: mirror,
		client: &http.Client{Timeout: 10 * time.Minute}, pause: 2 * time.Second,
	}
	return assemble(ctx, w, dir, s, outputs)
}

// assemble fetches the files of outputs and writes the tables to a folder. The error says
// what could not be got; the tables have the rest.
func assemble(ctx context.Context, w io.Writer, dir string, s *store, outputs []output) error {
	contents, lost, err := fetch(ctx, w, s, outputs)
	if err != nil {
		return err
	}
	fmt.Fprintln(w)
	for i := range outputs {
		o := &outputs[i]
		t, notes, err := o.convert(s.base, contents)
		if err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
		if t == nil {
			continue
		}
		b, err := table.Encode(t)
		if err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
		name := filepath.Join(dir, o.name+".table")
		if err := replace(name, b); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: %s, %d architectures, %d columns, %d bytes\n", name, o.title, t.Len(), len(t.Columns), len(b))
		for _, n := range notes {
			fmt.Fprintf(w, "  %s: %s\n", n.File, n.Text)
		}
	}
	if len(lost) > 0 {
		return fmt.Errorf("%d of %d files could not be got:\n%s", len(lost), len(lost)+len(contents), strings.Join(lost, "\n"))
	}
	return nil
}

// fetch gets the files of outputs, by their places, and says which could not be got and
// why.
func fetch(ctx context.Context, w io.Writer, s *store, outputs []output) (contents map[string][]byte, lost []string, err error) {
	contents = map[string][]byte{}
	for i := range outputs {
		for k := range outputs[i].files {
			f := &outputs[i].files[k]
			fmt.Fprintf(w, "%s\n  licence: %s\n  %d bytes, SHA-256 %s\n", f.place(), f.licence, f.bytes, f.sha256)
			content, from, err := s.get(ctx, f)
			switch {
			case errors.Is(err, context.Canceled):
				return nil, nil, err
			case err != nil:
				lost = append(lost, fmt.Sprintf("  %s: %v", f.place(), err))
				fmt.Fprintln(w, "  not got:", err)
				continue
			}
			contents[f.place()] = content
			fmt.Fprintln(w, "  "+map[string]string{"here": "it is here", "mirror": "copied from the mirror", "network": "downloaded"}[from])
		}
	}
	return contents, lost, nil
}

// replace writes a file, whole or not at all.
func replace(name string, content []byte) error {
	if err := os.WriteFile(name+".new", content, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
