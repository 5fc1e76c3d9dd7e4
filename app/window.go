package app

import (
	"errors"
	"fmt"
	"strings"

	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// window is the browser that the page is shown by.
type window struct {
	ui.BrowserWindow
	unread string             // a fragment that is no part of a URL, until it has been read
	hear   func(state.Action) // from when the page listens
	files  ui.Value           // that were given and are to be imported
	charts map[string]*drawnChart
	media  map[string]ui.Value // media queries, by their text
}

// Names that the page shares with its style sheet and its scripts.
const (
	themeKey    = "protocell.theme"
	narrowQuery = "(max-width: 620px)"
	stillQuery  = "(prefers-reduced-motion: reduce)"
	darkQuery   = "(prefers-color-scheme: dark)"
	maxFileSize = 1 << 20
)

// openWindow makes the browser ready for go-app.
func openWindow() *window {
	w := &window{BrowserWindow: ui.Window()}
	// go-app does not survive an address that it cannot parse, which a broken link
	// can give it.
	if w.URL() == nil {
		w.unread = w.hash()
		w.Get("history").Call("replaceState", nil, "", w.address())
	}
	w.replaceStorage("localStorage")
	w.replaceStorage("sessionStorage")
	w.showTheme(w.theme())
	return w
}

// replaceStorage puts a storage that keeps nothing in the place of one that the
// browser denies, as it does in a sandboxed frame; go-app does not survive that.
func (w *window) replaceStorage(name string) {
	if attempt(func() { w.Get(name).Get("length") }) == nil {
		return
	}
	none := func(ui.Value, []ui.Value) any { return nil }
	w.Get("Object").Call("defineProperty", w.BrowserWindow, name, map[string]any{
		"value": map[string]any{
			"length":  0,
			"getItem": ui.FuncOf(none), "setItem": ui.FuncOf(none), "removeItem": ui.FuncOf(none), "key": ui.FuncOf(none),
		},
	})
}

// attempt calls f and returns what it throws.
func attempt(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = r
		default:
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

func (w *window) now() float64 { return w.Get("performance").Call("now").Float() }

func (w *window) random() uint64 {
	words := w.Get("Uint32Array").New(2)
	w.Get("crypto").Call("getRandomValues", words)
	return uint64(words.Index(0).Float())<<32 | uint64(words.Index(1).Float())
}

func (w *window) matches(query string) bool { return w.query(query).Get("matches").Bool() }

// query returns a media query, which follows what the browser does.
func (w *window) query(text string) ui.Value {
	if w.media == nil {
		w.media = map[string]ui.Value{}
	}
	if w.media[text] == nil {
		w.media[text] = w.Call("matchMedia", text)
	}
	return w.media[text]
}

func (w *window) narrow() bool { return w.matches(narrowQuery) }

func (w *window) dark() bool { return w.matches(darkQuery) }

func (w *window) still() bool { return w.matches(stillQuery) }

func (w *window) theme() (t state.Theme) {
	// Without a storage the page follows the system.
	_ = attempt(func() {
		if v := w.Get("localStorage").Call("getItem", themeKey); v.Truthy() {
			t = state.Theme(v.String())
		}
	})
	if t != state.LightTheme && t != state.DarkTheme {
		return state.SystemTheme
	}
	return t
}

func (w *window) keepTheme(t state.Theme) {
	w.showTheme(t)
	_ = attempt(func() { w.Get("localStorage").Call("setItem", themeKey, string(t)) })
}

func (w *window) showTheme(t state.Theme) {
	w.Get("document").Get("documentElement").Get("dataset").Set("theme", string(t))
}

func (w *window) address() string {
	l := w.Get("location")
	return l.Get("origin").String() + l.Get("pathname").String()
}

func (w *window) hash() string {
	hash := w.Get("location").Get("hash").String()
	if hash == "" {
		return ""
	}
	return hash[1:]
}

func (w *window) fragment() string {
	if f := w.unread; f != "" {
		w.unread = ""
		return f
	}
	return w.hash()
}

func (w *window) writeURL(fragment string, push bool) {
	method := "replaceState"
	if push {
		method = "pushState"
	}
	url := w.address()
	if fragment != "" {
		url += "#" + fragment
	}
	// Browsers refuse to write hundreds of addresses in a few seconds; the next
	// edit brings the address up to date.
	_ = attempt(func() { w.Get("history").Call(method, nil, "", url) })
}

func (w *window) listen(hear func(state.Action)) {
	// go-app takes all clicks on links, and navigates within the page by its own
	// account of it. The page is one document, for which the browser's own way is
	// right.
	w.Set("onclick", nil)
	w.Set("onpopstate", ui.FuncOf(func(ui.Value, []ui.Value) any {
		hear(state.Opened{Fragment: w.hash()})
		return nil
	}))
	for _, query := range []string{narrowQuery, darkQuery} {
		w.query(query).Call("addEventListener", "change", ui.FuncOf(func(ui.Value, []ui.Value) any {
			hear(state.Resized{Narrow: w.narrow()})
			return nil
		}))
	}
	w.Call("addEventListener", "keydown", ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		if a := shortcut(args[0]); a != nil {
			args[0].Call("preventDefault")
			hear(a)
		}
		return nil
	}))
	w.hear = hear
	w.listenForFiles()
}

