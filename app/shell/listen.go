package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Listener is told what happens around a page.
type Listener struct {
	Moved   func()                  // another fragment came into the address
	Resized func()                  // the window may be narrow now, or not any more, or darker
	Key     func(e ui.Value) bool   // a key anywhere on the page; reports whether it has been used
	Dropped func(transfer ui.Value) // files were dropped
	Hidden  func(hidden bool)       // the tab is hidden, or shown again; may be nil
}

// Listen has l told, from now on.
func (w *Window) Listen(l Listener) {
	// go-app takes all clicks on links, and navigates within the page by its own
	// account of it. The page is one document, for which the browser's own way is
	// right.
	w.Set("onclick", nil)
	w.Set("onpopstate", ui.FuncOf(func(ui.Value, []ui.Value) any {
		l.Moved()
		return nil
	}))
	for _, query := range []string{narrowQuery, darkQuery} {
		w.query(query).Call("addEventListener", "change", ui.FuncOf(func(ui.Value, []ui.Value) any {
			l.Resized()
			return nil
		}))
	}
	w.on("keydown", func(e ui.Value) {
		if l.Key(e) {
			e.Call("preventDefault")
		}
	})
	if l.Hidden != nil {
		w.on("visibilitychange", func(ui.Value) { l.Hidden(w.Get("document").Get("hidden").Bool()) })
	}
	w.listenForFiles(l.Dropped)
}

// listenForFiles has files that are dropped anywhere on the page taken.
func (w *Window) listenForFiles(dropped func(transfer ui.Value)) {
	take := func(e ui.Value) bool {
		t := e.Get("dataTransfer")
		if !t.Truthy() || !t.Get("types").Call("includes", "Files").Bool() {
			return false
		}
		e.Call("preventDefault")
		return true
	}
	w.on("dragover", func(e ui.Value) { take(e) })
	w.on("drop", func(e ui.Value) {
		if take(e) {
			dropped(e.Get("dataTransfer"))
		}
	})
}

// on calls f with every event of a kind.
func (w *Window) on(event string, f func(e ui.Value)) {
	w.Call("addEventListener", event, ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		f(args[0])
		return nil
	}))
}
