package element

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Chart returns the place where a chart is drawn, as high as so many lines need. What it
// shows is said beside it.
func Chart(id, label string, lines int) ui.HTMLDiv {
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

// Saves returns buttons that offer a chart as files: as a picture of a kind, "png" or
// "svg", and its numbers as CSV.
func Saves(id string, picture func(kind string), csv func()) []ui.UI {
	save := func(kind, label, title string, click func()) ui.UI {
		return ui.Button().Type("button").Class("button", "small").DataSet("testid", id+"-"+kind).Title(title).Aria("label", title).
			OnClick(func(ui.Context, ui.Event) { click() }, id+kind).Text(label)
	}
	return []ui.UI{
		save("png", "PNG", "Download the chart as PNG", func() { picture("png") }),
		save("svg", "SVG", "Download the chart as SVG", func() { picture("svg") }),
		save("csv", "CSV", "Download the numbers as CSV", csv),
	}
}
