package app

import (
	"strings"

	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// shortcut returns what a key means wherever the focus is, or nil. In a text
// field, keys are the field's.
func shortcut(e ui.Value) state.Action {
	target := e.Get("target")
	if tag := target.Get("tagName"); tag.Truthy() {
		switch strings.ToLower(tag.String()) {
		case "input", "textarea", "select":
			return nil
		}
	}
	if e.Get("altKey").Bool() {
		return nil
	}
	key := strings.ToLower(e.Get("key").String())
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
		switch {
		case key == "z" && e.Get("shiftKey").Bool(), key == "y":
			return state.Redo{}
		case key == "z":
			return state.Undo{}
		}
		return nil
	}
	if key == "?" {
		return state.ShowDialog{Dialog: state.KeysDialog}
	}
	return nil
}
