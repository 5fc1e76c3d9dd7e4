package device

import (
	"encoding/json"
	"strings"

	"protocell/app/device/state"
	"protocell/app/shell"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// files are the profiles on the visitor's machine, as the page's script
// assets/page/profiles.js has them, and the list of the site's tables.
type files struct{ window *shell.Window }

func (f files) script() ui.Value { return f.window.Get("protocell").Get("profiles") }

// decoded reads what the script says of files.
func decoded(v ui.Value, err error) (list []state.File, _ error) {
	if err == nil {
		err = json.Unmarshal([]byte(v.String()), &list)
	}
	return list, err
}

// list tells which profiles are kept.
func (f files) list(hear func(state.Action)) {
	shell.Settle(f.script().Call("list"), func(v ui.Value, err error) {
		list, err := decoded(v, err)
		hear(state.Listed{Files: list, Err: err})
	})
}

func (f files) keep(e state.KeepProfile, hear func(state.Action)) {
	shell.Settle(f.script().Call("keep", e.Ref, e.Text), func(_ ui.Value, err error) { hear(state.Kept{Ref: e.Ref, Err: err}) })
}

func (f files) remove(ref string) { f.script().Call("remove", ref) }

// dropped takes files that were dropped.
func (f files) dropped(transfer ui.Value, hear func(state.Action)) {
	f.take(f.script().Call("dropped", transfer), hear)
}

// picked takes the files of an input.
func (f files) picked(input ui.Value, hear func(state.Action)) {
	f.take(f.script().Call("picked", input.Get("files")), hear)
	input.Set("value", "") // the same file can be picked again
}

func (f files) take(read ui.Value, hear func(state.Action)) {
	shell.Settle(read, func(v ui.Value, err error) {
		list, err := decoded(v, err)
		if err != nil || len(list) > 0 {
			hear(state.GivenFiles{Files: list, Err: err})
		}
	})
}

// tables tells what tables the site has.
func (f files) tables(hear func(state.Action)) {
	address := f.window.Address()
	base := address[:strings.LastIndexByte(address, '/')+1]
	shell.Settle(f.window.Get("protocell").Get("tables").Call("index"), func(v ui.Value, err error) {
		a := state.TablesListed{Base: base, Err: err}
		if err == nil {
			a.Text = v.String()
		}
		hear(a)
	})
}
