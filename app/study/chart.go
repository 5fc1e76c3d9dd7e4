package study

import (
	"protocell/app/element"
	"protocell/app/shell"
	"protocell/app/study/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// draw has a chart drawn once the page is, if what it shows has changed.
func (p *page) draw(id string, c shell.Drawable) {
	p.charts.Draw(id, p.state.Theme, c, p.openCell)
}

// tall is the height of a chart of size "tall" in pixels, as study.css has it.
const tall = 384

// place is where a chart is drawn.
func place(id, label string, lines int) ui.UI { return element.Chart(id, label, lines) }

// saves offers a chart as files.
func (p *page) saves(id, name string, csv func() string) []ui.UI {
	file := "protocell-" + name
	return element.Saves(id,
		func(kind string) { p.do(state.SavePicture{ID: id, Kind: kind, Name: file + "." + kind}) },
		func() { p.do(state.Save{Name: file + ".csv", Text: csv()}) })
}
