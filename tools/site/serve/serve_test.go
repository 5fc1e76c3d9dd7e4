package serve

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"protocell/tools/site/build"
	"protocell/tools/site/policy"
)

const (
	page    = "<!doctype html>page"
	program = "\x00asm program"
	script  = "page.ABCD2345.js"
	wasm    = "page.QZ5VB3KM.wasm"
)

// fixture writes a small site, with a secret beside it, and returns its folder.
func fixture(t *testing.T) string {
	t.Helper()
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	for name, data := range map[string]string{
		"index.html":             page,
		wasm:                     program,
		wasm + ".br":             string(packed(t, program, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })),
		wasm + ".gz":             string(packed(t, program, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })),
		script:                   "script",
		"deep/icon.KH5J2DUP.svg": "<svg/>",
		"unknown.bin":            "bin",
		"../secret.json":         "secret",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(parent, "secret.json"), filepath.Join(dir, "link.json")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// packed compresses text.
func packed(t *testing.T, text string, writer func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var out bytes.Buffer
	w := writer(&out)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// ask sends one request to the site in dir. Headers are name, value, name, ….
func ask(t *testing.T, dir, method, target string, headers ...string) *http.Response {
	t.Helper()
	h, err := Handler(dir, policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = target
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// body reads an answer, undoing its content coding.
func body(t *testing.T, r *http.Response) string {
	t.Helper()
	var from io.Reader = r.Body
	switch r.Header.Get("Content-Encoding") {
	case "br":
		from = brotli.NewReader(from)
	case "gzip":
		z, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	data, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestNegotiation(t *testing.T) {
	dir := fixture(t)
	for _, c := range []struct{ accept, want string }{
		{"", ""},
		{"identity", ""},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip", "gzip"},
		{"GZIP;q=0.5 , BR ; q=0.1", "br"},
		{"br;q=0, gzip", "gzip"},
		{"br;q=0, gzip;q=0.0", ""},
		{"br;q=nonsense, gzip", "gzip"},
		{"br;q=7", ""},
		{"*", "br"},
		{"br;q=0, *", "gzip"},
		{"*;q=0", ""},
		{"deflate", ""},
		{";;,,=", ""},
	} {
		r := ask(t, dir, "GET", "/"+wasm, "Accept-Encoding", c.accept)
		if got := r.Header.Get("Content-Encoding"); got != c.want {
			t.Errorf("%q: coding %q, want %q", c.accept, got, c.want)
		}
		if got := r.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%q: Vary %q", c.accept, got)
		}
		if got := body(t, r); got != program {
			t.Errorf("%q: body %q", c.accept, got)
		}
	}
	if r := ask(t, dir, "GET", "/"+script, "Accept-Encoding", "br"); r.Header.Get("Content-Encoding") != "" || body(t, r) != "script" {
		t.Error("a file without siblings is not served as it is")
	}
}

func TestTypesAndCaching(t *testing.T) {
	dir := fixture(t)
	for _, c := range []struct{ path, contentType, cache string }{
		{"/", "text/html; charset=utf-8", revalidate},
		{"/index.html", "text/html; charset=utf-8", revalidate},
		{"/" + wasm, "application/wasm", immutable},
		{"/" + script, "text/javascript; charset=utf-8", immutable},
		{"/deep/icon.KH5J2DUP.svg", "image/svg+xml", immutable},
	} {
		r := ask(t, dir, "GET", c.path)
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", c.path, r.Status)
		}
		if got := r.Header.Get("Content-Type"); got != c.contentType {
			t.Errorf("%s: type %q, want %q", c.path, got, c.contentType)
		}
		if got := r.Header.Get("Cache-Control"); got != c.cache {
			t.Errorf("%s: caching %q, want %q", c.path, got, c.cache)
		}
	}
}

// TestNeverStale changes a file under a running server: a client that has the old
// one must get the new one, and one that has the new one nothing again.
func TestNeverStale(t *testing.T) {
	dir := fixture(t)
	old := ask(t, dir, "GET", "/").Header.Get("Etag")
	if r := ask(t, dir, "GET", "/", "If-None-Match", old); r.StatusCode != http.StatusNotModified || body(t, r) != "" {
		t.Errorf("the same page: %s", r.Status)
	}
	if r := ask(t, dir, "GET", "/"+wasm, "If-None-Match", old); r.StatusCode != http.StatusOK {
		t.Errorf("the tag of another file: %s", r.Status)
	}
	// Of the same length, and within the resolution of any clock.
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(strings.ToUpper(page)), 0o644); err != nil {
		t.Fatal(err)
	}
	r := ask(t, dir, "GET", "/", "If-None-Match", old)
	if r.StatusCode != http.StatusOK || body(t, r) != strings.ToUpper(page) {
		t.Errorf("the changed page: %s", r.Status)
	}
	br := ask(t, dir, "GET", "/"+wasm, "Accept-Encoding", "br").Header.Get("Etag")
	if plain := ask(t, dir, "GET", "/"+wasm).Header.Get("Etag"); br == plain {
		t.Error("two codings share an entity tag")
	}
}

func TestHead(t *testing.T) {
	dir := fixture(t)
	for _, coding := range []string{"", "br", "gzip"} {
		get := ask(t, dir, "GET", "/"+wasm, "Accept-Encoding", coding)
		data, err := io.ReadAll(get.Body)
		if err != nil {
			t.Fatal(err)
		}
		head := ask(t, dir, "HEAD", "/"+wasm, "Accept-Encoding", coding)
		if head.ContentLength != int64(len(data)) || raw(t, head) != "" {
			t.Errorf("%q: HEAD says %d bytes, GET has %d", coding, head.ContentLength, len(data))
		}
		for name := range get.Header {
			if head.Header.Get(name) != get.Header.Get(name) {
				t.Errorf("%q: %s: HEAD %q, GET %q", coding, name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}

// raw reads an answer as it is.
func raw(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRange(t *testing.T) {
	dir := fixture(t)
	r := ask(t, dir, "GET", "/"+wasm, "Range", "bytes=5-7")
	if r.StatusCode != http.StatusPartialContent || raw(t, r) != program[5:8] || r.Header.Get("Content-Range") != "bytes 5-7/12" {
		t.Errorf("a range: %s, %s", r.Status, r.Header.Get("Content-Range"))
	}
	whole := raw(t, ask(t, dir, "GET", "/"+wasm, "Accept-Encoding", "br"))
	r = ask(t, dir, "GET", "/"+wasm, "Accept-Encoding", "br", "Range", "bytes=2-")
	if r.StatusCode != http.StatusPartialContent || raw(t, r) != whole[2:] {
		t.Errorf("a range of a coded form: %s", r.Status)
	}
	r = ask(t, dir, "GET", "/"+wasm, "Range", "bytes=99-")
	if r.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a range beyond the end: %s", r.Status)
	}
}

func TestNotServed(t *testing.T) {
	dir := fixture(t)
	for _, path := range []string{
		"/missing.js", "/deep", "/deep/", "/unknown.bin", "/index", "/" + wasm + ".br", "/" + wasm + ".gz",
		"/../secret.json", "/deep/../../secret.json", "/..%2fsecret.json", `/..\secret.json`, "//secret.json",
		"/./index.html", "/deep//icon.KH5J2DUP.svg", "/nul\x00.json", "/index.html/x.json",
	} {
		r := ask(t, dir, "GET", path)
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %s, want 404", path, r.Status)
		}
		if got := r.Header.Get("Cache-Control"); got != revalidate {
			t.Errorf("%q: caching %q", path, got)
		}
	}
	if r := ask(t, dir, "GET", "/link.json"); r.StatusCode == http.StatusOK || strings.Contains(raw(t, r), "secret") {
		t.Errorf("a link out of the site: %s", r.Status)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		r := ask(t, dir, method, "/")
		if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %s", method, r.Status)
		}
	}
}

// TestSecurityHeaders holds every kind of answer to the same headers.
func TestSecurityHeaders(t *testing.T) {
	dir := fixture(t)
	for _, r := range []*http.Response{
		ask(t, dir, "GET", "/"), ask(t, dir, "GET", "/"+script), ask(t, dir, "GET", "/missing.js"), ask(t, dir, "POST", "/"),
	} {
		for _, h := range policy.Headers(policy.Options{}) {
			if got := r.Header.Get(h.Name); got != h.Value {
				t.Errorf("%s: %s is %q", r.Status, h.Name, got)
			}
		}
	}
}

// TestUnderPath serves a site below a path, as the page's tests do.
func TestUnderPath(t *testing.T) {
	h, err := Handler(fixture(t), policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	http.StripPrefix("/lab", h).ServeHTTP(w, httptest.NewRequest("GET", "/lab/", nil))
	if w.Code != http.StatusOK || w.Body.String() != page {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := Handler(filepath.Join(t.TempDir(), "missing"), policy.Options{}); err == nil {
		t.Error("a missing folder is served")
	}
}

// TestFixtureNames keeps the names above of the form that the builder gives.
func TestFixtureNames(t *testing.T) {
	for name, want := range map[string]bool{wasm: true, script: true, "index.html": false, "site.json": false, "a.abcd2345.js": false} {
		if build.Immutable(name) != want {
			t.Errorf("Immutable(%q) = %v", name, !want)
		}
	}
}

func FuzzAccepted(f *testing.F) {
	f.Add("gzip, deflate, br;q=0.5, *;q=0")
	f.Fuzz(func(t *testing.T, header string) {
		for _, coding := range accepted(header) {
			if extension[coding] == "" {
				t.Errorf("accepted %q", coding)
			}
		}
	})
}
