package app

import (
	"fmt"

	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// on returns the handler of an event that means one action, with the scope by
// which go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}

// popover returns a box that the browser opens over the page. The state knows
// whether it is open, for its content is drawn only then.
func (p *page) popover(id, label string, body ...ui.UI) ui.UI {
	return ui.Div().ID(id).Class("popover").Attr("popover", "auto").Attr("role", "dialog").Aria("label", label).
		On("beforetoggle", func(_ ui.Context, e ui.Event) {
			if opens := e.Get("newState").String() == "open"; opens != p.state.Open[id] {
				p.do(state.Toggle{Part: id})
			}
		}, id).
		Body(body...)
}

// once returns a part of the page that is drawn again only when key changes.
func (p *page) once(name string, key any, draw func() ui.UI) ui.UI {
	return p.parts.Once(name, key, draw)
}

// later is once for a part that is far down the page: it is drawn, first and whenever it
// changes, in a task of its own after the others.
func (p *page) later(name string, key any, draw func() ui.UI) ui.UI {
	return p.parts.Later(name, key, draw)
}

// inTurn returns a panel that has parts of its own, once its turn has come.
func (p *page) inTurn(name string, draw func() ui.UI) ui.UI {
	if !p.parts.Turn(name) {
		return ui.Div().Hidden(true)
	}
	return draw()
}
