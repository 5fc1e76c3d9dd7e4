package device

import (
	"fmt"

	"protocell/app/device/state"
	"protocell/app/element"
	"protocell/app/theme"
	"protocell/core/latency"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// The elements that all pages share, by short names.
var (
	button, icon, panel = element.Button, element.Icon, element.Panel
	choose, entry       = element.Choose, element.Entry
)

// drawnKey is what every part with a chart depends on.
type drawnKey struct {
	profile *latency.Profile
	theme   theme.Theme
	dark    bool
	narrow  bool
}

// with is a drawnKey and what a part depends on beside.
type with struct {
	drawnKey
	a, b, c, d any
}

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	s := p.state
	colours, next := element.ThemeButton(s.Theme)
	body := []ui.UI{element.Notices(s.Notices, func(id int) { p.do(state.Dismiss{ID: id}) }), p.hero()}
	if e := s.Shown(); e != nil {
		d := drawnKey{e.Profile, s.Theme, p.browser.Dark(), s.Narrow}
		a := s.Answers
		body = append(body,
			ui.Div().Class("study-stage").Body(
				p.parts.Once("card", with{drawnKey: d, a: e}, p.card),
				p.parts.Once("networks", with{drawnKey: d, a: a.Quick.Value, b: a.Quick.Err, c: a.Slow.Value, d: s.View}, p.predictions),
			),
			p.parts.Once("trials", with{drawnKey: d, a: a.Quick.Value, b: a.Slow.Value, c: s.View, d: a.Slow.Err}, p.trials),
			ui.Div().Class("study-stage").Body(
				p.parts.Once("curves", with{drawnKey: d, a: len(a.Curves), b: s.Open["curves-all"]}, p.curves),
				p.parts.Once("roofline", with{drawnKey: d}, p.roofline),
			),
			p.parts.Once("operators", with{drawnKey: d, a: s.View.Heat, b: s.View.Sort, c: a.Fusion, d: s.Open["fusion"]}, p.operators),
			p.parts.Once("spread", with{drawnKey: d, a: a.Spread.Value, b: a.Spread.Err}, p.spread),
			p.parts.Once("pick", with{drawnKey: d, a: a.Spread.Value, b: len(s.Tables.Accuracy), c: s.View.Bound, d: s.Tables.Open}, p.pick),
			p.parts.Once("parts", with{drawnKey: d, a: a.Parts.Value, b: a.Parts.Err, c: s.Network}, p.breakdown),
			p.parts.Once("energy", with{drawnKey: d, a: a.Energy.Value, b: a.Parts.Value, c: a.Joules.Value, d: s.Energy.Problem}, p.energy),
		)
	}
	if e := s.Shown(); e != nil {
		d := drawnKey{e.Profile, s.Theme, p.browser.Dark(), s.Narrow}
		body = append(body, p.parts.Once("compare", with{drawnKey: d, a: s.Answers.Compare.Value, b: fmt.Sprint(s.Shelf.Beside, s.Answers.Compare.Err, s.Tables.Listed), c: s.Tables.Open, d: s.View.Device}, p.compare))
	}
	body = append(body, p.shelf())
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.Text)
	return ui.Div().Class("frame").DataSet("frame", "device").Body(
		element.Header("Device", "How fast is it on your device?", ui.Div(), p.shareButton(), colours.OnClick(p.on(state.SetTheme{Theme: next}))),
		ui.Main().ID("main").Class("main").Body(body...),
		ui.Footer().Class("footer").Body(
			ui.P().Text("Everything is measured and computed in this tab, on your machine. Nothing is uploaded."),
			ui.P().Text("A time is the mean of the fastest tenth of its samples; intervals: 95 %, bootstrap over rounds."),
		),
		live,
	)
}

// shareButton copies a link with the profile on show.
func (p *page) shareButton() ui.UI {
	return button("share", "Copy link").Class("primary").DataSet("testid", "share").Disabled(p.state.Shown() == nil).OnClick(func(ui.Context, ui.Event) {
		p.do(state.ShareProfile{Ref: p.state.Shelf.Shown, Address: p.browser.Address()})
	}, "share")
}
