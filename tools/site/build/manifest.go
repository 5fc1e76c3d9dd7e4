package build

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// ManifestName is the name of the manifest in the site.
const ManifestName = "site.json"

// Manifest lists the files of a site.
type Manifest struct {
	Version string `json:"version"` // digest of all files' contents
	Files   []File `json:"files"`   // sorted by name
}

// File is one file of the site.
type File struct {
	Name   string `json:"name"`             // e.g. "page.wasm"
	Path   string `json:"path"`             // where it is in the site, e.g. "page.QZ5VB3KM.wasm"
	Size   int    `json:"size"`             // bytes
	Brotli int    `json:"brotli,omitempty"` // bytes of its .br sibling; 0 if it has none
	Gzip   int    `json:"gzip,omitempty"`   // bytes of its .gz sibling; 0 if it has none

	data []byte
}

// File returns the file with a name.
func (m *Manifest) File(name string) (File, error) {
	for _, f := range m.Files {
		if f.Name == name {
			return f, nil
		}
	}
	return File{}, fmt.Errorf("site: no file %q", name)
}

var hashed = regexp.MustCompile(`\.[2-7A-Z]{8}\.[a-z0-9]+$`)

// Immutable reports whether path is named after its content, so that what it
// names never changes.
func Immutable(path string) bool { return hashed.MatchString(path) }

// add adds a file that is named after its content.
func (b *builder) add(name string, data []byte) {
	ext := filepath.Ext(name)
	path := strings.TrimSuffix(name, ext) + "." + fingerprint(data) + ext
	b.files = append(b.files, File{Name: name, Path: path, data: data})
}

// fingerprint is 40 bits of the SHA-256 of data.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return base32.StdEncoding.EncodeToString(sum[:5])
}
