// Package breakdown shows where the time of a network goes, by operator, by edge and by
// block, beside where its MACs go.
package breakdown

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/app/display"
	"protocell/core/job/metering"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Words says what the whole takes.
func Words(v *metering.BreakdownOutput) string {
	text := fmt.Sprintf("Its operators take %s together, for %s MACs.", display.Seconds(v.Seconds), display.Count(v.MACs))
	if v.Corrected > 0 {
		text += fmt.Sprintf(" Corrected by whole networks: %s.", display.Seconds(v.Corrected))
	}
	if v.Measured > 0 {
		text += fmt.Sprintf(" Measured: %s.", display.Seconds(v.Measured))
	}
	if v.Guessed > 0.0005 {
		text += fmt.Sprintf(" %s of it is a guess, of operators that were not measured.", display.Percent(v.Guessed))
	}
	if text += surprise(v); v.Joules > 0 {
		text += fmt.Sprintf(" Energy, by the model below: %s.", Joules(v.Joules))
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
	return fmt.Sprintf(" %s takes %s of the time, for %s of the MACs.", o.Name, display.Percent(shareOf(o.Seconds, v.Seconds)), display.Percent(shareOf(float64(o.MACs), float64(v.MACs))))
}

func shareOf(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// Table is parts with their shares as bars.
func Table(title string, parts []metering.Part, v *metering.BreakdownOutput) ui.UI {
	var rows []ui.UI
	for _, o := range parts {
		name, time := strings.ReplaceAll(o.Name, "_", " "), "–"
		if o.Seconds > 0 {
			time = display.Seconds(o.Seconds)
		}
		if o.Guessed {
			name += " (guessed)"
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Text(name),
			ui.Td().Text(time),
			ui.Td().Body(bar(shareOf(o.Seconds, v.Seconds), "shown")),
			ui.Td().Body(bar(shareOf(float64(o.MACs), float64(v.MACs)), "pinned")),
		))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", title).Body(
		ui.Table().Class("numbers", "parts").Body(
			ui.Caption().Text(title),
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Part"), ui.Th().Scope("col").Text("Time"), ui.Th().Scope("col").Text("of the time"), ui.Th().Scope("col").Text("of the MACs"))),
			ui.TBody().Body(rows...)))
}

// Named returns the parts of a cell's edges with names: where an edge leads, and its
// operation.
func Named(sp space.Space, a space.Arch, parts []metering.Part) []metering.Part {
	list := slices.Clone(parts)
	decisions, at := sp.Decisions(), 0
	for _, c := range sp.Diagram(a).Cells {
		for _, e := range c.Edges {
			if at >= len(list) {
				return list
			}
			if len(e.Decisions) > 0 {
				d := e.Decisions[0]
				list[at].Name = Short(decisions[d].Options[a[d]]) + ", " + nodeName(c.Nodes[e.From].Name) + " to " + nodeName(c.Nodes[e.To].Name)
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
	return ui.Div().Class("share-bar").DataSet("ink", ink).Body(
		ui.Meter().Min(0).Max(1).Value(math.Min(1, v)).Aria("hidden", "true"), ui.Span().Text(display.Percent(v)))
}

// Joules writes an energy.
func Joules(v float64) string {
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

// Short is an operation as a drawing has room for it.
func Short(id string) string {
	id = strings.TrimSuffix(strings.TrimPrefix(id, "nor_"), "_connect")
	return strings.NewReplacer("avg_pool", "pool", "max_pool", "max", "_", " ", "3x3", "3×3", "1x1", "1×1", "5x5", "5×5").Replace(id)
}

// CSV returns all parts as a table.
func CSV(v *metering.BreakdownOutput) string {
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
