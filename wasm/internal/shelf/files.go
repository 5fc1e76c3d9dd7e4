//go:build js && wasm

// Package shelf connects a program to the files of the browser.
package shelf

import (
	"strings"

	"protocell/core/job/shelf"
	"protocell/wasm/internal/host"
)

// Files are those of the browser, which the script of the worker opens: a shelf.Files.
type Files struct{ Host *host.Host }

// Read implements shelf.Files.
func (f Files) Read(ref string, most int, alive func() error) ([]byte, error) {
	return f.read(ref, most, true, alive)
}

// Head implements shelf.Files.
func (f Files) Head(ref string, n int, alive func() error) ([]byte, error) {
	return f.read(ref, n, false, alive)
}

func (f Files) read(ref string, most int, whole bool, alive func() error) ([]byte, error) {
	v, err := f.Host.Call("shelf", "read", alive, ref, most, whole)
	if err != nil {
		return nil, err
	}
	content, err := host.Bytes(v)
	if err == nil && content == nil {
		err = &shelf.MissingError{Ref: ref}
	}
	return content, err
}

// Keep implements shelf.Files.
func (f Files) Keep(ref string, content []byte, alive func() error) (unkept string, err error) {
	bytes, err := host.Array(content)
	if err != nil {
		return "", err
	}
	v, err := f.Host.Call("shelf", "keep", alive, ref, bytes)
	if err != nil {
		return "", err
	}
	return host.Text(v, "unkept"), nil
}

// List implements shelf.Files.
func (f Files) List(alive func() error) ([]string, error) {
	v, err := f.Host.Call("shelf", "list", alive)
	if err != nil {
		return nil, err
	}
	return strings.Fields(host.Text(v, "text")), nil
}
