package jobtest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/core/job/shelf"
)

// Files is a shelf.Files in memory, by reference.
type Files map[string][]byte

// Read implements shelf.Files.
func (f Files) Read(ref string, most int, alive func() error) ([]byte, error) {
	b, ok := f[ref]
	if !ok {
		return nil, &shelf.MissingError{Ref: ref}
	}
	if len(b) > most {
		return nil, fmt.Errorf("%d bytes", len(b))
	}
	return b, alive()
}

// Head implements shelf.Files.
func (f Files) Head(ref string, n int, alive func() error) ([]byte, error) {
	b, err := f.Read(ref, math.MaxInt, alive)
	return b[:min(n, len(b))], err
}

// Keep implements shelf.Files.
func (f Files) Keep(ref string, content []byte, alive func() error) (string, error) {
	f[ref] = content
	return "", alive()
}

// List implements shelf.Files.
func (f Files) List(func() error) (refs []string, err error) {
	for ref := range f {
		if strings.HasPrefix(ref, "table:") {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	return refs, nil
}
