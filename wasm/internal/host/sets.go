//go:build js && wasm

package host

import (
	"errors"
	"io"

	"github.com/hack-pad/safejs"

	"protocell/core/data"
)

// Open implements data.Source: the sets are files of the browser's private file
// system, which the script opens.
func (h *Host) Open(id string) (data.Stored, error) {
	promise, err := h.script.Call("openSet", id)
	if err != nil {
		return nil, err
	}
	opened := make(chan safejs.Value, 1)
	kept, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		opened <- args[0]
		return nil
	})
	if err != nil {
		return nil, err
	}
	defer kept.Release()
	if _, err := promise.Call("then", kept); err != nil { // it is never broken
		return nil, err
	}
	blob := <-opened
	if blob.IsNull() {
		return nil, &data.MissingError{ID: id}
	}
	size, err := blob.Get("size")
	if err != nil {
		return nil, err
	}
	bytes, err := size.Float()
	return &blobFile{h, blob, int64(bytes)}, err
}

// blobFile is a set in the browser's hands.
type blobFile struct {
	host *Host
	blob safejs.Value
	size int64
}

// ReadAt implements io.ReaderAt.
func (f *blobFile) ReadAt(b []byte, at int64) (int, error) {
	n := int(min(int64(len(b)), f.size-at))
	if n <= 0 {
		return 0, io.EOF
	}
	bytes, err := f.host.script.Call("readSet", f.blob, at, n)
	if err != nil {
		return 0, errors.New("the browser cannot read it: " + err.Error())
	}
	if n, err = safejs.CopyBytesToGo(b[:n], bytes); err == nil && n < len(b) {
		err = io.EOF
	}
	return n, err
}

// Size implements data.Stored.
func (f *blobFile) Size() int64 { return f.size }

// Close implements data.Stored.
func (f *blobFile) Close() error { return nil }
