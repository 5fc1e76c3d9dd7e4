//go:build js && wasm

package main

import (
	"strings"

	"github.com/hack-pad/safejs"

	"protocell/core/job/analysis"
	"protocell/wasm/internal/host"
)

// files are those of the browser, which the script of the worker opens: an
// analysis.Files.
type files struct{ host *host.Host }

// Read implements analysis.Files.
func (f files) Read(ref string, most int, alive func() error) ([]byte, error) {
	return f.read(ref, most, true, alive)
}

// Head implements analysis.Files.
func (f files) Head(ref string, n int, alive func() error) ([]byte, error) {
	return f.read(ref, n, false, alive)
}

func (f files) read(ref string, most int, whole bool, alive func() error) ([]byte, error) {
	v, err := f.host.Call("shelf", "read", alive, ref, most, whole)
	if err != nil {
		return nil, err
	}
	bytes, err := v.Get("bytes")
	if err != nil {
		return nil, err
	}
	if bytes.IsUndefined() {
		return nil, &analysis.MissingError{Ref: ref}
	}
	n, err := bytes.Length()
	if err != nil {
		return nil, err
	}
	content := make([]byte, n)
	_, err = safejs.CopyBytesToGo(content, bytes)
	return content, err
}

// Keep implements analysis.Files.
func (f files) Keep(ref string, content []byte, alive func() error) (unkept string, err error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return "", err
	}
	bytes, err := class.New(len(content))
	if err != nil {
		return "", err
	}
	if _, err := safejs.CopyBytesToJS(bytes, content); err != nil {
		return "", err
	}
	v, err := f.host.Call("shelf", "keep", alive, ref, bytes)
	if err != nil {
		return "", err
	}
	return host.Text(v, "unkept"), nil
}

// List implements analysis.Files.
func (f files) List(alive func() error) ([]string, error) {
	v, err := f.host.Call("shelf", "list", alive)
	if err != nil {
		return nil, err
	}
	return strings.Fields(host.Text(v, "text")), nil
}
