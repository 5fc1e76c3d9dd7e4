package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/table/importer"
)

// runTable runs "table import", "table show" and "table join".
func runTable(ctx context.Context, e env, args []string) error {
	return dispatch(ctx, e, "protocell table", []command{
		{"import", "make a table of files of a benchmark", runTableImport},
		{"show", "say what a table has, or print it as CSV", runTableShow},
		{"join", "make one table of several of one space", runTableJoin},
		{"score", "make a table of proxies that are computed here", runTableScore},
	}, args)
}

// runTableImport imports files and writes them as one table.
func runTableImport(ctx context.Context, e env, args []string) error {
	f := flagSet("table import", `table import FILE... [flags]

Imports files of a benchmark, joins them by their architectures, and says what the
table has. A FILE is JSON of NAS-Bench-Suite-Zero as NASLib writes it, CSV with a column
of architectures in any notation, as HW-NAS-Bench has it, or a table; also as .gz.`)
	o := importer.Options{Progress: func(importer.Progress) error { return ctx.Err() }}
	f.StringVar(&o.Title, "title", "", "`title` of the table (default the name of the space)")
	f.StringVar(&o.Space, "space", "", "`id` of the search space (default told by the architectures)")
	f.StringVar(&o.Dataset, "dataset", "", "`id` of the data set of columns that do not say theirs")
	f.BoolVar(&o.Times, "times", false, "keep the times that NASLib measured for its proxies")
	var s table.Source
	f.StringVar(&s.Title, "source", "", "`title` of the source (default the name of each file)")
	f.StringVar(&s.URL, "url", "", "`address` of the source")
	f.StringVar(&s.Licence, "licence", "", "`name` of the licence of the files")
	digits := f.Int("digits", 0, "round values to significant `digits` (default all are kept)")
	out := f.String("out", "", "`file` that the table is written to")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	if *digits < 0 || *digits > 17 {
		return misused(f, fmt.Errorf("%d digits; choose 1 to 17, or 0 to keep all", *digits))
	}
	var files []importer.File
	for _, name := range names {
		b, err := readTable(name)
		if err != nil {
			return err
		}
		files = append(files, importer.File{Name: name, Data: b, Source: s})
	}
	t, notes, err := importer.Import(files, o)
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintf(e.stderr, "%s: %s\n", n.File, n.Text)
	}
	for i := range t.Columns {
		if *digits > 0 {
			t.Columns[i].Round(*digits)
		}
	}
	return finishTable(e, t, *out)
}

// runTableJoin joins tables.
func runTableJoin(_ context.Context, e env, args []string) error {
	f := flagSet("table join", `table join FILE... [flags]

Joins tables by their architectures: one has the rows and the columns of all. Where two
columns have one id, the second gets another.`)
	out := f.String("out", "", "`file` that the table is written to")
	title := f.String("title", "", "`title` of the table (default that of the first)")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	var all []*table.Table
	for _, name := range names {
		t, err := openTable(name)
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	t, err := table.Join(all...)
	if err != nil {
		return err
	}
	if *title != "" {
		t.Title = *title
	}
	return finishTable(e, t, *out)
}

// runTableShow says what a table has, or prints it.
func runTableShow(_ context.Context, e env, args []string) error {
	f := flagSet("table show", "table show FILE [flags]\n\nSays what the columns of a table are, or prints its rows as CSV.")
	rows := f.Bool("csv", false, "print the rows, with the architecture in the space's first notation")
	names, err := filesAndFlags(e, f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return misused(f, fmt.Errorf("%d files, want one", len(names)))
	}
	t, err := openTable(names[0])
	if err != nil {
		return err
	}
	if *rows {
		return printRows(e.stdout, t)
	}
	return printTable(e.stdout, t)
}

// filesAndFlags parses arguments of which the first may be files.
func filesAndFlags(e env, f *flag.FlagSet, args []string) ([]string, error) {
	var names []string
	for len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		names, args = append(names, args[0]), args[1:]
	}
	if err := parse(e, f, args); err != nil {
		return nil, err
	}
	if names = append(names, f.Args()...); len(names) == 0 {
		return nil, misused(f, errors.New("no file"))
	}
	return names, nil
}

// readTable reads a file, as far as an import would.
func readTable(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, max(importer.MaxFile, table.MaxFile)+1))
}

func openTable(name string) (*table.Table, error) {
	b, err := readTable(name)
	if err != nil {
		return nil, err
	}
	t, err := table.Decode(b, spaces.ByID)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// finishTable says what a table has, and writes it to a file if that has a name.
func finishTable(e env, t *table.Table, name string) error {
	b, err := table.Encode(t)
	if err != nil {
		return err
	}
	if err := printTable(e.stdout, t); err != nil || name == "" {
		return err
	}
	fmt.Fprintf(e.stdout, "\n%s, %d bytes\n", table.ID(b), len(b))
	return os.WriteFile(name, b, 0o644)
}
