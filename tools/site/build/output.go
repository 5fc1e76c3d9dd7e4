package build

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"protocell/tools/site/policy"
)

// write writes the site: first what is new, then the page that refers to it,
// then it removes what is left of older builds. A server may serve the folder
// meanwhile.
func (b *builder) write(ctx context.Context) (*Manifest, error) {
	version := b.version()
	b.files = append(b.files, File{Name: "_headers", Path: "_headers", data: headersFile()})
	forms, err := b.compress(ctx)
	if err != nil {
		return nil, err
	}
	keep := map[string]bool{ManifestName: true}
	for i := range b.files {
		f := &b.files[i]
		f.Size = len(f.data)
		f.Brotli, f.Gzip = len(forms[f.Path+".br"]), len(forms[f.Path+".gz"])
		for _, ext := range []string{".br", ".gz"} {
			if form, ok := forms[f.Path+ext]; ok {
				keep[f.Path+ext] = true
				if err := b.put(f.Path+ext, form); err != nil {
					return nil, err
				}
			}
		}
		keep[f.Path] = true
		if err := b.put(f.Path, f.data); err != nil {
			return nil, err
		}
	}
	m := &Manifest{Version: version, Files: b.files}
	sort.Slice(m.Files, func(i, j int) bool { return m.Files[i].Name < m.Files[j].Name })
	list, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	if err := b.put(ManifestName, append(list, '\n')); err != nil {
		return nil, err
	}
	return m, b.prune(keep)
}

// put writes one file of the site unless it is there already.
func (b *builder) put(path string, data []byte) error {
	name := filepath.Join(b.Out, filepath.FromSlash(path))
	if have, err := os.ReadFile(name); err == nil && bytes.Equal(have, data) {
		return nil
	}
	return replace(name, data)
}

// prune removes the files that are not of this build. It refuses to touch a
// folder that an earlier build did not write.
func (b *builder) prune(keep map[string]bool) error {
	return filepath.WalkDir(b.Out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path, err := filepath.Rel(b.Out, name)
		if err != nil || keep[filepath.ToSlash(path)] {
			return err
		}
		return os.Remove(name)
	})
}

// headersFile returns the headers in the form that several static hosts read.
func headersFile() []byte {
	var out bytes.Buffer
	fmt.Fprintln(&out, "/*")
	for _, h := range policy.Headers(policy.Options{}) {
		fmt.Fprintf(&out, "  %s: %s\n", h.Name, h.Value)
	}
	return out.Bytes()
}

// claim makes the output folder, or says why it is not one: everything in it
// that is not of the build will be removed.
func (b *builder) claim(context.Context) error {
	entries, err := os.ReadDir(b.Out)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(b.Out, 0o755)
	}
	if err != nil || len(entries) == 0 {
		return err
	}
	if _, err := os.Stat(filepath.Join(b.Out, ManifestName)); err != nil {
		return fmt.Errorf("%s is not empty and not an earlier build: choose another folder", b.Out)
	}
	return nil
}
