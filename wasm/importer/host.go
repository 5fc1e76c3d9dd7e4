//go:build js && wasm

package main

import (
	"fmt"
	"io"

	"github.com/hack-pad/safejs"

	"protocell/core/data"
	"protocell/core/data/importer"
)

// host is the importer's side of its script, assets/importer.js.
type host struct {
	script safejs.Value
	edge   int
}

func newHost() (*host, error) {
	script, err := safejs.Global().Get("host")
	if err != nil {
		return nil, err
	}
	h := &host{script: script}
	edge, err := script.Get("edge")
	if err != nil {
		return nil, err
	}
	h.edge, err = edge.Int()
	return h, err
}

// files lists the visitor's files.
func (h *host) files() ([]importer.File, error) {
	list, err := h.script.Get("files")
	if err != nil {
		return nil, err
	}
	n, err := list.Length()
	if err != nil {
		return nil, err
	}
	files := make([]importer.File, n)
	for i := range files {
		entry, err := list.Index(i)
		if err != nil {
			return nil, err
		}
		if files[i].Path, err = text(entry, "path"); err != nil {
			return nil, err
		}
		f, err := entry.Get("file")
		if err != nil {
			return nil, err
		}
		size, err := f.Get("size")
		if err != nil {
			return nil, err
		}
		bytes, err := size.Float()
		if err != nil {
			return nil, err
		}
		files[i].Size = int64(bytes)
		files[i].Open = func() (data.Stored, error) { return &hostFile{h, i, int64(bytes)}, nil }
	}
	return files, nil
}

func text(v safejs.Value, property string) (string, error) {
	p, err := v.Get(property)
	if err != nil {
		return "", err
	}
	return p.String()
}

// hostFile is one of the visitor's files.
type hostFile struct {
	host  *host
	index int
	size  int64
}

// ReadAt implements io.ReaderAt.
func (f *hostFile) ReadAt(b []byte, at int64) (int, error) {
	n := int(min(int64(len(b)), f.size-at))
	if n <= 0 {
		return 0, io.EOF
	}
	bytes, err := f.host.script.Call("read", f.index, at, n)
	if err != nil {
		return 0, fmt.Errorf("the browser cannot read it: %w", err)
	}
	if n, err = safejs.CopyBytesToGo(b[:n], bytes); err == nil && n < len(b) {
		err = io.EOF
	}
	return n, err
}

// Size implements data.Stored.
func (f *hostFile) Size() int64 { return f.size }

// Close implements data.Stored.
func (f *hostFile) Close() error { return nil }

// Write implements io.Writer: what is written is the set.
func (h *host) Write(b []byte) (int, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return 0, err
	}
	bytes, err := class.New(len(b))
	if err != nil {
		return 0, err
	}
	if _, err := safejs.CopyBytesToJS(bytes, b); err != nil {
		return 0, err
	}
	if _, err := h.script.Call("write", bytes); err != nil {
		return 0, fmt.Errorf("the set cannot be kept: %w", err)
	}
	return len(b), nil
}

// tell hands a message to a function of the script.
func (h *host) tell(function string, m message) {
	if _, err := h.script.Call(function, encode(m)); err != nil {
		panic(fmt.Errorf("post to the page: %w", err))
	}
}

// keep has the script keep what was written, and say the last words.
func (h *host) keep(id, words string) {
	if _, err := h.script.Call("keep", id, words); err != nil {
		panic(fmt.Errorf("keep the set: %w", err))
	}
}
