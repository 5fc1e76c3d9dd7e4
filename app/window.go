package app

import (
	"errors"

	"protocell/app/shell"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// maxFileSize bounds the files of experiments, in bytes.
const maxFileSize = 1 << 20

// window is the browser that the page is shown by.
type window struct {
	*shell.Window
	hear  func(state.Action) // from when the page listens
	files ui.Value           // that were given and are to be imported
}

func (w *window) listen(hear func(state.Action)) {
	w.hear = hear
	w.Listen(shell.Listener{
		Moved:   func() { hear(state.Opened{Fragment: w.Hash()}) },
		Resized: func() { hear(state.Resized{Narrow: w.Narrow()}) },
		Key: func(e ui.Value) bool {
			a := shortcut(e)
			if a != nil {
				hear(a)
			}
			return a != nil
		},
		Dropped: w.dropped,
		Hidden: func(hidden bool) {
			if !hidden { // a device may have been measured in another tab
				w.listDevices()
			}
		},
	})
}

func (w *window) listDevices() {
	shell.Settle(w.Get("protocell").Get("profiles").Call("list"), func(v ui.Value, err error) {
		a := state.DevicesListed{Err: err}
		if err == nil {
			a.Text = v.String()
		}
		w.hear(a)
	})
}

// foldedKey is where the groups that are folded are kept.
const foldedKey = "protocell.folded"

func (w *window) folded() (groups string) {
	// Without a storage all groups are unfolded.
	_ = shell.Attempt(func() {
		if v := w.Get("localStorage").Call("getItem", foldedKey); v.Truthy() {
			groups = v.String()
		}
	})
	return groups
}

func (w *window) keepFolded(groups string) {
	_ = shell.Attempt(func() { w.Get("localStorage").Call("setItem", foldedKey, groups) })
}

// readFile reads a file that the visitor gave.
func readFile(file ui.Value, hear func(state.Action)) {
	name := file.Get("name").String()
	if file.Get("size").Int() > maxFileSize {
		hear(state.Dropped{Name: name, Err: errors.New("it is larger than 1 MB, which no experiment is")})
		return
	}
	shell.Settle(file.Call("text"), func(v ui.Value, err error) {
		if err != nil {
			hear(state.Dropped{Name: name, Err: err})
			return
		}
		hear(state.Dropped{Name: name, Text: v.String()})
	})
}
