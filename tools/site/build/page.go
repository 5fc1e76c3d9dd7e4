package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"protocell/tools/site/policy"
)

// page is one page of the site, in the fields of the template index.html.
type page struct {
	File        string // empty for the page that the site opens with
	Program     string // its program
	Title       string
	Description string // what it is for, shown while the program loads
}

// pages are all of them, one line each.
var pages = []page{
	{"", "page.wasm", "Protocell – neural architecture search without training, in your browser",
		"Edit a neural network cell as a graph. Its exact cost and its zero-cost scores are computed here, on your machine."},
	{"study.html", "study.wasm", "Protocell – which proxy ranks best?",
		"See how well zero-cost proxies rank networks that were trained, with intervals, on benchmark tables."},
	{"search.html", "search.wasm", "Protocell – neural architecture search, live",
		"Run searches on your own machine and watch every step: training-free, trained, and on benchmark tables."},
	{"device.html", "device.wasm", "Protocell – how fast is it on your device?",
		"Measure networks on your own machine, and predict how long every other architecture takes."},
}

// addPages adds the pages. They are added last: they name the other files and the
// version of them all.
func (b *builder) addPages(context.Context) error {
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
	var made []File
	for _, p := range pages {
		var text bytes.Buffer
		if err := t.Execute(&text, p); err != nil {
			return err
		}
		name := cmp.Or(p.File, "index.html")
		made = append(made, File{Name: name, Path: name, data: text.Bytes()})
	}
	b.files = append(b.files, made...)
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
