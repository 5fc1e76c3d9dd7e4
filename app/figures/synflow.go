package figures

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/display"
	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// synflow shows how SynFlow of the network comes about.
func (f *HandFigure) synflow() ui.UI {
	s := f.state
	verdict := "Both layers carry R: the flow is conserved, so the score is 2R."
	if !s.Flow.Conserved() {
		verdict = "The sums of the layers differ." // no finite weights do that
	}
	return card("synflow-hand", "SynFlow by hand", []ui.UI{
		f.reset("synflow-reset"),
		saver("synflow-svg", "SVG", "Download the flow as a drawing", func() { f.Save("synflow.svg", file(f.flow())) }),
		saver("synflow-csv", "CSV", "Download the flow as a table", func() { f.Save("synflow.csv", f.state.flowCSV()) }),
	},
		ui.P().Class("muted").Text("Every weight is made positive, the input is (1, 1), biases are left out. What arrives at the output is R; a weight's share in it is |w · ∂R/∂w|, on the lines."),
		f.flow(),
		ui.P().Class("figure-sum").DataSet("testid", "synflow-sum").Attr("role", "status").Body(
			ui.Span().Text("R = "+s.sum()+" = "),
			ui.B().DataSet("testid", "synflow-r").DataSet("value", display.Exact(s.Flow.R)).Text(number(s.Flow.R)),
			ui.Span().Text(" · SynFlow = "),
			ui.B().DataSet("testid", "synflow-score").DataSet("value", display.Exact(s.Flow.Score)).Text(number(s.Flow.Score)),
		),
		f.flowTable(),
		ui.P().Class("muted").DataSet("testid", "synflow-verdict").Text(verdict),
	)
}

// sum writes R with its numbers.
func (s Hand) sum() string {
	var terms []string
	for j := range handnet.Neurons {
		h := s.Net.Hidden[j]
		terms = append(terms, fmt.Sprintf("%s·(%s + %s)", number(math.Abs(s.Net.Output[j])), number(math.Abs(h[0])), number(math.Abs(h[1]))))
	}
	return strings.Join(terms, " + ")
}

// Where the neurons of the drawing are.
var (
	inputAt  = [handnet.Inputs][2]float64{{60, 90}, {60, 210}}
	hiddenAt = [handnet.Neurons][2]float64{{280, 50}, {280, 150}, {280, 250}}
	outputAt = [2]float64{480, 150}
)

// flow draws the network with its flow.
func (f *HandFigure) flow() ui.UI {
	s := f.state
	var links, parts []ui.UI
	link := func(from, to [2]float64, at, weight, share float64) {
		width := 0.0
		if s.Flow.R > 0 {
			width = 1.5 + 14*share/s.Flow.R
		}
		links = append(links, line("link", from[0], from[1], to[0], to[1]).
			Attr("stroke-width", coord(width)).DataSet("negative", weight < 0))
		x, y := from[0]+(to[0]-from[0])*at, from[1]+(to[1]-from[1])*at
		text := number(share)
		w := 10 + 8*float64(len(text))
		parts = append(parts,
			svg("rect", "pill").Attr("x", coord(x-w/2)).Attr("y", coord(y-11)).Attr("width", coord(w)).Attr("height", "22").Attr("rx", "11"),
			label("share", x, y, text))
	}
	for j := range handnet.Neurons {
		for i := range handnet.Inputs {
			// Not in the middle, where lines cross.
			link(inputAt[i], hiddenAt[j], 0.7, s.Net.Hidden[j][i], s.Flow.Hidden[j][i])
		}
		link(hiddenAt[j], outputAt, 0.45, s.Net.Output[j], s.Flow.Terms[j])
	}
	node := func(at [2]float64, name, value string) {
		parts = append(parts, circle("node", at[0], at[1], 26), label("value", at[0], at[1]-5, value), label("name", at[0], at[1]+11, name))
	}
	for i, at := range inputAt {
		node(at, fmt.Sprintf("x%d", i+1), "1")
	}
	for j, at := range hiddenAt {
		node(at, fmt.Sprintf("a%d", j+1), number(s.Flow.Activation[j]))
	}
	node(outputAt, "R", number(s.Flow.R))
	return svg("svg", "flow").DataSet("testid", "synflow-flow").Attr("viewBox", "20 10 500 280").Attr("role", "img").
		Aria("label", "The network, with each weight's share in R on its line; the numbers are in the table below").
		Body(append(links, parts...)...)
}

// flowTable has every number, and fields for the weights.
func (f *HandFigure) flowTable() ui.UI {
	s := f.state
	row := func(name, spoken string, id string, w, gradient, share float64, set func(float64)) ui.UI {
		return ui.Tr().Body(
			ui.Th().Scope("row").Text(name),
			ui.Td().Body(entry(id, spoken, w, maxEntry, set)),
			ui.Td().Text(number(gradient)), ui.Td().DataSet("testid", id+"-share").Text(number(share)),
		)
	}
	total := func(name, id string, sum float64) ui.UI {
		return ui.Tr().Class("total").Body(ui.Th().Scope("row").ColSpan(3).Text(name), ui.Td().DataSet("testid", id).Text(number(sum)))
	}
	var rows []ui.UI
	for j := range handnet.Neurons {
		for i := range handnet.Inputs {
			rows = append(rows, row(fmt.Sprintf("x%d → a%d", i+1, j+1), fmt.Sprintf("Weight from input %d to neuron %d", i+1, j+1), fmt.Sprintf("synflow-w-%d-%d", j, i),
				s.Net.Hidden[j][i], s.Flow.Gradient[j][i], s.Flow.Hidden[j][i], func(v float64) { f.do(SetHidden{j, i, v}) }))
		}
	}
	rows = append(rows, total("Hidden layer", "synflow-layer-0", s.Flow.Layers[0]))
	for j := range handnet.Neurons {
		rows = append(rows, row(fmt.Sprintf("a%d → R", j+1), fmt.Sprintf("Weight from neuron %d to the output", j+1), fmt.Sprintf("synflow-v-%d", j),
			s.Net.Output[j], s.Flow.Activation[j], s.Flow.Terms[j], func(v float64) { f.do(SetOutput{j, v}) }))
	}
	rows = append(rows, total("Output layer", "synflow-layer-1", s.Flow.Layers[1]))
	return scrolling(
		ui.Caption().Class("visually-hidden").Text("The flow through every weight"),
		ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Weight"), ui.Th().Scope("col").Text("w"), ui.Th().Scope("col").Text("∂R/∂|w|"), ui.Th().Scope("col").Text("|w · ∂R/∂w|"))),
		ui.TBody().Body(rows...),
	)
}

// flowCSV returns the flow as a table.
func (s Hand) flowCSV() string {
	var b strings.Builder
	b.WriteString("layer,neuron,input,weight,gradient,share\n")
	for j := range handnet.Neurons {
		for i := range handnet.Inputs {
			fmt.Fprintf(&b, "hidden,%d,%d,%s,%s,%s\n", j+1, i+1, display.Exact(s.Net.Hidden[j][i]), display.Exact(s.Flow.Gradient[j][i]), display.Exact(s.Flow.Hidden[j][i]))
		}
	}
	for j := range handnet.Neurons {
		fmt.Fprintf(&b, "output,1,%d,%s,%s,%s\n", j+1, display.Exact(s.Net.Output[j]), display.Exact(s.Flow.Activation[j]), display.Exact(s.Flow.Terms[j]))
	}
	return b.String()
}
