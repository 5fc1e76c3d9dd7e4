package app

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/proxy"
	"protocell/core/sample"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const sampleChartID = "sample-chart"

// sampleResults is what is known of the sample so far.
func (p *page) sampleResults() ui.UI {
	sum := p.state.Sample.Summary
	if sum == nil { // it takes some cells
		return ui.P().Class("muted").Text("The first results appear in a few seconds.")
	}
	parts := []ui.UI{
		p.sampleChart(),
		p.sampleBest(),
		ui.Div().Class("sample-part", "wide").Body(p.mixField("sample")),
		p.sampleRho(sum),
		p.sampleNumbers(sum),
	}
	if len(sum.Repeats) > 0 {
		parts = append(parts, p.sampleRepeats(sum))
	}
	if len(sum.Others) > 0 {
		parts = append(parts, p.sampleOthers(sum))
	}
	return ui.Div().Class("sample-results").DataSet("testid", "sample-results").DataSet("rows", sum.Rows).Body(parts...)
}

// sampleAxis is the choice of a column.
func (p *page) sampleAxis(id, label, value string, act func(string) state.Action) ui.UI {
	var offered []state.Measure
	for _, c := range p.state.SampleColumns() {
		offered = append(offered, c.Measure)
	}
	return p.measureField(id, label, value, offered, act)
}

// sampleChart shows two columns against each other.
func (p *page) sampleChart() ui.UI {
	s := p.state
	x, _ := s.SampleColumn(s.Sample.Axes.X)
	y, _ := s.SampleColumn(s.Sample.Axes.Y)
	points, outcasts := s.SamplePoints()
	nameX, unitX := axisName(x.Measure)
	nameY, unitY := axisName(y.Measure)
	c := chart.Scatter{X: nameX, Y: nameY, Still: true}
	for _, pt := range points {
		c.Sample = append(c.Sample, chart.Point{Name: pt.Code, X: pt.X / unitX, Y: pt.Y / unitY})
	}
	p.drawChart(sampleChartID, c)
	words := "Each dot is a cell; choose one to open it."
	if outcasts > 0 {
		words += fmt.Sprintf(" Not in the chart, as a score is not a number: %s.", display.Plural(outcasts, "cell"))
	}
	return ui.Div().Class("sample-part").Body(
		ui.Div().Class("panel-head").Body(ui.H3().Text("Two scores against each other"), ui.Div().Class("tools").Body(
			p.sampleAxis("sample-y", "Up", y.ID, func(v string) state.Action {
				return state.SetSampleAxes{Axes: state.Axes{X: p.state.Sample.Axes.X, Y: v}}
			}),
			p.sampleAxis("sample-x", "Across", x.ID, func(v string) state.Action {
				return state.SetSampleAxes{Axes: state.Axes{X: v, Y: p.state.Sample.Axes.Y}}
			}),
		)),
		ui.Div().ID(sampleChartID).Class("chart").DataSet("testid", "sample-chart").DataSet("points", len(points)).
			Attr("role", "img").Aria("label", "Scatter chart of "+display.Plural(len(points), "cell")+"; the best ones are in the table beside it"),
		ui.P().Class("muted").Text(words),
	)
}

// best is how many cells are listed.
const best = 10

// sampleBest lists the best cells by a column.
func (p *page) sampleBest() ui.UI {
	s := p.state
	rows, by := s.SampleBest(best)
	var body []ui.UI
	for i, row := range rows {
		code := s.Sample.Run.Codes[row]
		v, _ := by.At(row)
		body = append(body, ui.Tr().DataSet("testid", fmt.Sprintf("sample-best-%d", i)).Body(
			ui.Td().Text(i+1),
			ui.Th().Scope("row").Body(ui.Button().Type("button").Class("pin-open").Aria("label", "Open cell "+code).Title("Open this cell").
				OnClick(p.on(state.OpenIn{Space: s.Sample.Run.Space.Info().ID, Code: code})).Body(miniature(s.Sample.Run.Space, s.Sample.Run.Archs[row]), ui.Code().Text(code))),
			ui.Td().Body(value(by.Measure, v)...),
		))
	}
	return ui.Div().Class("sample-part").Body(
		ui.Div().Class("panel-head").Body(ui.H3().Text("Best cells"), ui.Div().Class("tools").Body(
			p.sampleAxis("sample-sort", "By", by.ID, func(v string) state.Action { return state.SortSample{By: v} }))),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Best cells of the sample").Body(
			ui.Table().Class("numbers").Body(
				ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Rank"), ui.Th().Scope("col").Class("words").Text("Cell"), ui.Th().Scope("col").Text(by.Name))),
				ui.TBody().Body(body...),
			)),
	)
}

// sampleRho is the heat map of rank correlations.
func (p *page) sampleRho(sum *sample.Summary) ui.UI {
	head := []ui.UI{ui.Td()}
	for _, id := range sum.Columns {
		head = append(head, ui.Th().Scope("col").Body(ui.Span().Text(p.measureName(id))))
	}
	var body []ui.UI
	for i, id := range sum.Columns {
		cells := []ui.UI{ui.Th().Scope("row").Text(p.measureName(id))}
		for j, v := range sum.Rho[i] {
			cells = append(cells, rhoCell(float64(v), p.measureName(id)+" and "+p.measureName(sum.Columns[j])))
		}
		body = append(body, ui.Tr().Body(cells...))
	}
	return ui.Div().Class("sample-part", "wide").Body(
		ui.H3().Text("How proxies and ensembles agree"),
		ui.P().Class("muted").Text(fmt.Sprintf("Spearman's ρ over %s, signed so that better agrees with better. Scores that are not numbers, and those of disconnected cells, rank last.", display.Plural(sum.Rows, "cell"))),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Rank correlations between proxies").Body(
			ui.Table().Class("numbers", "rho").DataSet("testid", "sample-rho").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...))),
	)
}

