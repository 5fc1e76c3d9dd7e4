package study

import (
	"errors"
	"strings"

	"protocell/app/shell"
	"protocell/app/study/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// files are the tables on the visitor's machine, as the page's script
// assets/page/tables.js has them.
type files struct{ window *shell.Window }

func (f files) script() ui.Value { return f.window.Get("protocell").Get("tables") }

// list tells what tables the site has.
func (f files) list(hear func(state.Action)) {
	address := f.window.Address()
	base := address[:strings.LastIndexByte(address, '/')+1]
	shell.Settle(f.script().Call("index"), func(v ui.Value, err error) {
		a := state.Listed{Base: base, Err: err}
		if err == nil {
			a.Text = v.String()
		}
		hear(a)
	})
}

// dropped takes files that were dropped.
func (f files) dropped(transfer ui.Value, hear func(state.Action)) {
	shell.Settle(f.script().Call("dropped", transfer), func(v ui.Value, err error) {
		if err == nil {
			hear(state.GivenFiles{List: f.script().Call("give", v).String()})
		}
	})
}

// picked takes the files of an input.
func (f files) picked(input ui.Value, hear func(state.Action)) {
	list := f.script().Call("picked", input.Get("files"))
	hear(state.GivenFiles{List: f.script().Call("give", list).String()})
	input.Set("value", "") // the same file can be picked again
}

// remove removes a file.
func (f files) remove(ref string) { f.script().Call("remove", ref) }

// keep keeps scores.
func (f files) keep(e state.KeepRun, hear func(state.Action)) {
	bytes := f.window.Get("Uint8Array").New(len(e.Data))
	ui.CopyBytesToJS(bytes, e.Data)
	shell.Settle(f.script().Call("keep", e.Ref, bytes), func(_ ui.Value, err error) {
		if err == nil {
			hear(state.RunKept{Ref: e.Ref, Rows: e.Rows})
		}
	})
}

// load reads scores that were kept.
func (f files) load(ref string, hear func(state.Action)) {
	shell.Settle(f.script().Call("load", ref), func(v ui.Value, err error) {
		a := state.RunLoaded{Ref: ref}
		if err == nil && v.Truthy() {
			a.Data = make([]byte, v.Get("length").Int())
			if ui.CopyBytesToGo(a.Data, v) != len(a.Data) {
				err = errors.New("cut short")
			}
		}
		if err != nil {
			a.Data = nil
		}
		hear(a)
	})
}
