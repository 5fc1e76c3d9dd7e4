package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// drawnChart is a chart on the page.
type drawnChart struct {
	options string // the latest
	library ui.Value
	asked   bool // whether the library has been asked for
	chosen  ui.Func
}

// Chart implements Browser. It draws a chart once it comes near the window. The library is large, and is
// loaded for the first one only.
func (w *Window) Chart(id, options string, chosen func(name string)) {
	if w.charts == nil {
		w.charts = map[string]*drawnChart{}
	}
	c := w.charts[id]
	if c == nil {
		c = &drawnChart{chosen: ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
			chosen(args[0].String())
			return nil
		})}
		w.charts[id] = c
	}
	c.options = options
	switch {
	case c.library != nil:
		w.drawChart(id, c)
	case !c.asked:
		c.asked = true
		w.whenNear(id, func() { w.loadChart(id, c) })
	}
}

// loadChart loads the library and draws the chart.
func (w *Window) loadChart(id string, c *drawnChart) {
	load := w.Get("protocell").Get("loadCharts")
	if !load.Truthy() {
		return // the table beside the chart has the same
	}
	Settle(load.Invoke(), func(library ui.Value, err error) {
		if err == nil {
			c.library = library
			w.drawChart(id, c)
		}
	})
}

func (w *Window) drawChart(id string, c *drawnChart) {
	if e := w.GetElementByID(id); e.Truthy() {
		c.library.Call("draw", e, c.options, c.chosen)
	}
}

// SaveChart offers the picture of a chart for download, "png" or "svg", under a name. A
// chart that is not drawn yet has none.
func (w *Window) SaveChart(id, kind, name string) {
	if c := w.charts[id]; c != nil && c.library != nil {
		if e := w.GetElementByID(id); e.Truthy() {
			c.library.Call("save", e, kind, name)
		}
	}
}

// whenNear calls f once an element comes near the window.
func (w *Window) whenNear(id string, f func()) {
	var observer ui.Value
	done := false
	observer = w.Get("IntersectionObserver").New(ui.FuncOf(func(_ ui.Value, args []ui.Value) any {
		if !done && args[0].Index(0).Get("isIntersecting").Bool() {
			done = true
			observer.Call("disconnect")
			f()
		}
		return nil
	}), map[string]any{"rootMargin": "200px"})
	if e := w.GetElementByID(id); e.Truthy() {
		observer.Call("observe", e)
	}
}