// rhoCell is a correlation, on one of eleven steps of colour.
func rhoCell(v float64, title string) ui.UI {
	if math.IsNaN(v) {
		return ui.Td().Title(title + ": not defined").Text("–")
	}
	step := int(math.Round((v + 1) * 5))
	return ui.Td().DataSet("step", step).Title(title).Text(correlation(v))
}

// correlation writes a correlation as the field's papers do.
func correlation(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return strings.Replace(strings.Replace(fmt.Sprintf("%.2f", v), "0.", ".", 1), "-", "−", 1)
}

// sampleNumbers describes each proxy's scores.
func (p *page) sampleNumbers(sum *sample.Summary) ui.UI {
	var body []ui.UI
	for _, d := range sum.Proxies {
		cells := []ui.UI{ui.Th().Scope("row").Text(proxyName(d.ID)), ui.Td().Text(d.OK), ui.Td().Text(sum.Rows - d.OK), ui.Td().Text(d.Distinct)}
		for _, v := range []proxy.Number{d.Mean, d.SD, d.Min, d.Median, d.Max} {
			cells = append(cells, ui.Td().DataSet("value", display.Exact(float64(v))).Text(display.Score(float64(v), false)))
		}
		body = append(body, ui.Tr().Body(cells...))
	}
	var head []ui.UI
	for _, name := range []string{"Proxy", "Ok", "Not ok", "Distinct", "Mean", "Std. dev.", "Least", "Median", "Greatest"} {
		head = append(head, ui.Th().Scope("col").Text(name))
	}
	return ui.Div().Class("sample-part", "wide").Body(
		ui.H3().Text("Scores"),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Distribution of the scores").Body(
			ui.Table().Class("numbers").DataSet("testid", "sample-numbers").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...))),
	)
}

// sampleRepeats is how far scores vary from repeat to repeat.
func (p *page) sampleRepeats(sum *sample.Summary) ui.UI {
	var body []ui.UI
	for _, r := range sum.Repeats {
		variation := "–"
		if v := float64(r.CV); !math.IsNaN(v) {
			variation = display.Significant(100*v, 3) + " %"
		}
		body = append(body, ui.Tr().Body(ui.Th().Scope("row").Text(p.measureName(r.ID)), ui.Td().Text(variation),
			rhoCell(float64(r.Rho), "mean Spearman's ρ between two repeats"), rhoCell(float64(r.Tau), "mean Kendall's τ-b between two repeats")))
	}
	return ui.Div().Class("sample-part").Body(
		ui.H3().Text("From seed to seed"),
		ui.P().Class("muted").Text(fmt.Sprintf("Over %d repeats of %s: the mean variation of a cell's score, and how well two repeats agree in their ranking.", sum.Repeats[0].Repeats, display.Plural(sum.Repeats[0].Rows, "cell"))),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Spread over repeats").Body(
			ui.Table().Class("numbers", "rho").DataSet("testid", "sample-spread").Body(
				ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Proxy"), ui.Th().Scope("col").Text("Variation"), ui.Th().Scope("col").Text("ρ"), ui.Th().Scope("col").Text("τ-b"))),
				ui.TBody().Body(body...))),
	)
}

// sampleOthers is whether rankings hold under other settings.
func (p *page) sampleOthers(sum *sample.Summary) ui.UI {
	var settings []int
	by := map[string]map[int]sample.Other{}
	for _, o := range sum.Others {
		if len(settings) == 0 || settings[len(settings)-1] != o.Setting {
			settings = append(settings, o.Setting)
		}
		if by[o.ID] == nil {
			by[o.ID] = map[int]sample.Other{}
		}
		by[o.ID][o.Setting] = o
	}
	head := []ui.UI{ui.Th().Scope("col").Text("Proxy")}
	for _, i := range settings {
		head = append(head, ui.Th().Scope("col").Text(p.state.Sample.Run.Settings[i].Name))
	}
	var body []ui.UI
	for _, id := range sum.Columns {
		cells := []ui.UI{ui.Th().Scope("row").Text(p.measureName(id))}
		for _, i := range settings {
			o, ok := by[id][i]
			if v := float64(o.Rho); !ok || math.IsNaN(v) {
				cells = append(cells, ui.Td().Text("–"))
				continue
			}
			cells = append(cells, ui.Td().DataSet("step", int(math.Round((float64(o.Rho)+1)*5))).
				Title(fmt.Sprintf("95 %% bootstrap interval over %s", display.Plural(o.Rows, "cell"))).
				Body(ui.Text(correlation(float64(o.Rho))), ui.Small().Text(" ["+correlation(float64(o.Low))+", "+correlation(float64(o.High))+"]")))
		}
		body = append(body, ui.Tr().Body(cells...))
	}
	return ui.Div().Class("sample-part").Body(
		ui.H3().Text("Does the ranking hold?"),
		ui.P().Class("muted").Text("Spearman's ρ between the ranking as set up and that under another setting, with its 95 % bootstrap interval."),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Rankings under other settings").Body(
			ui.Table().Class("numbers", "rho").DataSet("testid", "sample-others").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...))),
	)
}
