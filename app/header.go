package app

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// header has the name of the page, what its workers do, and its dialogs.
func (p *page) header() ui.UI {
	colours, next := element.ThemeButton(p.state.Theme)
	return element.Header("Playground", "Neural architecture search without training, in your browser", p.workers(),
		iconButton("help", "What is this?").DataSet("testid", "help").OnClick(p.on(state.ShowDialog{Dialog: state.HelpDialog})),
		iconButton("keys", "Keys (?)").DataSet("testid", "keys").OnClick(p.on(state.ShowDialog{Dialog: state.KeysDialog})),
		colours.OnClick(p.on(state.SetTheme{Theme: next})),
		button("share", "Share").Class("primary").DataSet("testid", "share").OnClick(p.on(state.ShowDialog{Dialog: state.ShareDialog})),
	)
}

// workers says how many workers there are and what they compute with.
func (p *page) workers() ui.UI {
	w := p.state.Pool
	kernels := map[string]string{"simd128": "SIMD kernels", "go": "plain kernels"}[w.Kernels]
	words := display.Plural(w.Size, "worker")
	title := "Scores are computed by workers in this tab."
	switch {
	case w.Err != nil:
		words = "workers are down"
	case kernels == "":
		words += " · starting"
	default:
		words += " · " + kernels
	}
	if w.Kernels == "go" {
		title += " This browser has no WebAssembly SIMD, so it takes longer; the numbers are the same."
	}
	return ui.Div().Class("workers").Title(title).
		DataSet("testid", "workers").DataSet("kernels", w.Kernels).DataSet("size", w.Size).DataSet("ready", w.Ready).DataSet("restarts", w.Restarts).
		Body(
			ui.Span().Class("lamp").DataSet("busy", w.Busy > 0).DataSet("down", w.Err != nil),
			ui.Span().Text(words),
			ui.If(w.Busy > 0, ui.Span().Class("muted").Text(fmt.Sprintf("%d busy", w.Busy))),
		)
}
