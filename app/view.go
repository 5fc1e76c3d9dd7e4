package app

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	if p.state.Embed {
		return p.frame("embed", ui.Main().Class("main", "main-embed").Body(
			p.notices(),
			ui.Div().Class("stage").Body(p.cellPanel(), p.scorecard()),
			p.embedFooter(),
		))
	}
	return p.frame("page",
		p.header(),
		ui.Main().ID("main").Class("main").Body(
			p.notices(),
			p.setupBar(),
			ui.Div().Class("stage").Body(p.cellPanel(), p.scorecard()),
			p.network(),
			p.samples(),
			ui.Div().Class("pair").Body(p.landscape(), p.matrixPanel()),
			p.comparison(),
		),
		p.footer(),
		p.dialogs(),
	)
}

// frame is the outermost element, with the live region.
func (p *page) frame(kind string, body ...ui.UI) ui.UI {
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.text)
	return ui.Div().Class("frame").DataSet("frame", kind).Body(append(body, live)...)
}

// footer says where the numbers come from.
func (p *page) footer() ui.UI {
	return ui.Footer().Class("footer").Body(
		ui.P().Text("Everything is computed in this tab, on your machine. Nothing is uploaded."),
		ui.P().Body(
			ui.Text("Search space: X. Dong and Y. Yang, NAS-Bench-201, ICLR 2020. "),
			ui.Text("Every number is the same on every machine, to the last bit."),
		),
	)
}

// embedFooter leads from an embedded page to the whole one.
func (p *page) embedFooter() ui.UI {
	return ui.P().Class("embed-footer").Body(
		logo(),
		ui.A().Href(p.state.LinkURL(p.browser.address())).Target("_blank").Rel("noopener").DataSet("testid", "open-full").Text("Open in Protocell"),
	)
}
