package app

import (
	"math"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const landscapeID = "landscape-chart"

// landscape shows two scores of all known cells against each other.
func (p *page) landscape() ui.UI {
	s := p.state
	points := s.Landscape()
	p.drawLandscape(points)
	offered := s.Measures()
	tools := []ui.UI{
		p.measureField("landscape-y", "Up", s.Axes.Y, offered, func(v string) state.Action { return state.SetAxes{Axes: state.Axes{X: p.state.Axes.X, Y: v}} }),
		p.measureField("landscape-x", "Across", s.Axes.X, offered, func(v string) state.Action { return state.SetAxes{Axes: state.Axes{X: v, Y: p.state.Axes.Y}} }),
	}
	open := s.Open["landscape"]
	var table ui.UI
	if open {
		table = p.landscapeTable(points)
	}
	words := "Each dot is a cell of the reference sample, under this set-up. "
	x, y := p.axes()
	switch missing := p.unasked(x, y); {
	case len(points) > 0:
		words += "Choose a dot to open its cell; the ring is the cell on show, diamonds are pinned."
	case missing != "":
		words += "It needs scores that the experiment does not ask for: " + missing + "."
	case s.SlowOmitted(x, y):
		words += "It needs the slow proxies of the sample, which are scored when asked for, under the scorecard."
	default:
		words += "Dots appear as cells are scored."
	}
	if x.Ensemble() || y.Ensemble() {
		words += " An ensemble ranks the cells that are here among each other."
	}
	return panel("landscape", "Landscape", tools,
		ui.Div().ID(landscapeID).Class("chart").DataSet("testid", "landscape").DataSet("points", len(points)).
			Attr("role", "img").Aria("label", "Scatter chart of "+display.Plural(len(points), "cell")+"; the numbers are in the table below"),
		ui.P().Class("muted").Text(words),
		ui.If(len(points) > 0, ui.Button().Type("button").Class("link").Aria("expanded", open).
			OnClick(p.on(state.Toggle{Part: "landscape"})).Text("Numbers")),
		table,
	)
}

// axes returns what the landscape shows.
func (p *page) axes() (x, y state.Measure) {
	x, _ = p.state.Measure(p.state.Axes.X)
	y, _ = p.state.Measure(p.state.Axes.Y)
	return x, y
}

// drawLandscape has the chart drawn if what it shows has changed.
func (p *page) drawLandscape(points []state.Place) {
	x, y := p.axes()
	nameX, unitX := axisName(x)
	nameY, unitY := axisName(y)
	c := chart.Scatter{X: nameX, Y: nameY, Still: p.browser.Still()}
	for _, pt := range points {
		at := chart.Point{Name: pt.Net, X: x.Axis(pt.X) / unitX, Y: y.Axis(pt.Y) / unitY}
		if math.IsNaN(at.X) || math.IsNaN(at.Y) {
			continue
		}
		switch {
		case pt.Shown:
			c.Shown = append(c.Shown, at)
		case pt.Pinned:
			c.Pinned = append(c.Pinned, at)
		default:
			c.Sample = append(c.Sample, at)
		}
	}
	p.drawChart(landscapeID, c)
}

// landscapeTable has the same as numbers.
func (p *page) landscapeTable(points []state.Place) ui.UI {
	x, y := p.axes()
	var rows []ui.UI
	for _, pt := range points {
		note := ""
		if pt.Shown {
			note = "on show"
		} else if pt.Pinned {
			note = "pinned"
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Body(ui.Button().Type("button").Class("link").
				OnClick(p.on(state.EnterArch{Text: pt.Net})).Body(ui.Code().Text(pt.Net)), ui.Small().Text(" "+note)),
			ui.Td().Body(value(x, pt.X)...),
			ui.Td().Body(value(y, pt.Y)...),
		))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Scores of known cells").Body(
		ui.Table().Class("numbers").Body(
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Cell"), ui.Th().Scope("col").Text(x.Name), ui.Th().Scope("col").Text(y.Name))),
			ui.TBody().Body(rows...),
		))
}
