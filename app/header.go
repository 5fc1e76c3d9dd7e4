package app

import (
	"fmt"
	"math"

	"protocell/app/display"
	"protocell/app/layout"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// header has the name of the page, what its workers do, and its dialogs.
func (p *page) header() ui.UI {
	return ui.Header().Class("header").Body(
		ui.Div().Class("brand").Body(
			logo(),
			ui.H1().Text("Protocell"),
			ui.P().Text("Neural architecture search without training, in your browser"),
		),
		p.workers(),
		ui.Div().Class("header-tools").Body(
			iconButton("help", "What is this?").DataSet("testid", "help").OnClick(p.on(state.ShowDialog{Dialog: state.HelpDialog})),
			iconButton("keys", "Keys (?)").DataSet("testid", "keys").OnClick(p.on(state.ShowDialog{Dialog: state.KeysDialog})),
			p.themeButton(),
			button("share", "Share").Class("primary").DataSet("testid", "share").OnClick(p.on(state.ShowDialog{Dialog: state.ShareDialog})),
		),
	)
}

// logo is a cell seen under a microscope: two layers of lipids around a graph.
func logo() ui.UI {
	var dots []ui.UI
	for _, ring := range []struct{ r, size float64 }{{21, 1.9}, {16.6, 1.5}} {
		const n = 22
		for i := range n {
			s, c := math.Sincos(2 * math.Pi * float64(i) / n)
			dots = append(dots, circle(layout.Point{X: 24 + ring.r*c, Y: 24 + ring.r*s}, ring.size))
		}
	}
	return picture(48, 48).DataSet("part", "logo").Body(
		svg("g").DataSet("part", "lipids").Body(dots...),
		path("M16.5 26.5C20 16 28 16 31.5 22M16.5 26.5C21 33 28 32 31.5 22").DataSet("part", "links"),
		circle(layout.Point{X: 16.5, Y: 26.5}, 3.4).DataSet("part", "organelle"),
		circle(layout.Point{X: 31.5, Y: 22}, 4.2).DataSet("part", "nucleus"),
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

// themeButton goes round the colour schemes.
func (p *page) themeButton() ui.UI {
	next := map[state.Theme]state.Theme{state.SystemTheme: state.LightTheme, state.LightTheme: state.DarkTheme, state.DarkTheme: state.SystemTheme}
	name := map[state.Theme]string{state.SystemTheme: "system", state.LightTheme: "sun", state.DarkTheme: "moon"}
	label := map[state.Theme]string{state.SystemTheme: "Colours: as the system", state.LightTheme: "Colours: light", state.DarkTheme: "Colours: dark"}
	t := p.state.Theme
	return iconButton(name[t], label[t]).DataSet("testid", "theme").DataSet("theme", string(t)).OnClick(p.on(state.SetTheme{Theme: next[t]}))
}
