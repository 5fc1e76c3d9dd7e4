package app

import (
	"fmt"
	"math"
	"strconv"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/graph"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// network is the whole network as a row of blocks, each with its costs.
func (p *page) network() ui.UI {
	net := p.state.Net
	var most graph.Cost
	for _, c := range net.Costs.Blocks {
		most = graph.Cost{Params: max(most.Params, c.Params), MACs: max(most.MACs, c.MACs), Bytes: max(most.Bytes, c.Bytes)}
	}
	var blocks []ui.UI
	unfolded := -1
	for i := range net.Graph.Blocks {
		if p.state.Open[blockPart(i)] {
			unfolded = i
		}
		blocks = append(blocks, p.block(i, most))
	}
	legend := ui.Div().Class("legend").Body(
		ui.Span().DataSet("cost", "params").Text("parameters"),
		ui.Span().DataSet("cost", "macs").Text("MACs"),
		ui.Span().DataSet("cost", "bytes").Text("activations"),
	)
	var detail ui.UI
	if unfolded >= 0 {
		detail = p.blockTable(unfolded)
	}
	return panel("network", "Network", []ui.UI{legend},
		ui.Ol().Class("blocks").Body(blocks...), detail)
}

func blockPart(i int) string { return "block-" + strconv.Itoa(i) }

// blockName returns what a block is called.
func blockName(b graph.Block) string {
	switch b.Kind {
	case graph.Stem:
		return "Stem"
	case graph.Reduction:
		return "Reduce"
	case graph.Head:
		return "Head"
	}
	return "Cell"
}

// block is one block: how large its output is, and its share of each cost.
func (p *page) block(i int, most graph.Cost) ui.UI {
	g, c := p.state.Net.Graph, p.state.Net.Costs.Blocks[i]
	b := g.Blocks[i]
	out := g.Nodes[b.End-1].Out
	open := p.state.Open[blockPart(i)]
	bar := func(y float64, name string, v, most int64) ui.UI {
		w := 0.0
		if most > 0 {
			w = 56 * float64(v) / float64(most)
		}
		return rect(0, y, w, 4).Attr("rx", "2").DataSet("cost", name)
	}
	return ui.Li().Class("block").DataSet("kind", kindNames[b.Kind]).Body(
		ui.Button().Type("button").Aria("expanded", open).DataSet("testid", blockPart(i)).
			OnClick(p.on(state.ToggleBlock{Block: i})).
			Aria("label", fmt.Sprintf("%s, stage %d: output %s, %d parameters, %d multiply-accumulates, %s of activations",
				blockName(b), b.Stage+1, out, c.Params, c.MACs, display.Bytes(c.Bytes))).
			Body(
				ui.B().Text(blockName(b)),
				volume(out),
				ui.Span().Class("shape").Text(fmt.Sprintf("%d×%d×%d", out.C, out.H, out.W)),
				picture(56, 22).DataSet("part", "costs").Body(
					rect(0, 2, 56, 4).Attr("rx", "2").DataSet("part", "track"),
					rect(0, 9, 56, 4).Attr("rx", "2").DataSet("part", "track"),
					rect(0, 16, 56, 4).Attr("rx", "2").DataSet("part", "track"),
					bar(2, "params", c.Params, most.Params), bar(9, "macs", c.MACs, most.MACs), bar(16, "bytes", c.Bytes, most.Bytes)),
				ui.Small().Text(display.Count(c.Params)), ui.Small().Text(display.Count(c.MACs)), ui.Small().Text(display.Bytes(c.Bytes)),
			),
	)
}

// volume draws an activation as a box: high and deep as the image, long as it has
// channels, both by their logarithm.
func volume(s graph.Shape) ui.UI {
	side := 6 + 6.5*math.Log2(float64(s.H))
	long := 3 + 4.2*math.Log2(float64(s.C))
	d := side * 0.35
	const w, h = 64.0, 62.0
	x, y := (w-long-d)/2, (h-side+d)/2
	front := fmt.Sprintf("M%.1f %.1fh%.1fv%.1fh%.1fZ", x, y, long, side, -long)
	top := fmt.Sprintf("M%.1f %.1fl%.1f %.1fh%.1fl%.1f %.1fZ", x, y, d, -d, long, -d, d)
	right := fmt.Sprintf("M%.1f %.1fl%.1f %.1fv%.1fl%.1f %.1fZ", x+long, y, d, -d, side, -d, d)
	return picture(w, h).DataSet("part", "volume").Body(
		path(top).DataSet("face", "top"), path(right).DataSet("face", "right"), path(front).DataSet("face", "front"))
}

// opNames names the operations of the graph.
var opNames = map[graph.Op]string{
	graph.Input: "input", graph.Conv: "convolution", graph.BatchNorm: "batch norm", graph.ReLU: "ReLU", graph.AvgPool: "average pool",
	graph.Add: "sum", graph.Zero: "zero", graph.GlobalAvgPool: "global average pool", graph.Linear: "linear",
	graph.MaxPool: "maximum pool", graph.Concat: "concatenation", graph.Shift: "shift by a pixel", graph.Scale: "scale of channels",
	graph.ReLU6: "ReLU6", graph.HSwish: "h-swish", graph.Sigmoid: "sigmoid",
}

// blockTable lists the operations of a block.
func (p *page) blockTable(i int) ui.UI {
	net := p.state.Net
	b := net.Graph.Blocks[i]
	var rows []ui.UI
	for n := b.First; n < b.End; n++ {
		node, c := net.Graph.Nodes[n], net.Costs.Nodes[n]
		kind := opNames[node.Op]
		if node.Kernel > 0 {
			kind = fmt.Sprintf("%s %d×%d", kind, node.Kernel, node.Kernel)
			if node.Stride > 1 {
				kind += fmt.Sprintf(", stride %d", node.Stride)
			}
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Body(ui.Code().Text(node.Label)),
			ui.Td().Class("words").Text(kind),
			ui.Td().Text(fmt.Sprintf("%d×%d×%d", node.Out.C, node.Out.H, node.Out.W)),
			ui.Td().Text(strconv.FormatInt(c.Params, 10)),
			ui.Td().Text(strconv.FormatInt(c.MACs, 10)),
			ui.Td().Text(display.Bytes(c.Bytes)),
		))
	}
	title := fmt.Sprintf("%s of stage %d", blockName(b), b.Stage+1)
	return ui.Div().Class("block-detail").DataSet("testid", "block-detail").Body(
		ui.H3().Text(title),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", title).Body(ui.Table().Class("numbers").Body(
			ui.THead().Body(ui.Tr().Body(
				ui.Th().Scope("col").Text("Node"), ui.Th().Scope("col").Class("words").Text("Operation"), ui.Th().Scope("col").Text("Output"),
				ui.Th().Scope("col").Text("Parameters"), ui.Th().Scope("col").Text("MACs"), ui.Th().Scope("col").Text("Output memory"),
			)),
			ui.TBody().Body(rows...),
		)),
	)
}
