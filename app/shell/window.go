package shell

import (
	"errors"
	"fmt"
	"strings"

	"protocell/app/theme"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Window is the browser that a page is shown by, a Browser.
type Window struct {
	ui.BrowserWindow
	unread string // a fragment that is no part of a URL, until it has been read
	charts map[string]*drawnChart
	media  map[string]ui.Value // media queries, by their text
}

// Names that the page shares with its style sheet and its scripts.
const (
	themeKey    = "protocell.theme"
	narrowQuery = "(max-width: 620px)"
	stillQuery  = "(prefers-reduced-motion: reduce)"
	darkQuery   = "(prefers-color-scheme: dark)"
)

// OpenWindow makes the browser ready for go-app.
func OpenWindow() *Window {
	w := &Window{BrowserWindow: ui.Window()}
	// go-app does not survive an address that it cannot parse, which a broken link
	// can give it.
	if w.URL() == nil {
		w.unread = w.Hash()
		w.Get("history").Call("replaceState", nil, "", w.Address())
	}
	w.replaceStorage("localStorage")
	w.replaceStorage("sessionStorage")
	w.showTheme(w.Theme())
	return w
}

// replaceStorage puts a storage that keeps nothing in the place of one that the
// browser denies, as it does in a sandboxed frame; go-app does not survive that.
func (w *Window) replaceStorage(name string) {
	if Attempt(func() { w.Get(name).Get("length") }) == nil {
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

// Attempt calls f and returns what it throws.
func Attempt(f func()) (err error) {
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

// Now implements Browser.
func (w *Window) Now() float64 { return w.Get("performance").Call("now").Float() }

// Random implements Browser.
func (w *Window) Random() uint64 {
	words := w.Get("Uint32Array").New(2)
	w.Get("crypto").Call("getRandomValues", words)
	return uint64(words.Index(0).Float())<<32 | uint64(words.Index(1).Float())
}

func (w *Window) matches(query string) bool { return w.query(query).Get("matches").Bool() }

// query returns a media query, which follows what the browser does.
func (w *Window) query(text string) ui.Value {
	if w.media == nil {
		w.media = map[string]ui.Value{}
	}
	if w.media[text] == nil {
		w.media[text] = w.Call("matchMedia", text)
	}
	return w.media[text]
}

// Narrow implements Browser.
func (w *Window) Narrow() bool { return w.matches(narrowQuery) }

// Dark implements Browser.
func (w *Window) Dark() bool { return w.matches(darkQuery) }

// Still implements Browser.
func (w *Window) Still() bool { return w.matches(stillQuery) }

// Theme implements Browser.
func (w *Window) Theme() (t theme.Theme) {
	// Without a storage the page follows the system.
	_ = Attempt(func() {
		if v := w.Get("localStorage").Call("getItem", themeKey); v.Truthy() {
			t = theme.Theme(v.String())
		}
	})
	if t != theme.Light && t != theme.Dark {
		return theme.System
	}
	return t
}

// KeepTheme implements Browser.
func (w *Window) KeepTheme(t theme.Theme) {
	w.showTheme(t)
	_ = Attempt(func() { w.Get("localStorage").Call("setItem", themeKey, string(t)) })
}

func (w *Window) showTheme(t theme.Theme) {
	w.Get("document").Get("documentElement").Get("dataset").Set("theme", string(t))
}

// Address implements Browser.
func (w *Window) Address() string {
	l := w.Get("location")
	return l.Get("origin").String() + l.Get("pathname").String()
}

// Hash returns what follows the # of the address.
func (w *Window) Hash() string {
	hash := w.Get("location").Get("hash").String()
	if hash == "" {
		return ""
	}
	return hash[1:]
}

// Fragment implements Browser.
func (w *Window) Fragment() string {
	if f := w.unread; f != "" {
		w.unread = ""
		return f
	}
	return w.Hash()
}

// WriteURL implements Browser.
func (w *Window) WriteURL(fragment string, push bool) {
	method := "replaceState"
	if push {
		method = "pushState"
	}
	url := w.Address()
	if fragment != "" {
		url += "#" + fragment
	}
	// In a task of its own, because it takes a browser as long as a frame. Browsers refuse
	// to write hundreds of addresses in a few seconds; the next edit brings the address
	// up to date.
	w.Soon(func() { _ = Attempt(func() { w.Get("history").Call(method, nil, "", url) }) })
}

// Settle calls done with what a promise comes to.
func Settle(promise ui.Value, done func(ui.Value, error)) {
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

// Soon has f called in a task of its own, so that the browser can draw and answer before.
func (w *Window) Soon(f func()) {
	var task ui.Func
	task = ui.FuncOf(func(ui.Value, []ui.Value) any {
		task.Release()
		f()
		return nil
	})
	w.Call("setTimeout", task, 0)
}

// CopyText implements Browser.
func (w *Window) CopyText(text string, done func(error)) {
	clipboard := w.Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		done(errors.New("the browser gives no access to the clipboard on a page that is not served securely"))
		return
	}
	Settle(clipboard.Call("writeText", text), func(_ ui.Value, err error) { done(err) })
}

// SaveFile implements Browser.
func (w *Window) SaveFile(name, text string) {
	kind := "application/octet-stream"
	for ext, known := range map[string]string{".json": "application/json", ".csv": "text/csv", ".svg": "image/svg+xml", ".py": "text/x-python", ".dot": "text/vnd.graphviz"} {
		if strings.HasSuffix(name, ext) {
			kind = known
		}
	}
	bytes := w.Get("Uint8Array").New(len(text))
	ui.CopyBytesToJS(bytes, []byte(text))
	blob := w.Get("Blob").New(w.Get("Array").Call("of", bytes), map[string]any{"type": kind})
	url := w.Get("URL").Call("createObjectURL", blob)
	link := w.Get("document").Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Call("click")
	w.Get("URL").Call("revokeObjectURL", url)
}

// Focus implements Browser.
func (w *Window) Focus(id string) {
	if e := w.GetElementByID(id); e.Truthy() {
		e.Call("focus")
	}
}

// Dialog implements Browser.
func (w *Window) Dialog(id string, open bool) {
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

// Paint implements Browser.
func (w *Window) Paint(id string, width, height int, rgb []byte) {
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

// Colour implements Browser.
func (w *Window) Colour(property string) string {
	root := w.Get("document").Get("documentElement")
	return w.Call("getComputedStyle", root).Call("getPropertyValue", property).String()
}
