package build

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// goApp is the module that pages are written with. The half of it that serves pages over
// HTTP would be a seventh of each page's program, which never calls it: templates, which
// look methods up by name, keep the linker from leaving anything out, and so TLS and its
// elliptic curves are linked too.
const goApp = "github.com/maxence-charriere/go-app/v9"

// serving are the files of goApp that serve, with what is in their place.
var serving = map[string]string{
	"pkg/app/resource.go": "package app\n",
	"pkg/app/http.go": `package app

import "strings"

type Handler struct{}

func isRemoteLocation(path string) bool {
	return strings.HasPrefix(path, "https://") || strings.HasPrefix(path, "http://")
}

func isStaticResourcePath(path string) bool {
	return strings.HasPrefix(path, "/web/") || strings.HasPrefix(path, "web/")
}
`,
}

// leaveServingOut makes a copy of goApp without its serving half, which programs are then
// built with.
func (b *builder) leaveServingOut(ctx context.Context) error {
	download := exec.CommandContext(ctx, "go", "mod", "download", "-json", goApp)
	download.Dir = b.Root
	out, err := download.Output()
	if err != nil {
		return fmt.Errorf("go mod download %s: %w\n%s", goApp, err, bytes.TrimSpace(out))
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return fmt.Errorf("go mod download %s: %w", goApp, err)
	}
	to := filepath.Join(b.cache, "go-app")
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := copyModule(module.Dir, to, serving); err != nil {
		return err
	}
	b.modfile = filepath.Join(b.cache, "site.mod")
	for _, kind := range []string{".mod", ".sum"} {
		data, err := os.ReadFile(filepath.Join(b.Root, "go"+kind))
		if err != nil {
			return err
		}
		if kind == ".mod" {
			data = fmt.Appendf(data, "\nreplace %s => %s\n", goApp, "./"+filepath.ToSlash(filepath.Join(filepath.Base(b.cache), "go-app")))
		}
		if err := os.WriteFile(strings.TrimSuffix(b.modfile, ".mod")+kind, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// copyModule copies what a module is built from, with other text for some of its files,
// all of which it must have.
func copyModule(from, to string, other map[string]string) error {
	replaced := 0
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		goes := name == "go.mod" || strings.HasPrefix(name, "pkg/") && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if err != nil || d.IsDir() || !goes {
			return err
		}
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		if text, ok := other[name]; ok {
			data = []byte(text)
			replaced++
		}
		target := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
	if err == nil && replaced != len(other) {
		err = fmt.Errorf("%s has %d of the %d files that are to be left out: it is of another version", goApp, replaced, len(other))
	}
	return err
}
