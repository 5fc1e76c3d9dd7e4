package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundleScripts bundles every assets/*.js as a script of its own. A script that
// imports "wasm_exec" gets the toolchain's.
func (b *builder) bundleScripts(context.Context) error {
	entries, err := filepath.Glob(filepath.Join(b.Root, "assets", "*.js"))
	if err != nil {
		return err
	}
	b.logf("bundle %d scripts", len(entries))
	for _, entry := range entries {
		if err := b.bundle(filepath.Base(entry), api.BuildOptions{
			EntryPoints: []string{entry},
			Format:      api.FormatIIFE,
			Alias:       map[string]string{"wasm_exec": filepath.Join(b.goroot, filepath.FromSlash(glue))},
		}); err != nil {
			return err
		}
	}
	return nil
}

// bundleStyles joins all assets/*.css, in the order of their names, into
// style.css.
func (b *builder) bundleStyles(context.Context) error {
	entries, err := filepath.Glob(filepath.Join(b.Root, "assets", "*.css"))
	if err != nil {
		return err
	}
	b.logf("bundle %d style sheets", len(entries))
	var source strings.Builder
	for _, entry := range entries {
		fmt.Fprintf(&source, "@import %q;\n", "./"+filepath.Base(entry))
	}
	return b.bundle("style.css", api.BuildOptions{
		Stdin: &api.StdinOptions{
			Contents:   source.String(),
			ResolveDir: filepath.Join(b.Root, "assets"),
			Sourcefile: "style.css",
			Loader:     api.LoaderCSS,
		},
	})
}

// bundle runs esbuild and adds its main output under name, and the files that
// the output refers to under their own.
func (b *builder) bundle(name string, o api.BuildOptions) error {
	o.Bundle = true
	o.MinifyWhitespace, o.MinifyIdentifiers, o.MinifySyntax = true, true, true
	o.Target = api.ES2022
	o.Charset = api.CharsetUTF8
	o.LegalComments = api.LegalCommentsEndOfFile
	o.AbsWorkingDir = b.Root
	o.Outdir = filepath.Join(b.Root, "bundle")
	o.Write = false
	o.AssetNames = "[name].[hash]"
	o.Loader = map[string]api.Loader{".woff": api.LoaderFile, ".woff2": api.LoaderFile, ".svg": api.LoaderFile, ".png": api.LoaderFile}
	result := api.Build(o)
	if len(result.Errors) > 0 {
		return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	for _, w := range api.FormatMessages(result.Warnings, api.FormatMessagesOptions{Kind: api.WarningMessage}) {
		b.logf("%s", strings.TrimSpace(w))
	}
	ext := filepath.Ext(name)
	for _, f := range result.OutputFiles {
		if filepath.Ext(f.Path) == ext {
			b.add(name, f.Contents)
			continue
		}
		path, err := filepath.Rel(o.Outdir, f.Path)
		if err != nil {
			return err
		}
		b.files = append(b.files, File{Name: filepath.ToSlash(path), Path: filepath.ToSlash(path), data: f.Contents})
	}
	return nil
}

// addIcons adds assets/icons/*.
func (b *builder) addIcons(context.Context) error {
	icons, err := filepath.Glob(filepath.Join(b.Root, "assets", "icons", "*"))
	if err != nil {
		return err
	}
	for _, icon := range icons {
		data, err := os.ReadFile(icon)
		if err != nil {
			return err
		}
		b.add(filepath.Base(icon), data)
	}
	return nil
}