// listenForFiles has files that are dropped anywhere on the page read.
func (w *window) listenForFiles() {
	carriesFile := func(e ui.Value) bool {
		t := e.Get("dataTransfer")
		return t.Truthy() && t.Get("types").Call("includes", "Files").Bool()
	}
	w.Call("addEventListener", "dragover", ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		if carriesFile(args[0]) {
			args[0].Call("preventDefault")
		}
		return nil
	}))
	w.Call("addEventListener", "drop", ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		if carriesFile(args[0]) {
			args[0].Call("preventDefault")
			w.dropped(args[0].Get("dataTransfer"))
		}
		return nil
	}))
}

// readFile reads a file that the visitor gave.
func readFile(file ui.Value, hear func(state.Action)) {
	name := file.Get("name").String()
	if file.Get("size").Int() > maxFileSize {
		hear(state.Dropped{Name: name, Err: errors.New("it is larger than 1 MB, which no experiment is")})
		return
	}
	settle(file.Call("text"), func(v ui.Value, err error) {
		if err != nil {
			hear(state.Dropped{Name: name, Err: err})
			return
		}
		hear(state.Dropped{Name: name, Text: v.String()})
	})
}

// settle calls done with what a promise comes to.
func settle(promise ui.Value, done func(ui.Value, error)) {
	var kept, broken ui.Func
	release := func() { kept.Release(); broken.Release() }
	kept = ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		release()
		if len(args) == 0 {
			done(ui.Undefined(), nil)
		} else {
			done(args[0], nil)
		}
		return nil
	})
	broken = ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		release()
		done(nil, errors.New(args[0].Call("toString").String()))
		return nil
	})
	promise.Call("then", kept, broken)
}

func (w *window) copyText(text string, done func(error)) {
	clipboard := w.Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		done(errors.New("the browser gives no access to the clipboard on a page that is not served securely"))
		return
	}
	settle(clipboard.Call("writeText", text), func(_ ui.Value, err error) { done(err) })
}

func (w *window) saveFile(name, text string) {
	kind := "application/json"
	switch {
	case strings.HasSuffix(name, ".csv"):
		kind = "text/csv"
	case strings.HasSuffix(name, ".svg"):
		kind = "image/svg+xml"
	}
	blob := w.Get("Blob").New([]any{text}, map[string]any{"type": kind})
	url := w.Get("URL").Call("createObjectURL", blob)
	link := w.Get("document").Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Call("click")
	w.Get("URL").Call("revokeObjectURL", url)
}

func (w *window) focus(id string) {
	if e := w.GetElementByID(id); e.Truthy() {
		e.Call("focus")
	}
}

func (w *window) dialog(id string, open bool) {
	e := w.GetElementByID(id)
	if !e.Truthy() || e.Get("open").Bool() == open {
		return
	}
	if open {
		e.Call("showModal")
	} else {
		e.Call("close")
	}
}

func (w *window) paint(id string, width, height int, rgb []byte) {
	canvas := w.GetElementByID(id)
	if !canvas.Truthy() || width*height == 0 {
		return
	}
	rgba := make([]byte, 4*width*height)
	for i := range width * height {
		copy(rgba[4*i:], rgb[3*i:3*i+3])
		rgba[4*i+3] = 255
	}
	pixels := w.Get("Uint8ClampedArray").New(len(rgba))
	ui.CopyBytesToJS(pixels, rgba)
	canvas.Set("width", width)
	canvas.Set("height", height)
	canvas.Call("getContext", "2d").Call("putImageData", w.Get("ImageData").New(pixels, width, height), 0, 0)
}

func (w *window) colour(property string) string {
	root := w.Get("document").Get("documentElement")
	return w.Call("getComputedStyle", root).Call("getPropertyValue", property).String()
}
