package study

import (
	"strings"

	"protocell/app/chart"
	"protocell/app/study/state"
	"protocell/app/theme"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// drawable is a chart.
type drawable interface {
	Options(chart.Colours) ([]byte, error)
}

// colours are those of the present scheme.
func (p *page) colours() chart.Colours {
	colour := func(name string) string { return strings.TrimSpace(p.browser.Colour("--" + name)) }
	dark := p.state.Theme == theme.Dark || p.state.Theme == theme.System && p.browser.Dark()
	return chart.Colours{
		Text: colour("text"), Muted: colour("muted"), Line: colour("line"), Surface: colour("surface"),
		Sample: colour("sample"), Pinned: colour("pinned"), Shown: colour("accent"),
		More: []string{colour("mark-1"), colour("mark-2"), colour("mark-3"), colour("mark-4")}, Dark: dark,
	}
}

// draw has a chart drawn once the page is, if what it shows has changed.
func (p *page) draw(id string, c drawable) {
	options, err := c.Options(p.colours())
	if err != nil || string(options) == p.charted[id] {
		return // finite numbers and strings always have a JSON form
	}
	p.charted[id] = string(options)
	p.loop.After(func() { p.browser.Chart(id, string(options), func(code string) { p.openCell(code) }) })
}

// tall is the height of a chart of size "tall" in pixels, as study.css has it.
const tall = 384

// place is where a chart is drawn. What it shows is said beside it.
func place(id, label string, lines int) ui.UI {
	size := "plain"
	switch {
	case lines > 24:
		size = "tallest"
	case lines > 16:
		size = "taller"
	case lines > 10:
		size = "tall"
	}
	return ui.Div().ID(id).Class("chart", "study-chart").DataSet("size", size).DataSet("testid", id).Attr("role", "img").Aria("label", label)
}

// saves offers a chart as files.
func (p *page) saves(id, name string, csv func() string) []ui.UI {
	file := "protocell-" + name
	picture := func(kind, label string) ui.UI {
		return ui.Button().Type("button").Class("button", "small").DataSet("testid", id+"-"+kind).Title("Download the chart as "+label).
			Aria("label", "Download the chart as "+label).OnClick(p.on(state.SavePicture{ID: id, Kind: kind, Name: file + "." + kind})).Text(label)
	}
	return []ui.UI{
		picture("png", "PNG"), picture("svg", "SVG"),
		ui.Button().Type("button").Class("button", "small").DataSet("testid", id+"-csv").Title("Download the numbers as CSV").Aria("label", "Download the numbers as CSV").
			OnClick(func(ui.Context, ui.Event) { p.do(state.Save{Name: file + ".csv", Text: csv()}) }, id).Text("CSV"),
	}
}
