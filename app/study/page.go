package study

import (
	"fmt"

	"protocell/app/element"
	"protocell/app/shell"
	"protocell/app/study/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// page is the root component: it holds the state, and everything that happens goes
// through do.
type page struct {
	ui.Compo

	state   state.State
	browser *shell.Window
	loop    shell.Loop
	parts   shell.Parts
	said    shell.Said
}

func newPage(b *shell.Window) *page {
	p := &page{browser: b, state: state.New(state.Start{Theme: b.Theme(), Narrow: b.Narrow()})}
	p.said.Show = func() {
		p.loop.Dispatch(func() {
			p.said.Flush()
			p.loop.Draw()
		})
	}
	return p
}

// OnMount implements ui.Mounter.
func (p *page) OnMount(ctx ui.Context) {
	p.loop.Mount(p, ctx)
	p.browser.Listen(shell.Listener{
		Moved:   func() {},
		Resized: func() { p.hear(state.Resized{Narrow: p.browser.Narrow()}) },
		Key:     func(ui.Value) bool { return false },
		Dropped: func(ui.Value) {},
	})
	p.loop.Draw()
}

// do makes an action happen and draws the page before it returns.
func (p *page) do(a state.Action) {
	var effects []state.Effect
	p.state, effects = state.Reduce(p.state, a, p.browser.Now())
	for _, e := range effects {
		p.perform(e)
	}
	p.loop.Draw()
}

// hear makes an action of the outside world happen.
func (p *page) hear(a state.Action) { p.loop.Dispatch(func() { p.do(a) }) }

// perform has an effect done.
func (p *page) perform(e state.Effect) {
	switch e := e.(type) {
	case state.KeepTheme:
		p.browser.KeepTheme(e.Theme)
	}
}

// on returns the handler of an event that means one action, with the scope by which
// go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	colours, next := element.ThemeButton(p.state.Theme)
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.Text)
	return ui.Div().Class("frame").DataSet("frame", "page").Body(
		element.Header("Study", "Which proxy ranks best?", ui.Div(), colours.OnClick(p.on(state.SetTheme{Theme: next}))),
		ui.Main().ID("main").Class("main").Body(),
		live,
	)
}
