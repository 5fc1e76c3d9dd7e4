package search

import (
	"bytes"
	"strings"

	"protocell/app/search/state"
	"protocell/app/shell"
	"protocell/core/data"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// files are the tables of the site and the visitor's files, as the scripts of the page
// have them.
type files struct{ window *shell.Window }

func (f files) script(name string) ui.Value { return f.window.Get("protocell").Get(name) }

// tables tells what tables the site has.
func (f files) tables(hear func(state.Action)) {
	address := f.window.Address()
	base := address[:strings.LastIndexByte(address, '/')+1]
	shell.Settle(f.script("tables").Call("index"), func(v ui.Value, err error) {
		a := state.Listed{Base: base, Err: err}
		if err == nil {
			a.Text = v.String()
		}
		hear(a)
	})
}

// sets tells what image sets the visitor has.
func (f files) sets(hear func(state.Action)) {
	shell.Settle(f.script("sets").Call("list"), func(v ui.Value, err error) {
		if err != nil {
			hear(state.SetsListed{}) // there are none then
			return
		}
		var list []state.Set
		sets := v.Get("sets")
		for i := range sets.Length() {
			set := sets.Index(i)
			if set.Get("error").Truthy() {
				continue
			}
			head := make([]byte, set.Get("head").Get("length").Int())
			ui.CopyBytesToGo(head, set.Get("head"))
			name, header, _, err := data.ReadHeader(&beginning{bytes.NewReader(head), int64(set.Get("size").Float())})
			if err == nil {
				list = append(list, state.Set{ID: set.Get("id").String(), Name: name, Classes: len(header.Classes)})
			}
		}
		hear(state.SetsListed{Sets: list})
	})
}

// beginning is the beginning of a set, which has more bytes.
type beginning struct {
	*bytes.Reader
	size int64
}

// Size implements data.Stored.
func (b *beginning) Size() int64 { return b.size }

// Close implements data.Stored.
func (b *beginning) Close() error { return nil }

// dropped takes files that were dropped, as traces.
func (f files) dropped(transfer ui.Value, hear func(state.Action)) {
	shell.Settle(f.script("sets").Call("dropped", transfer), func(v ui.Value, err error) {
		if err == nil {
			hear(state.GivenFiles{List: f.script("traces").Call("give", v).String()})
		}
	})
}

// picked takes the files of an input.
func (f files) picked(input ui.Value, hear func(state.Action)) {
	list := f.script("sets").Call("picked", input.Get("files"))
	hear(state.GivenFiles{List: f.script("traces").Call("give", list).String()})
	input.Set("value", "") // the same file can be picked again
}
