package app

import (
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// share offers the experiment as a link, to be embedded, and as a file.
func (p *page) share() []ui.UI {
	base := p.browser.Address()
	field := func(id, label, text string, rows int, a state.Action) ui.UI {
		return ui.Div().Class("share-field").Body(
			ui.Label().For(id).Text(label),
			ui.Textarea().ID(id).DataSet("testid", id).Class("mono").ReadOnly(true).Rows(rows).Text(text),
			button("copy", "Copy").DataSet("testid", "copy-"+id).OnClick(p.on(a)),
		)
	}
	return []ui.UI{
		ui.P().Text("The link holds the whole experiment: the cell, the set-up and the pins. With the scores computed, it also holds their digest, so that whoever opens it is told whether their numbers are the same."),
		field("link", "Link", p.state.LinkURL(base), 3, state.CopyLink{Base: base}),
		field("embed", "To embed in a page", p.state.EmbedCode(base), 4, state.CopyEmbed{Base: base}),
		ui.Div().Class("share-files").Body(
			button("save", "Download file").DataSet("testid", "download").OnClick(p.on(state.Download{})),
			ui.Label().Class("button").For("file").Body(icon("open"), ui.Span().Text("Open file…")),
			ui.Input().ID("file").DataSet("testid", "file").Class("visually-hidden").Type("file").Accept(".json,application/json").OnChange(func(ctx ui.Context, _ ui.Event) {
				if f := ctx.JSSrc().Get("files").Index(0); f.Truthy() {
					readFile(f, p.hear)
				}
			}),
			ui.Span().Class("muted").Text("or drop one anywhere on the page"),
		),
	}
}
