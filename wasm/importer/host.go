//go:build js && wasm

package main

import (
	"fmt"
	"io"
	"time"

	"github.com/hack-pad/safejs"

	"protocell/core/data"
	"protocell/core/data/importer"
)

// host is the importer's side of its script, assets/importer.js.
type host struct {
	script safejs.Value
	edge   int

	// How far it is: bytes that have been read, of all files, and images. An archive
	// is read long before there are images.
	read, total int64
	images      int
	told        time.Time
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
		h.total += files[i].Size
		files[i].Open = func() (data.Stored, error) { return &hostFile{host: h, index: i, size: int64(bytes), next: -1}, nil }
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

// hostFile is one of the visitor's files, open. A call of the browser takes longer
// than the bytes do: who reads on where it stopped gets them from a buffer.
type hostFile struct {
	host  *host
	index int
	size  int64

	next   int64 // where the last read ended, -1 before the first
	buffer []byte
	start  int64 // of the buffer
}

// ahead is how many bytes are read at once.
const ahead = 1 << 20

// ReadAt implements io.ReaderAt. One goroutine may read at a time.
func (f *hostFile) ReadAt(b []byte, at int64) (int, error) {
	n := int(min(int64(len(b)), f.size-at))
	if n <= 0 {
		return 0, io.EOF
	}
	if n < ahead && at == f.next && !f.buffered(at, n) {
		size := int(min(ahead, f.size-at))
		if cap(f.buffer) < size {
			f.buffer = make([]byte, size)
		}
		f.buffer, f.start = f.buffer[:size], at
		if err := f.fetch(f.buffer, at); err != nil {
			f.buffer = nil
			return 0, err
		}
	}
	if f.buffered(at, n) {
		copy(b, f.buffer[at-f.start:][:n])
	} else if err := f.fetch(b[:n], at); err != nil {
		return 0, err
	}
	if f.next = at + int64(n); n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *hostFile) buffered(at int64, n int) bool {
	return at >= f.start && at+int64(n) <= f.start+int64(len(f.buffer))
}

// fetch reads from the browser.
func (f *hostFile) fetch(b []byte, at int64) error {
	bytes, err := f.host.script.Call("read", f.index, at, len(b))
	var n int
	if err == nil {
		n, err = safejs.CopyBytesToGo(b, bytes)
	}
	if err == nil && n < len(b) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("byte %d: the browser cannot read it: %w", at, err)
	}
	f.host.read += int64(n)
	f.host.progress()
	return nil
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

// progressEvery is the least time between two tellings of how far it is.
const progressEvery = 100 * time.Millisecond

// progress tells how far it is, every now and then.
func (h *host) progress() {
	if now := time.Now(); now.Sub(h.told) >= progressEvery {
		h.told = now
		h.tell("post", message{Event: "progress", Fraction: min(1, float64(h.read)/float64(max(1, h.total))), Images: h.images})
	}
}

// keep has the script keep what was written, and say the last words.
func (h *host) keep(id, words string) {
	if _, err := h.script.Call("keep", id, words); err != nil {
		panic(fmt.Errorf("keep the set: %w", err))
	}
}
