package figures

import (
	"fmt"
	"strings"

	"protocell/app/display"
	"protocell/app/heat"
	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// pointTable has the points and their codes.
func (f *HandFigure) pointTable() ui.UI {
	s := f.state
	var rows []ui.UI
	for i, p := range s.Points {
		move := func(axis int) func(float64) {
			return func(v float64) {
				to := f.state.Points[i]
				to[axis] = v
				f.do(MovePoint{i, to})
			}
		}
		name := letter(i)
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Text(name),
			ui.Td().Body(entry("nwot-x-"+name, "x1 of point "+name, p[0], half, move(0))),
			ui.Td().Body(entry("nwot-y-"+name, "x2 of point "+name, p[1], half, move(1))),
			ui.Td().Body(ui.Code().DataSet("testid", "nwot-code-"+name).Text(s.Kernel.Codes[i].String())),
			ui.Td().Body(ui.Button().Type("button").Class("remove").Aria("label", "Remove point "+name).Disabled(len(s.Points) == 1).
				OnClick(func(ui.Context, ui.Event) { f.do(RemovePoint{i}) }, name).Text("×")),
		))
	}
	return ui.Div().Class("figure-points").Body(
		scrolling(
			ui.Caption().Class("visually-hidden").Text("Points and their codes"),
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Point"), ui.Th().Scope("col").Text("x1"), ui.Th().Scope("col").Text("x2"), ui.Th().Scope("col").Text("Code"), ui.Td())),
			ui.TBody().Body(rows...),
		),
		ui.Button().Type("button").Class("button").DataSet("testid", "nwot-add").Disabled(len(s.Points) == handnet.MaxPoints).
			OnClick(func(ui.Context, ui.Event) { f.do(AddPoint{}) }).Text("Add a point"),
	)
}

// kernelTable is K as a heat map that can be read.
func (f *HandFigure) kernelTable() ui.UI {
	s := f.state
	head := []ui.UI{label("letter", 20, 20, "K")}
	n := len(s.Points)
	const cell = 40.0
	at := func(i int) float64 { return cell*float64(i) + 60 }
	for i := range n {
		head = append(head, label("letter", at(i), 20, letter(i)), label("letter", 20, at(i), letter(i)))
	}
	var spoken []string
	for i, row := range s.Kernel.K {
		words := make([]string, n)
		for j, v := range row {
			words[j] = fmt.Sprint(v)
			c := heat.Colour(float64(v) / handnet.Neurons)
			head = append(head,
				svg("rect", "cell").Attr("x", coord(at(j)-cell/2)).Attr("y", coord(at(i)-cell/2)).Attr("width", coord(cell-2)).Attr("height", coord(cell-2)).Attr("rx", "5").
					Attr("fill", fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])),
				label("entry", at(j)-1, at(i), words[j]).Attr("fill", ink(v)))
		}
		spoken = append(spoken, letter(i)+": "+strings.Join(words, " "))
	}
	w := coord(cell*float64(n) + 42)
	return svg("svg", "kernel").DataSet("testid", "nwot-kernel").Attr("viewBox", "0 0 "+w+" "+w).Attr("role", "img").
		Aria("label", "Kernel matrix K, "+strings.Join(spoken, "; ")).Body(head...)
}

// ink returns the colour of a number on the colour of K's entries.
func ink(v int) string {
	if 2*v > handnet.Neurons {
		return "#101513"
	}
	return "#ffffff"
}

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

// kernelCSV returns points, codes and K as a table.
func (s Hand) kernelCSV() string {
	var b strings.Builder
	b.WriteString("point,x1,x2,code")
	for i := range s.Points {
		b.WriteString(",K_" + letter(i))
	}
	b.WriteString("\n")
	for i, p := range s.Points {
		fmt.Fprintf(&b, "%s,%s,%s,%s", letter(i), display.Exact(p[0]), display.Exact(p[1]), s.Kernel.Codes[i])
		for _, v := range s.Kernel.K[i] {
			fmt.Fprintf(&b, ",%d", v)
		}
		b.WriteString("\n")
	}
	return b.String()
}
