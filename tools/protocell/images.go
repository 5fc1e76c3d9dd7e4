package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"protocell/core/data"
	"protocell/core/data/importer"
	"protocell/core/experiment"
)

// images are the stored sets of a run: those that -data names by path.
type images struct {
	edge int
	sets map[string][]byte // files, by id
}

// Open implements data.Source.
func (m *images) Open(id string) (data.Stored, error) {
	file, ok := m.sets[id]
	if !ok {
		return nil, &data.MissingError{ID: id}
	}
	return inMemory{bytes.NewReader(file)}, nil
}

// inMemory is a stored set in memory.
type inMemory struct{ *bytes.Reader }

// Close implements data.Stored.
func (inMemory) Close() error { return nil }

// load imports what spec.Data names, if that is no set but a path, and puts the id
// of the set in its place. If -classes is not given, the experiment has as many
// classes as the set.
func (m *images) load(ctx context.Context, e env, f *flag.FlagSet, spec *experiment.Spec) error {
	id, set, err := m.imported(ctx, e, spec.Data)
	if err != nil || set == nil {
		return err
	}
	spec.Data = id
	given := false
	f.Visit(func(v *flag.Flag) { given = given || v.Name == "classes" })
	if n := len(set.Header.Classes); n > 0 && !given {
		spec.Skeleton.Classes = n
	}
	return nil
}

// imported imports a path, and returns no set for the name of one.
func (m *images) imported(ctx context.Context, e env, path string) (string, *importer.Set, error) {
	isSet := slices.ContainsFunc(data.Sets(), func(i data.Info) bool { return i.ID == path })
	if isSet || data.IsStored(path) {
		return path, nil, nil
	}
	if _, err := os.Stat(path); err != nil && !strings.ContainsAny(path, `./\,`) {
		return path, nil, nil // the name of no set, as validation will say
	}
	set, err := importPath(ctx, e, path, importer.Options{Edge: m.edge})
	if err != nil {
		return "", nil, err
	}
	var file bytes.Buffer
	file.Grow(int(set.Size()))
	if _, err := set.WriteTo(&file); err != nil {
		return "", nil, err
	}
	m.sets = map[string][]byte{set.ID: file.Bytes()}
	return set.ID, set, nil
}

// importPath imports a file, a folder, or several files joined by commas, and says
// which files are not in the set.
func importPath(ctx context.Context, e env, path string, o importer.Options) (*importer.Set, error) {
	parts := []string{path}
	if _, err := os.Stat(path); err != nil {
		parts = strings.Split(path, ",")
	}
	var files []importer.File
	for _, part := range parts {
		more, err := importer.Disk(part)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	o.Progress = func(importer.Progress) error { return ctx.Err() }
	set, err := importer.Import(files, o)
	if err != nil {
		return nil, err
	}
	const shown = 10
	for i, s := range set.Skipped {
		if i == shown {
			fmt.Fprintf(e.stderr, "protocell: and %d files more are not in the set\n", len(set.Skipped)-shown)
			break
		}
		fmt.Fprintf(e.stderr, "protocell: not in the set: %s: %s\n", s.Path, s.Reason)
	}
	return set, nil
}
