package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"protocell/app/shell"
	"protocell/app/state"
	"protocell/core/data"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// sets returns the script that keeps image sets, assets/page/sets.js.
func (w *window) sets() ui.Value { return w.Get("protocell").Get("sets") }

// given keeps files until their import starts, and tells how many there are.
func (w *window) given(files ui.Value) {
	w.files = files
	w.hear(state.FilesGiven{Count: files.Length()})
}

func (w *window) picked(input ui.Value) {
	files := w.sets().Call("picked", input.Get("files"))
	input.Set("value", "") // so that the same files can be chosen again
	if files.Length() > 0 {
		w.given(files)
	}
}

// dropped takes in a drop: one file of an experiment is opened, all else imported.
func (w *window) dropped(transfer ui.Value) {
	files := transfer.Get("files")
	if files.Length() == 1 {
		f := files.Index(0)
		name := strings.ToLower(f.Get("name").String())
		if strings.HasSuffix(name, ".json") || f.Get("type").String() == "application/json" {
			readFile(f, w.hear)
			return
		}
	}
	shell.Settle(w.sets().Call("dropped", transfer), func(list ui.Value, err error) {
		if err != nil {
			w.hear(state.SetsListed{Err: fmt.Errorf("what was dropped cannot be read: %w", err)})
			return
		}
		w.given(list)
	})
}

func (w *window) startImport(edge int) {
	tell := ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		w.hear(state.Imported{Text: args[0].String()})
		return nil
	})
	w.sets().Call("start", w.files, edge, tell)
	w.files = nil
}

func (w *window) stopImport() { w.sets().Call("cancel") }

func (w *window) listSets() {
	shell.Settle(w.sets().Call("list"), func(v ui.Value, err error) {
		if err != nil {
			w.hear(state.SetsListed{Err: err})
			return
		}
		list := &state.StoredSets{Problem: v.Get("problem").String(), Usage: v.Get("usage").Float(), Quota: v.Get("quota").Float()}
		sets := v.Get("sets")
		for i := range sets.Length() {
			list.Sets = append(list.Sets, storedSetOf(sets.Index(i)))
		}
		w.hear(state.SetsListed{Stored: list})
	})
}

// storedSetOf reads what the script says of a set.
func storedSetOf(v ui.Value) state.StoredSet {
	set := state.StoredSet{ID: v.Get("id").String(), Size: int64(v.Get("size").Float()), InMemory: v.Get("inMemory").Bool()}
	if e := v.Get("error"); e.Truthy() {
		set.Err = e.String()
		return set
	}
	name, header, _, err := data.ReadHeader(&beginning{bytes.NewReader(bytesOf(v.Get("head"))), set.Size})
	if err != nil {
		set.Err = err.Error()
		return set
	}
	set.Name, set.Header = name, header
	images := v.Get("images")
	for i := range images.Length() {
		if image := bytesOf(images.Index(i)); len(image) == header.Len() {
			set.Images = append(set.Images, image)
		}
	}
	return set
}

// bytesOf copies a Uint8Array.
func bytesOf(v ui.Value) []byte {
	b := make([]byte, v.Get("length").Int())
	ui.CopyBytesToGo(b, v)
	return b
}

// beginning is the beginning of a set, which has more bytes.
type beginning struct {
	io.ReaderAt
	size int64
}

// Size implements data.Stored.
func (b *beginning) Size() int64 { return b.size }

// Close implements data.Stored.
func (b *beginning) Close() error { return nil }

func (w *window) changeSet(id, name string) {
	var promise ui.Value
	if name == "" {
		promise = w.sets().Call("remove", id)
	} else {
		start, err := data.EncodeName(name)
		if err != nil {
			w.hear(state.SetsListed{Err: err})
			return
		}
		array := w.Get("Uint8Array").New(len(start))
		ui.CopyBytesToJS(array, start)
		promise = w.sets().Call("rename", id, array)
	}
	shell.Settle(promise, func(_ ui.Value, err error) {
		if err != nil {
			w.hear(state.SetsListed{Err: err})
			return
		}
		w.listSets()
	})
}

func (w *window) saveSet(id, name string) {
	shell.Settle(w.sets().Call("save", id, name), func(_ ui.Value, err error) {
		if err != nil {
			w.hear(state.SetsListed{Err: errors.New("the set cannot be exported: " + err.Error())})
		}
	})
}
