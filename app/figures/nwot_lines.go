package figures

import (
	"fmt"

	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// lineTable has the neurons as lines.
func (f *HandFigure) lineTable() ui.UI {
	s := f.state
	var rows []ui.UI
	for j := range handnet.Neurons {
		id := func(i int) string { return fmt.Sprintf("nwot-w-%d-%d", j, i) }
		cell := func(i int, name string, v float64) ui.UI {
			return ui.Td().Body(entry(id(i), fmt.Sprintf("%s of neuron %d", name, j+1), v, maxEntry, func(v float64) { f.do(SetHidden{j, i, v}) }))
		}
		rows = append(rows, ui.Tr().Body(ui.Th().Scope("row").Text(fmt.Sprintf("Neuron %d", j+1)),
			cell(0, "Weight of x1", s.Net.Hidden[j][0]), cell(1, "Weight of x2", s.Net.Hidden[j][1]), cell(2, "Bias", s.Net.Bias[j])))
	}
	return scrolling(
		ui.Caption().Class("visually-hidden").Text("The neurons as lines: w1·x1 + w2·x2 + bias = 0"),
		ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Line"), ui.Th().Scope("col").Text("w1"), ui.Th().Scope("col").Text("w2"), ui.Th().Scope("col").Text("bias"))),
		ui.TBody().Body(rows...),
	)
}
