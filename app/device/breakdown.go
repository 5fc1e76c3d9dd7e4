package device

import (
	"protocell/app/breakdown"
	"protocell/app/device/state"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// breakdown shows where the time of a network goes, beside where its MACs go.
func (p *page) breakdown() ui.UI {
	s := p.state
	e := s.Shown()
	n := s.Network
	body := []ui.UI{
		ui.P().Class("muted").Text("The times of a network's operators, each measured alone, beside the multiply-accumulates that they do: where the two differ, MACs mislead."),
		ui.Div().Class("fields").Body(
			entry("network", "Architecture", "In any notation of the space", n.Text, func(v string) { p.do(state.PickNetwork{Text: v}) }),
			button("dice", "Random").DataSet("testid", "network-random").OnClick(func(ui.Context, ui.Event) { p.do(state.DrawNetwork{Seed: p.browser.Random()}) }),
			ui.A().Class("button").Href(p.networkURL(space.PrintCode(n.Arch))).Hidden(n.Space != e.Profile.Space).DataSet("testid", "network-open").Body(icon("open"), ui.Span().Text("Open in the playground")),
		),
	}
	if n.Problem != nil {
		body = append(body, ui.P().Class("problem").Attr("role", "alert").DataSet("testid", "network-problem").Text("This is no architecture of "+e.Space.Info().Name+": "+n.Problem.Error()+"."))
	}
	a := s.Answers.Parts
	switch {
	case n.Space != e.Profile.Space:
		body = append(body, ui.P().Class("muted").Text("No profile of its space has been measured yet."))
	case len(e.Operators) == 0:
		body = append(body, ui.P().Class("muted").Text("This profile has no operators."))
	case a.Err != nil:
		body = append(body, ui.P().Class("problem").Text("It cannot be taken apart: "+a.Err.Error()+"."))
	case a.Value == nil:
		body = append(body, ui.P().Class("muted").Text("Taking it apart…"))
	default:
		v := a.Value
		body = append(body, ui.P().DataSet("testid", "parts-words").Text(breakdown.Words(v)))
		group := []ui.UI{breakdown.Table("By operator", v.Operators, v)}
		if len(v.Edges) > 0 {
			group = append(group, breakdown.Table("By edge of the cell, over all cells", breakdown.Named(e.Space, n.Arch, v.Edges), v))
		}
		body = append(body, ui.Div().Class("study-pair").Body(append(group, breakdown.Table("By block of the network", v.Blocks, v))...))
	}
	tools := []ui.UI{}
	if a.Value != nil {
		tools = append(tools, ui.Button().Type("button").Class("button", "small").DataSet("testid", "parts-csv").Title("Download the numbers as CSV").Aria("label", "Download the parts as CSV").
			OnClick(func(ui.Context, ui.Event) {
				p.do(state.Save{Name: "protocell-parts.csv", Text: breakdown.CSV(p.state.Answers.Parts.Value)})
			}).Text("CSV"))
	}
	return panel("arch", "Where the time goes", tools, body...)
}
