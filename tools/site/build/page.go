package build

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"protocell/tools/site/policy"
)

// addPage adds the page, from the template index.html. It is added last: it
// names the other files and the version of them all.
func (b *builder) addPage(context.Context) error {
	functions := template.FuncMap{
		"path": func(name string) (string, error) {
			f, err := b.file(name)
			return f.Path, err
		},
		"size": func(name string) (int, error) {
			f, err := b.file(name)
			return len(f.data), err
		},
		"has": func(name string) bool {
			_, err := b.file(name)
			return err == nil
		},
		"version": b.version,
		"policy":  policy.Meta,
	}
	name := filepath.Join(b.Root, "index.html")
	source, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	t, err := template.New("index.html").Funcs(functions).Parse(string(source))
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := t.Execute(&page, nil); err != nil {
		return err
	}
	b.files = append(b.files, File{Name: "index.html", Path: "index.html", data: page.Bytes()})
	return nil
}

// file returns the file with a name, of those added so far.
func (b *builder) file(name string) (File, error) {
	for _, f := range b.files {
		if f.Name == name {
			return f, nil
		}
	}
	return File{}, fmt.Errorf("no file %q in the site", name)
}

// version is a digest of the files added so far.
func (b *builder) version() string {
	var paths bytes.Buffer
	for _, f := range b.files {
		fmt.Fprintln(&paths, f.Path)
	}
	return fingerprint(paths.Bytes())
}
