package search

import (
	"protocell/app/element"
	"protocell/app/shell"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// page is the root component.
type page struct {
	ui.Compo
	browser *shell.Window
}

func newPage(b *shell.Window) *page { return &page{browser: b} }

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	return ui.Div().Class("frame").DataSet("frame", "search").Body(
		element.Header("Search", "Neural architecture search, live", ui.Div()),
		ui.Main().ID("main").Class("main"),
	)
}
