package app

import (
	"fmt"
	"math"

	"protocell/app/display"
	"protocell/app/formula"
	"protocell/app/state"
	"protocell/core/graph"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// statusWords says what is wrong with a score; nothing is wrong with OK.
var statusWords = map[proxy.Status]string{
	proxy.NaN:          "not a number",
	proxy.PosInf:       "infinite",
	proxy.NegInf:       "singular",
	proxy.Disconnected: "disconnected",
	proxy.Unlabelled:   "needs labels",
	proxy.Undefined:    "not defined here",
}

// details says what a score is and where it comes from.
func (p *page) details(r state.Row) ui.UI {
	exact := "–"
	if r.Known {
		exact = display.Exact(float64(r.Entry.Value))
	}
	direction := "Higher is better."
	if r.Info.Lower {
		direction = "Lower is better."
	}
	return ui.Div().Class("details").Body(
		ui.P().Text(r.Info.Summary+" "+direction),
		formula.View(r.Info.Formula),
		ui.Dl().Class("facts").Body(
			ui.Dt().Text("Exact"), ui.Dd().Body(ui.Code().Text(exact)),
			ui.Dt().Text("Id"), ui.Dd().Body(ui.Code().Text(r.Info.ID)),
			ui.Dt().Text("Source"), ui.Dd().Text(r.Info.Paper),
			ui.Dt().Text("Passes"), ui.Dd().DataSet("testid", "passes-"+r.Info.ID).Text(p.passes(r.Info)),
		),
		ui.If(r.Info.Unverified != "", ui.P().Class("unverified").Body(ui.B().Text("Unverified: "), ui.Text(r.Info.Unverified))),
		p.computed(r),
		p.layers(r),
	)
}

// layers shows how the layers share in a score.
func (p *page) layers(r state.Row) ui.UI {
	layers := r.Entry.Layers
	if len(layers) == 0 || !r.Fresh {
		return nil
	}
	const h, gap = 84.0, 2.0
	w := 560.0
	step := w / float64(len(layers))
	largest := 0.0
	top := 0
	for i, l := range layers {
		if v := math.Abs(float64(l.Value)); v > largest && !math.IsInf(v, 0) {
			largest, top = v, i
		}
	}
	var bars []ui.UI
	for i, l := range layers {
		v := math.Abs(float64(l.Value))
		height := 1.0
		if largest > 0 && v == v && !math.IsInf(v, 0) {
			height = max(1, h*v/largest)
		}
		bars = append(bars, rect(float64(i)*step, h-height, max(step-gap, 1), height).
			DataSet("part", "bar").DataSet("kind", p.kind(l.Block)).
			Body(svg("title").Text(l.Name+": "+display.Significant(float64(l.Value), 4))))
	}
	share := ""
	if sum := float64(r.Entry.Value); r.Info.Additive && sum != 0 && !math.IsInf(sum, 0) {
		share = fmt.Sprintf(" (%.0f %% of the sum)", 100*float64(layers[top].Value)/sum)
	}
	part := "layers-" + r.Info.ID
	open := p.state.Open[part]
	var table ui.UI
	if open {
		table = layerTable(layers)
	}
	return ui.Div().Class("layers").Body(
		ui.P().Class("muted").Text(fmt.Sprintf("Share of each of %s, from the stem to the classifier. The largest is %s%s.", display.Plural(len(layers), "layer"), layers[top].Name, share)),
		drawing(w, h).DataSet("part", "bars").Attr("preserveAspectRatio", "none").Attr("role", "img").
			Aria("label", "Share of each layer in "+r.Info.Name).Body(bars...),
		ui.Button().Type("button").Class("link").Aria("expanded", open).OnClick(p.on(state.Toggle{Part: part})).Text("Numbers"),
		table,
	)
}

// kind names the kind of a block for the style sheet.
func (p *page) kind(block int) string {
	if blocks := p.state.Net.Graph.Blocks; block >= 0 && block < len(blocks) {
		return kindNames[blocks[block].Kind]
	}
	return ""
}

var kindNames = map[graph.BlockKind]string{
	graph.Stem: "stem", graph.Cell: "cell", graph.Reduction: "reduction", graph.Head: "head",
}

// layerTable has the shares as numbers.
func layerTable(layers []proxy.Layer) ui.UI {
	var rows []ui.UI
	for _, l := range layers {
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Text(l.Name),
			ui.Td().Text(display.Exact(float64(l.Value))),
		))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Share of each layer").Body(ui.Table().Class("numbers").Body(
		ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Layer"), ui.Th().Scope("col").Text("Share"))),
		ui.TBody().Body(rows...),
	))
}
