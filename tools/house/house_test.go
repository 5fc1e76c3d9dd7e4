// Package house holds the source to the rules of the house: it has only tests.
package house

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"protocell/tools/site/build"
)

// maxLines is the length that no source file passes: one concept needs less.
const maxLines = 450

// source is one Go file of the module.
type source struct {
	path string // from the module's folder, with slashes
	text []byte
	file *ast.File
	set  *token.FileSet
}

// sources parses every Go file of the module, whatever its build tags.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	for _, path := range files(t, ".go") {
		text, err := os.ReadFile(filepath.Join(root(t), path))
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, source{path, text, file, set})
	}
	if len(out) < 50 {
		t.Fatalf("only %d Go files found", len(out))
	}
	return out
}

// root returns the module's folder.
func root(t *testing.T) string {
	t.Helper()
	dir, err := build.Root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// files lists the module's own files with an extension.
func files(t *testing.T, ext string) []string {
	t.Helper()
	dir := root(t)
	skip := map[string]bool{"node_modules": true, "public": true, "testdata": true, ".git": true, ".cache": true}
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && skip[d.Name()] {
			return filepath.SkipDir
		}
		if !d.IsDir() && filepath.Ext(name) == ext {
			path, err := filepath.Rel(dir, name)
			out = append(out, filepath.ToSlash(path))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFormatted(t *testing.T) {
	for _, s := range sources(t) {
		want, err := format.Source(s.text)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(s.text, want) {
			t.Errorf("%s: not formatted: run gofmt", s.path)
		}
	}
}

func TestShort(t *testing.T) {
	for _, ext := range []string{".go", ".js"} {
		for _, path := range files(t, ext) {
			text, err := os.ReadFile(filepath.Join(root(t), path))
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(text, []byte("\n")); n > maxLines && !ast.IsGenerated(parsed(t, path)) {
				t.Errorf("%s: %d lines; more than %d hold more than one concept", path, n, maxLines)
			}
		}
	}
}

// parsed parses the comments of a Go file, or returns an empty file for another.
func parsed(t *testing.T, path string) *ast.File {
	t.Helper()
	if filepath.Ext(path) != ".go" {
		return &ast.File{}
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root(t), path), nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestNothingUnfinished(t *testing.T) {
	unfinished := regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)
	for _, ext := range []string{".go", ".js", ".css", ".html", ".md"} {
		for _, path := range files(t, ext) {
			if strings.HasPrefix(path, "tools/house/") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(root(t), path))
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				if unfinished.MatchString(line) {
					t.Errorf("%s:%d: %s", path, i+1, strings.TrimSpace(line))
				}
			}
		}
	}
}

// TestImports keeps the computing half apart from the page.
func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.path, "core/") {
			continue
		}
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			forbidden := strings.HasPrefix(path, "protocell/") && !strings.HasPrefix(path, "protocell/core") ||
				path == "syscall/js" || path == "math/rand" || path == "math/rand/v2" ||
				strings.Contains(path, "go-app") || strings.Contains(path, "safejs")
			// A test may use what ships with the module's tools.
			if strings.HasSuffix(s.path, "_test.go") && strings.HasPrefix(path, "protocell/tools/") {
				forbidden = false
			}
			if forbidden {
				t.Errorf("%s: imports %s", s.path, path)
			}
		}
	}
}

// sameEverywhere are the functions of package math whose result IEEE 754 fixes, or
// that compute nothing. Any other may differ from platform to platform.
var sameEverywhere = map[string]bool{
	"Abs": true, "Ceil": true, "Copysign": true, "Float32bits": true, "Float32frombits": true,
	"Float64bits": true, "Float64frombits": true, "Floor": true, "Frexp": true, "Inf": true,
	"IsInf": true, "IsNaN": true, "Ldexp": true, "Max": true, "Min": true, "Modf": true, "NaN": true,
	"Round": true, "RoundToEven": true, "Signbit": true, "Sqrt": true, "Trunc": true, "FMA": true,
}

// TestSameEverywhere keeps functions whose bits depend on the platform out of what
// computes scores.
func TestSameEverywhere(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.path, "core/") || strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok && pkg.Name == "math" && !sameEverywhere[selector.Sel.Name] {
				t.Errorf("%s: math.%s differs from platform to platform: use package detmath", s.set.Position(n.Pos()), selector.Sel.Name)
			}
			return true
		})
	}
}
