package app

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// comparison is the table of pinned cells.
func (p *page) comparison() ui.UI {
	list := p.state.Pinned()
	if len(list) == 0 {
		return panel("pins", "Comparison", nil,
			ui.P().Class("muted").Text("Pin cells to compare their costs and scores side by side. Pins travel with the link."))
	}
	return panel("pins", "Comparison", nil,
		p.comparisonTable(list),
		ui.P().Class("muted").Text("Ensembles, the last columns, rank the cells among the reference sample as far as it is scored."))
}

// comparisonTable has a row for each pinned cell and a column for each measure.
func (p *page) comparisonTable(list []state.Pinned) ui.UI {
	head := []ui.UI{ui.Th().Scope("col").Text("Cell")}
	rows := make([][]ui.UI, len(list))
	for i, pin := range list {
		rows[i] = []ui.UI{ui.Th().Scope("row").Body(
			ui.Button().Type("button").Class("pin-open").DataSet("testid", fmt.Sprintf("pin-open-%d", i)).
				Aria("label", "Open cell "+pin.Net.Code).Title("Open this cell").
				OnClick(p.on(state.OpenArch{Arch: pin.Net.Arch})).
				Body(miniature(pin.Net.Space, pin.Net.Arch), ui.Code().Text(pin.Net.Code)),
		)}
	}
	for _, m := range p.state.Measures() {
		head = append(head, ui.Th().Scope("col").DataSet("testid", "pins-"+m.ID).Text(m.Name))
		pending := "…"
		if missing := p.unasked(m); missing != "" {
			pending = "–" // nothing is under way
		}
		for i, v := range p.state.PinScores(m, list) {
			rows[i] = append(rows[i], pinScore(m, v, len(list) > 1, pending))
		}
	}
	head = append(head, ui.Td())
	var body []ui.UI
	for i, pin := range list {
		cells := append(rows[i], ui.Td().Body(
			iconButton("close", "Remove cell "+pin.Net.Code).DataSet("testid", fmt.Sprintf("unpin-%d", i)).OnClick(p.on(state.Unpin{Arch: pin.Net.Arch}))))
		body = append(body, ui.Tr().DataSet("testid", fmt.Sprintf("pin-%d", i)).DataSet("shown", pin.Shown).Body(cells...))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Pinned cells").Body(
		ui.Table().Class("numbers", "pins").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...)),
	)
}

// pinScore is the score of a pinned cell, with its place if there are several and the
// measure says which is better; where it is not known, what stands for it.
func pinScore(m state.Measure, v state.PinScore, several bool, pending string) ui.UI {
	if v.Place == 0 {
		return ui.Td().Text(pending)
	}
	ranked := several && !m.Cost
	place := ui.Span()
	if ranked {
		place = place.Class("place").Text(display.Ordinal(v.Place))
	}
	return ui.Td().DataSet("value", display.Exact(float64(v.Score.Value))).DataSet("rank", v.Place).
		DataSet("best", ranked && v.Place == 1).
		Body(append([]ui.UI{place}, value(m, v.Score)...)...)
}
