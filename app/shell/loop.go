package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Loop draws a page when it is told to, and has what happens elsewhere done on the
// goroutine of the user interface. The zero value is the loop of a page that is not
// mounted yet, which does neither.
type Loop struct {
	page  ui.Composer
	ctx   ui.Context
	drawn []func() // to be done once the page is drawn
}

// Mount begins: page is the root component, which is being mounted.
func (l *Loop) Mount(page ui.Composer, ctx ui.Context) { l.page, l.ctx = page, ctx }

// Draw brings the page on screen before it returns, so that what follows at once from
// an edit is there in the same frame. It is called on the goroutine of the user
// interface.
func (l *Loop) Draw() {
	if l.ctx != nil {
		l.page.Update()
		// go-app would draw at its next tick; Consume does now what there is to do.
		if d, ok := l.ctx.Dispatcher().(ui.ClientDispatcher); ok {
			d.Consume()
		}
	}
	drawn := l.drawn
	l.drawn = nil
	for _, f := range drawn {
		f()
	}
}

// After has f called once the page is drawn.
func (l *Loop) After(f func()) { l.drawn = append(l.drawn, f) }

// Dispatch calls f on the goroutine of the user interface. It does not have go-app
// draw the page after it: f does, if need be.
func (l *Loop) Dispatch(f func()) {
	if l.ctx != nil {
		l.ctx.Dispatcher().Dispatch(ui.Dispatch{Mode: ui.Next, Source: l.page, Function: func(ui.Context) { f() }})
	}
}
