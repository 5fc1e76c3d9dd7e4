package device

import (
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/core/latency"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// fusion says which pairs of operators the engine of a profile runs as one. It is found
// out on this machine when it is asked for.
func (p *page) fusion(e *state.Entry) ui.UI {
	if e.Whose != state.Mine {
		return ui.Div().Hidden(true)
	}
	s := p.state
	open := s.Open["fusion"]
	head := ui.Button().Type("button").Class("link").Aria("expanded", open).DataSet("testid", "fusion").OnClick(p.on(state.Toggle{Part: "fusion"})).Text("Which operators does the engine run as one?")
	if !open {
		return ui.Div().Body(head)
	}
	f := s.Answers.Fusion
	switch {
	case f.Err != nil:
		return ui.Div().Body(head, ui.P().Class("problem").Text("This cannot be found out: "+f.Err.Error()+"."))
	case f.Value == nil:
		return ui.Div().Body(head, ui.P().Class("muted").Text("Timing pairs of operators, alone and one after the other…"))
	}
	var rows []ui.UI
	for _, pair := range f.Value.Pairs {
		verdict := "apart"
		switch {
		case pair.Unknown != "":
			verdict = "not told: " + pair.Unknown
		case pair.Fused:
			verdict = "as one"
		}
		rows = append(rows, ui.Tr().DataSet("testid", "pair-fused").Body(
			ui.Th().Scope("row").Text(strings.ReplaceAll(pair.Name, "_", " ")),
			ui.Td().Text(told(pair.First)), ui.Td().Text(told(pair.Second)), ui.Td().Text(told(pair.Both)), ui.Td().Text(verdict)))
	}
	return ui.Div().Body(head,
		ui.P().Class("muted").Text("As nn-Meter tests it (Zhang et al., MobiSys 2021): a pair is run as one if together it saves more than half of the faster of the two."),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Pairs of operators").Body(
			ui.Table().Class("numbers", "statistics").Body(
				ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Pair"), ui.Th().Scope("col").Text("First"), ui.Th().Scope("col").Text("Second"), ui.Th().Scope("col").Text("Both"), ui.Th().Scope("col").Text("Runs"))),
				ui.TBody().Body(rows...))))
}

// told is a time, or that it is too noisy.
func told(e latency.Estimate) string {
	if !e.OK() {
		return "noisy"
	}
	return display.Seconds(e.Seconds)
}
