package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCopyModule leaves tests and other folders out, replaces text, and notices that a
// file is gone which it should replace.
func TestCopyModule(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module m\n", "README.md": "", "pkg/app/a.go": "a", "pkg/app/http.go": "old", "pkg/app/a_test.go": "", "docs/d.go": "",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(from, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(from, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := copyModule(from, to, map[string]string{"pkg/app/http.go": "new"}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range []string{"go.mod", "README.md", "pkg/app/a.go", "pkg/app/http.go", "pkg/app/a_test.go", "docs/d.go"} {
		if text, err := os.ReadFile(filepath.Join(to, name)); err == nil {
			got = append(got, name+"="+strings.TrimSpace(string(text)))
		}
	}
	if want := "go.mod=module m pkg/app/a.go=a pkg/app/http.go=new"; strings.Join(got, " ") != want {
		t.Errorf("copied %s, want %s", got, want)
	}
	if err := copyModule(from, to, map[string]string{"pkg/app/serve.go": ""}); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("a module without a file that is to be replaced: %v", err)
	}
}
