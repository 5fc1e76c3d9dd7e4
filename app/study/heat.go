package study

import (
	"math"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/study/state"
	"protocell/core/study"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const heatID = "heat-chart"

// matrix returns the correlations between proxies and the truth, proxies in the order of
// how well they do, the truth last.
func (p *page) matrix() (names []string, values [][]float64) {
	s := p.state
	v := s.Answer.Value
	var order []int
	for _, x := range s.Ranked(state.Spearman) {
		order = append(order, slices.IndexFunc(v.Proxies, func(y study.Proxy) bool { return y.ID == x.ID }))
		names = append(names, s.Table.ProxyName(x.ID))
	}
	order, names = append(order, len(v.Proxies)), append(names, "truth")
	for _, i := range order {
		var row []float64
		for _, j := range order {
			e := v.Heat[i][j]
			if !e.Defined {
				e.Value = math.NaN()
			}
			row = append(row, e.Value)
		}
		values = append(values, row)
	}
	return names, values
}

// heat shows how alike the proxies are.
func (p *page) heat() ui.UI {
	names, values := p.matrix()
	p.draw(heatID, chart.Heat{Columns: names, Rows: names, Values: values, Digits: 2})
	return panel("heat", "How alike the proxies are", p.saves(heatID, "heat-map", p.heatCSV),
		ui.P().Class("muted").Text("Spearman's ρ between each two proxies and the truth: green is alike, white is unrelated, red is opposite."),
		place(heatID, "Heat map of the correlations; the numbers are in the table below", len(names)+7),
		ui.Details().Class("study-more").Body(ui.Summary().Text("Numbers"), correlations("Correlations", names, values)),
	)
}

// correlations is a matrix of correlations as a table.
func correlations(label string, names []string, values [][]float64) ui.UI {
	head := []ui.UI{ui.Th().Scope("col").Text("ρ")}
	for _, n := range names {
		head = append(head, ui.Th().Scope("col").Body(ui.Span().Text(n)))
	}
	var rows []ui.UI
	for i, row := range values {
		cells := []ui.UI{ui.Th().Scope("row").Text(names[i])}
		for _, v := range row {
			cells = append(cells, rhoCell(v, 2))
		}
		rows = append(rows, ui.Tr().Body(cells...))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", label).Body(
		ui.Table().Class("numbers", "rho").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)))
}

// rhoCell is a correlation in its colour.
func rhoCell(v float64, digits int) ui.UI {
	if math.IsNaN(v) {
		return ui.Td().Text("–")
	}
	text := state.Rho(v)
	if digits == 2 {
		text = state.Rho(math.Round(100*v) / 100)
		text = text[:len(text)-1]
	}
	return ui.Td().DataSet("step", int(math.Round(5*v))+5).Text(text)
}

func (p *page) heatCSV() string {
	names, values := p.matrix()
	var t display.CSV
	head := []any{"proxy"}
	for _, n := range names {
		head = append(head, n)
	}
	t.Line(head...)
	for i, row := range values {
		line := []any{names[i]}
		for _, v := range row {
			line = append(line, maybe(!math.IsNaN(v), v))
		}
		t.Line(line...)
	}
	return t.String()
}
