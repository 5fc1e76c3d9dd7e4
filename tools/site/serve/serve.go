// Package serve is the HTTP server of a built site: precompressed files, exact
// types, caching that never shows a stale program, and the security headers of
// package policy.
package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"protocell/tools/site/build"
	"protocell/tools/site/policy"
)

// types has the content type of every kind of file in a site. The system's own
// table differs from machine to machine.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".csv":   "text/csv; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".table": "application/octet-stream",
	".wasm":  "application/wasm",
	".woff":  "font/woff",
	".woff2": "font/woff2",
}

// A site's browser cache rules: a name with a fingerprint never changes its
// content; any other is asked for again each time, and answered by 304 if it is
// the same.
const (
	immutable  = "public, max-age=31536000, immutable"
	revalidate = "no-cache"
)

// site serves one folder.
type site struct {
	root    *os.Root
	headers []policy.Header
}

// Handler serves the site in dir under the root path. Wrap it in
// http.StripPrefix to serve it under another.
func Handler(dir string, o policy.Options) (http.Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &site{root: root, headers: policy.Headers(o)}, nil
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, h := range s.headers {
		w.Header().Set(h.Name, h.Value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are served here.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	contentType, known := types[path.Ext(name)]
	if !known || !fs.ValidPath(name) {
		notFound(w)
		return
	}
	f, err := s.open(name, r.Header.Get("Accept-Encoding"))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			notFound(w)
			return
		}
		http.Error(w, "This file cannot be read.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Etag", f.tag)
	h.Set("Cache-Control", revalidate)
	if build.Immutable(name) {
		h.Set("Cache-Control", immutable)
	}
	if f.coding != "" {
		h.Set("Content-Encoding", f.coding)
		// ServeContent leaves the length out where there is a coding; a reader who
		// waits for the program wants it.
		h.Set("Content-Length", strconv.Itoa(len(f.data)))
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(f.data))
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", revalidate)
	http.Error(w, "There is no such page here.", http.StatusNotFound)
}

// form is one representation of a file.
type form struct {
	data   []byte
	coding string // content coding, or "" for the file itself
	tag    string // entity tag
}

// open reads the best form of a file that the client accepts.
func (s *site) open(name, accept string) (form, error) {
	// Whatever cannot be looked at, a link out of the site too, is not there.
	if info, err := s.root.Stat(name); err != nil || !info.Mode().IsRegular() {
		return form{}, fs.ErrNotExist
	}
	for _, coding := range accepted(accept) {
		data, err := s.root.ReadFile(name + extension[coding])
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return form{data, coding, tag(data)}, err
	}
	data, err := s.root.ReadFile(name)
	return form{data, "", tag(data)}, err
}

// tag is a strong entity tag: a digest of the bytes sent.
func tag(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}
