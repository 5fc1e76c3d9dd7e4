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
	var body ui.UI
	if len(list) == 0 {
		body = ui.P().Class("muted").Text("Pin cells to compare their costs and scores side by side. Pins travel with the link.")
	} else {
		body = p.comparisonTable(list)
	}
	return panel("pins", "Comparison", nil, body)
}

func (p *page) comparisonTable(list []state.Pinned) ui.UI {
	head := []ui.UI{ui.Th().Scope("col").Text("Cell")}
	for _, info := range state.Proxies() {
		head = append(head, ui.Th().Scope("col").Text(info.Name))
	}
	head = append(head, ui.Td())
	var rows []ui.UI
	for i, pin := range list {
		cells := []ui.UI{ui.Th().Scope("row").Body(
			ui.Button().Type("button").Class("pin-open").DataSet("testid", fmt.Sprintf("pin-open-%d", i)).
				Aria("label", "Open cell "+pin.Net.Code).Title("Open this cell").
				OnClick(p.on(state.OpenArch{Arch: pin.Net.Arch})).
				Body(miniature(pin.Net.Arch), ui.Code().Text(pin.Net.Code)),
		)}
		for _, info := range state.Proxies() {
			cell := ui.Td().Text("…")
			if rank := state.Rank(list, i, info); rank > 0 {
				e := pin.Record.Scores[info.ID]
				row := state.Row{Info: info, Entry: e, Known: true, Fresh: true}
				place := ui.Span().Class("place").Text(display.Ordinal(rank))
				if len(list) < 2 || info.Needs == 0 {
					place = ui.Span()
				}
				cell = ui.Td().DataSet("value", display.Exact(float64(e.Value))).DataSet("rank", rank).
					DataSet("best", rank == 1 && len(list) > 1 && info.Needs != 0).
					Body(append([]ui.UI{place}, p.value(row)...)...)
			}
			cells = append(cells, cell)
		}
		cells = append(cells, ui.Td().Body(
			iconButton("close", "Remove cell "+pin.Net.Code).DataSet("testid", fmt.Sprintf("unpin-%d", i)).OnClick(p.on(state.Unpin{Arch: pin.Net.Arch}))))
		rows = append(rows, ui.Tr().DataSet("testid", fmt.Sprintf("pin-%d", i)).DataSet("shown", pin.Shown).Body(cells...))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Pinned cells").Body(
		ui.Table().Class("numbers", "pins").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)),
	)
}
