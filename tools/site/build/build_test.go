package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"protocell/tools/site/policy"
)

// built builds the site once for the tests that look at it.
func built(t *testing.T) (dir string, m *Manifest) {
	t.Helper()
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "site")
	m, err = Site(t.Context(), Options{Root: root, Out: dir})
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func TestSite(t *testing.T) {
	dir, m := built(t)
	for _, name := range []string{"index.html", "study.html", "search.html", "device.html", "page.js", "page.wasm", "study.wasm", "search.wasm", "device.wasm", "worker.js", "worker.wasm", "analyst.wasm", "searcher.wasm", "meter.wasm", "importer.js", "importer.wasm", "charts.js", "kernels.wasm", "style.css", "icon.svg", "_headers"} {
		f, err := m.File(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if f.Path != name && !Immutable(f.Path) {
			t.Errorf("%s is not named after its content: %s", name, f.Path)
		}
	}
	for _, f := range m.Files {
		data := read(t, dir, f.Path)
		if len(data) != f.Size {
			t.Errorf("%s: %d bytes, the manifest says %d", f.Path, len(data), f.Size)
		}
		if f.Brotli > 0 {
			if got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(read(t, dir, f.Path+".br")))); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s.br is not %s: %v", f.Path, f.Path, err)
			}
		}
		if f.Gzip > 0 {
			z, err := gzip.NewReader(bytes.NewReader(read(t, dir, f.Path+".gz")))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s.gz is not %s: %v", f.Path, f.Path, err)
			}
		}
		if filepath.Ext(f.Name) == ".wasm" && (f.Brotli == 0 || f.Gzip == 0) && f.Size >= compressFrom {
			t.Errorf("%s has no compressed sibling", f.Path)
		}
	}
	for _, name := range []string{"index.html", "study.html", "search.html", "device.html"} {
		t.Run(name, func(t *testing.T) { testPage(t, string(read(t, dir, name))) })
	}
	t.Run("again", func(t *testing.T) { testAgain(t, dir, m) })
}

// testPage holds the page to its own security policy, and to relative addresses.
func testPage(t *testing.T, page string) {
	if !strings.Contains(strings.ReplaceAll(page, "&#39;", "'"), policy.Meta()) {
		t.Error("the page does not carry the security policy")
	}
	for _, m := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !Immutable(m[1]) || strings.ContainsAny(m[1], "/:") {
			t.Errorf("address %q is not a fingerprinted name in the same folder", m[1])
		}
	}
	for _, inline := range []string{`<style`, ` style=`, `<script>`, ` onclick=`, ` onload=`} {
		if strings.Contains(page, inline) {
			t.Errorf("the page has inline script or style: %s", inline)
		}
	}
}

// testAgain builds again with nothing changed: nothing may be written, and a file
// of an older build must go.
func testAgain(t *testing.T, dir string, first *Manifest) {
	old := filepath.Join(dir, "page.OLDOLD22.wasm")
	if err := os.WriteFile(old, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	page, err := first.File("page.wasm")
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(filepath.Join(dir, page.Path))
	if err != nil {
		t.Fatal(err)
	}
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	second, err := Site(t.Context(), Options{Root: root, Out: dir})
	if err != nil {
		t.Fatal(err)
	}
	if second.Version != first.Version {
		t.Errorf("version %s, then %s: the build is not reproducible", first.Version, second.Version)
	}
	after, err := os.Stat(filepath.Join(dir, page.Path))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("an unchanged file was written again")
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("a file of an older build is still there")
	}
}

func read(t *testing.T, dir, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestForeignFolder refuses to build where files of someone else would be removed.
func TestForeignFolder(t *testing.T) {
	dir := t.TempDir()
	precious := filepath.Join(dir, "thesis.txt")
	if err := os.WriteFile(precious, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Site(t.Context(), Options{Root: root, Out: dir})
	if err == nil || !strings.Contains(err.Error(), "not an earlier build") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

// TestMissingTools takes away what a build needs: the error must name the step.
func TestMissingTools(t *testing.T) {
	t.Run("go", func(t *testing.T) {
		t.Setenv("PATH", "")
		b := &builder{Options: Options{Root: t.TempDir(), Log: io.Discard}}
		if err := b.findToolchain(context.Background()); err == nil || !strings.Contains(err.Error(), "Go on the PATH") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("npm", func(t *testing.T) {
		t.Setenv("PATH", "")
		root := t.TempDir()
		for _, name := range []string{"package.json", "package-lock.json"} {
			if err := os.MkdirAll(filepath.Join(root, "assets"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "assets", name), []byte("{}"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b := &builder{Options: Options{Root: root, Log: io.Discard}}
		if err := b.installPackages(context.Background()); err == nil || !strings.Contains(err.Error(), "install Node.js") {
			t.Errorf("error %v", err)
		}
	})
}

// TestBudget holds the release build to its sizes.
func TestBudget(t *testing.T) {
	m := &Manifest{}
	for _, p := range programs {
		m.Files = append(m.Files, File{Name: p.name + ".wasm", Brotli: p.budget})
	}
	m.Files[1].Brotli++
	over, within := m.Files[1].Name, m.Files[0].Name
	err := checkBudget(m)
	if err == nil || !strings.Contains(err.Error(), over) || strings.Contains(err.Error(), within) {
		t.Errorf("error %v, want one about %s alone", err, over)
	}
}

// TestLockNamesNoHost keeps the addresses of package hosts out of the lock file.
func TestLockNamesNoHost(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	lock := read(t, root, filepath.Join("assets", "package-lock.json"))
	if bytes.Contains(lock, []byte(`"resolved"`)) || !bytes.Contains(lock, []byte(`"integrity": "sha512-`)) {
		t.Error("the lock file names where packages come from, or does not pin what they are")
	}
}
