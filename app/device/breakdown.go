package device

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/core/job/metering"
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
		),
	}
	if n.Problem != nil {
		body = append(body, ui.P().Class("problem").Attr("role", "alert").DataSet("testid", "network-problem").Text("This is no architecture of "+e.Space.Info().Name+": "+n.Problem.Error()+"."))
	}
	a := s.Answers.Parts
	switch {
	case len(e.Operators) == 0:
		body = append(body, ui.P().Class("muted").Text("This profile has no operators."))
	case a.Err != nil:
		body = append(body, ui.P().Class("problem").Text("It cannot be taken apart: "+a.Err.Error()+"."))
	case a.Value == nil:
		body = append(body, ui.P().Class("muted").Text("Taking it apart…"))
	default:
		v := a.Value
		body = append(body, ui.P().DataSet("testid", "parts-words").Text(partsWords(v)))
		group := []ui.UI{partsTable("By operator", v.Operators, v)}
		if len(v.Edges) > 0 {
			group = append(group, partsTable("By edge of the cell, over all cells", named(e.Space, n.Arch, v.Edges), v))
		}
		body = append(body, ui.Div().Class("study-pair").Body(append(group, partsTable("By block of the network", v.Blocks, v))...))
	}
	tools := []ui.UI{}
	if a.Value != nil {
		tools = append(tools, ui.Button().Type("button").Class("button", "small").DataSet("testid", "parts-csv").Title("Download the numbers as CSV").Aria("label", "Download the parts as CSV").
			OnClick(func(ui.Context, ui.Event) {
				p.do(state.Save{Name: "protocell-parts.csv", Text: partsCSV(p.state.Answers.Parts.Value)})
			}).Text("CSV"))
	}
	return panel("arch", "Where the time goes", tools, body...)
}

// partsWords says what the whole takes.
func partsWords(v *metering.BreakdownOutput) string {
	text := fmt.Sprintf("Its operators take %s together, for %s MACs.", microseconds(v.Seconds), display.Count(v.MACs))
	if v.Corrected > 0 {
		text += fmt.Sprintf(" Corrected by whole networks: %s.", microseconds(v.Corrected))
	}
	if v.Measured > 0 {
		text += fmt.Sprintf(" Measured: %s.", microseconds(v.Measured))
	}
	if v.Guessed > 0.0005 {
		text += fmt.Sprintf(" %s of it is a guess, of operators that were not measured.", percent(v.Guessed))
	}
	if text += surprise(v); v.Joules > 0 {
		text += fmt.Sprintf(" Energy, by the model below: %s.", joules(v.Joules))
	}
	return text
}

// surprise names the operator whose share of the time exceeds that of the MACs most.
func surprise(v *metering.BreakdownOutput) string {
	most, at := 0.1, -1
	for i, o := range v.Operators {
		if d := shareOf(o.Seconds, v.Seconds) - shareOf(float64(o.MACs), float64(v.MACs)); d > most {
			most, at = d, i
		}
	}
	if at < 0 {
		return ""
	}
	o := v.Operators[at]
	return fmt.Sprintf(" %s takes %s of the time, for %s of the MACs.", o.Name, percent(shareOf(o.Seconds, v.Seconds)), percent(shareOf(float64(o.MACs), float64(v.MACs))))
}

func shareOf(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// partsTable is parts with their shares as bars.
func partsTable(title string, parts []metering.Part, v *metering.BreakdownOutput) ui.UI {
	var rows []ui.UI
	for _, o := range parts {
		name := o.Name
		if o.Guessed {
			name += " (guessed)"
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Text(name),
			ui.Td().Text(microseconds(o.Seconds)),
			ui.Td().Body(bar(shareOf(o.Seconds, v.Seconds), inkShown)),
			ui.Td().Body(bar(shareOf(float64(o.MACs), float64(v.MACs)), inkPinned)),
		))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", title).Body(
		ui.Table().Class("numbers", "device-parts").Body(
			ui.Caption().Text(title),
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Part"), ui.Th().Scope("col").Text("Time"), ui.Th().Scope("col").Text("of the time"), ui.Th().Scope("col").Text("of the MACs"))),
			ui.TBody().Body(rows...)))
}

// named returns the parts of a cell's edges with names: where an edge leads, and its
// operation.
func named(sp space.Space, a space.Arch, parts []metering.Part) []metering.Part {
	list := slices.Clone(parts)
	decisions, at := sp.Decisions(), 0
	for _, c := range sp.Diagram(a).Cells {
		for _, e := range c.Edges {
			if at >= len(list) {
				return list
			}
			if len(e.Decisions) > 0 {
				d := e.Decisions[0]
				list[at].Name = short(decisions[d].Options[a[d]]) + ", " + nodeName(c.Nodes[e.From].Name) + " to " + nodeName(c.Nodes[e.To].Name)
			}
			at++
		}
	}
	return list
}

// nodeName writes the name of a node, which may have a subscript, as plain text.
func nodeName(name string) string {
	return strings.NewReplacer("_{", "", "}", "").Replace(name)
}

// bar is a share as a bar with its number.
func bar(v float64, ink string) ui.UI {
	return ui.Div().Class("device-bar").DataSet("ink", ink).Body(
		ui.Meter().Min(0).Max(1).Value(math.Min(1, v)).Aria("hidden", "true"), ui.Span().Text(percent(v)))
}

// joules writes an energy.
func joules(v float64) string {
	switch {
	case v < 1e-6:
		return display.Significant(1e9*v, 3) + " nJ"
	case v < 1e-3:
		return display.Significant(1e6*v, 3) + " µJ"
	case v < 1:
		return display.Significant(1e3*v, 3) + " mJ"
	}
	return display.Significant(v, 3) + " J"
}

func partsCSV(v *metering.BreakdownOutput) string {
	var t display.CSV
	t.Line("group", "part", "times", "seconds", "macs", "modelled_joules", "guessed")
	for _, g := range []struct {
		name  string
		parts []metering.Part
	}{{"operator", v.Operators}, {"edge", v.Edges}, {"block", v.Blocks}} {
		for _, o := range g.parts {
			guessed := 0
			if o.Guessed {
				guessed = 1
			}
			t.Line(g.name, o.Name, o.Times, o.Seconds, int(o.MACs), o.Joules, guessed)
		}
	}
	return t.String()
}
