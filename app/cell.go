package app

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/layout"
	"protocell/app/state"
	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nb201"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

var (
	wideCell = layout.Wide()
	tallCell = layout.Tall()
)

// layoutOf returns the drawing that suits the window.
func layoutOf(s state.State) layout.Cell {
	if s.Narrow {
		return tallCell
	}
	return wideCell
}

// cellPanel is the editor of the cell.
func (p *page) cellPanel() ui.UI {
	s := p.state
	_, running := s.Scoring()
	tools := []ui.UI{
		iconButton("undo", "Undo (Ctrl+Z)").DataSet("testid", "undo").Disabled(!s.CanUndo()).OnClick(p.on(state.Undo{})),
		iconButton("redo", "Redo (Ctrl+Shift+Z)").DataSet("testid", "redo").Disabled(!s.CanRedo()).OnClick(p.on(state.Redo{})),
		button("random", "Random").DataSet("testid", "random").Title("A random connected cell").OnClick(p.on(state.RandomArch{})),
		button("mutate", "Mutate").DataSet("testid", "mutate").Title("Change one edge at random").OnClick(p.on(state.MutateArch{})),
		button("preset", "Presets").DataSet("testid", "presets").Attr("popovertarget", "presets"),
	}
	if !s.Embed { // which has no table to compare pinned cells in
		tools = append(tools, p.pinButton(s.Net.Arch))
	}
	return panel("cell", "Cell", tools,
		p.once("presets", s.Open["presets"], p.presets),
		p.once("drawing", drawingKey{s.Net, s.Edge, s.Narrow, running}, p.cellDrawing),
		p.once("palette", paletteKey{s.Edge, s.Net.Arch[s.Edge]}, p.palette),
		p.once("verdict", s.Net, p.verdict),
		p.once("notation", notationKey{s.Net, s.Entry, s.Open["notations"]}, p.notation),
	).OnKeyDown(p.keyInCell)
}

// keyInCell handles keys while the focus is in the editor: arrows move between
// edges, letters put an operation on the selected one.
func (p *page) keyInCell(ctx ui.Context, e ui.Event) {
	target := e.Get("target")
	if tag := target.Get("tagName").String(); tag == "INPUT" || tag == "SELECT" {
		return
	}
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() {
		return
	}
	key := e.Get("key").String()
	if op, ok := state.OpOfKey(key); ok {
		e.PreventDefault()
		p.do(state.SetOp{Edge: p.state.Edge, Op: op})
		return
	}
	role := target.Call("getAttribute", "role").String()
	if role != "radio" {
		return
	}
	onEdge := target.Call("hasAttribute", "data-edge").Bool()
	switch {
	case onEdge && (key == "Home" || key == "End"):
		e.PreventDefault()
		p.do(state.SelectEdge{Edge: map[string]int{"Home": 0, "End": nb201.NumEdges - 1}[key], Focus: true})
	case onEdge:
		if next, ok := layoutOf(p.state).Toward(p.state.Edge, layout.Direction(key)); ok {
			e.PreventDefault()
			p.do(state.SelectEdge{Edge: next, Focus: true})
		}
	default:
		step, ok := map[string]int{"ArrowRight": 1, "ArrowDown": 1, "ArrowLeft": -1, "ArrowUp": -1}[key]
		if ok {
			e.PreventDefault()
			op := (int(p.state.Net.Arch[p.state.Edge]) + step + nb201.NumOps) % nb201.NumOps
			p.do(state.SetOp{Edge: p.state.Edge, Op: byte(op)})
			p.browser.Focus(opID(byte(op)))
		}
	}
}

// cellDrawing is the cell as a graph.
func (p *page) cellDrawing() ui.UI {
	s := p.state
	l := layoutOf(s)
	var parts []ui.UI
	for _, m := range l.Membrane {
		parts = append(parts, path(m).DataSet("part", "membrane"))
	}
	// Lines first, so that no line covers a pill or a node.
	for i, e := range l.Edges {
		op := nb201.Op(s.Net.Arch[i]).String()
		parts = append(parts, svg("g").DataSet("part", "edge").DataSet("op", op).DataSet("selected", i == s.Edge).
			OnClick(p.on(state.SelectEdge{Edge: i, Focus: true})).Body(
			path(e.Curve.Path()).DataSet("part", "reach"),
			path(e.Curve.Path()).DataSet("part", "line"),
			path(e.Arrow).DataSet("part", "arrow"),
		))
	}
	for i, n := range l.Nodes {
		parts = append(parts, p.node(i, n))
	}
	for i, e := range l.Edges {
		parts = append(parts, p.pill(i, e))
	}
	_, running := s.Scoring()
	return ui.Div().Class("cell-drawing").Body(
		drawing(l.W, l.H).
			DataSet("part", "cell").
			DataSet("broken", s.Net.Broken != nil).
			DataSet("running", running).
			Attr("role", "radiogroup").
			Aria("label", "Edges of the cell").
			Body(parts...),
	)
}

// node is a node of the cell.
func (p *page) node(i int, n layout.Node) ui.UI {
	name := [nb201.NumNodes]string{"in", "1", "2", "out"}[i]
	return svg("g").DataSet("part", "node").DataSet("node", i).Aria("hidden", "true").Body(
		circle(n.Center, n.R).DataSet("part", "body"),
		circle(layout.Point{X: n.Center.X - 7, Y: n.Center.Y - 8}, 6).DataSet("part", "gleam"),
		text(n.Center.X, n.Center.Y+4.5, name),
	)
}

// pill is the label of an edge, by which it is selected.
func (p *page) pill(i int, e layout.Edge) ui.UI {
	s := p.state
	op := s.Net.Arch[i]
	o := state.Op(op)
	cost := s.Net.Edge(i)
	tab := "-1"
	if i == s.Edge {
		tab = "0"
	}
	const inset = 3
	return svg("g").
		ID(fmt.Sprintf("edge-%d", i)).
		DataSet("testid", fmt.Sprintf("edge-%d", i)).
		DataSet("part", "pill").
		DataSet("edge", i).
		DataSet("op", o.ID).
		Attr("transform", "translate("+layout.Coord(e.Pill.X)+" "+layout.Coord(e.Pill.Y)+")").
		Attr("role", "radio").
		Attr("tabindex", tab).
		Aria("checked", i == s.Edge).
		Aria("label", fmt.Sprintf("Edge from node %d to node %d: %s. %s.", e.From, e.To, o.Spoken, spokenCost(cost))).
		OnClick(p.on(state.SelectEdge{Edge: i, Focus: true})).
		Body(
			rect(-inset, -inset, e.Pill.W+2*inset, e.Pill.H+2*inset).Attr("rx", layout.Coord(e.Pill.H/2+inset)).DataSet("part", "ring"),
			rect(0, 0, e.Pill.W, e.Pill.H).Attr("rx", layout.Coord(e.Pill.H/2)).DataSet("part", "body"),
			move(12, 14, svg("g").DataSet("part", "icon").Body(path(opIcons[op]))),
			text(35, 19, o.Label).DataSet("part", "label"),
			text(35, 33, shortCost(cost)).DataSet("part", "cost"),
		)
}

// shortCost writes the cost of an edge on its pill.
func shortCost(c graph.Cost) string {
	if c.Params == 0 && c.MACs == 0 {
		return "no cost"
	}
	return display.Count(c.Params) + " · " + display.Count(c.MACs)
}

// spokenCost writes it for screen readers.
func spokenCost(c graph.Cost) string {
	if c.Params == 0 && c.MACs == 0 {
		return "No parameters, no multiply-accumulates"
	}
	return fmt.Sprintf("%d parameters and %d multiply-accumulates in the whole network", c.Params, c.MACs)
}

func opID(op byte) string { return "op-" + state.Op(op).ID }

// palette is the choice of an operation for the selected edge.
func (p *page) palette() ui.UI {
	s := p.state
	edge := nb201.Edges()[s.Edge]
	var ops []ui.UI
	for i, o := range state.Operations() {
		op := byte(i)
		chosen := s.Net.Arch[s.Edge] == op
		tab := -1
		if chosen {
			tab = 0
		}
		ops = append(ops, ui.Button().Type("button").Class("op").
			ID(opID(op)).DataSet("testid", opID(op)).DataSet("op", o.ID).
			Attr("role", "radio").Aria("checked", chosen).TabIndex(tab).
			Aria("label", o.Spoken).Title(o.Note).
			OnClick(p.on(state.SetOp{Edge: s.Edge, Op: op})).
			Body(opIcon(op), ui.Span().Text(o.Label), ui.Kbd().Text(o.Key)))
	}
	return ui.Div().Class("palette").Body(
		ui.P().Class("palette-title").Body(
			ui.Span().ID("palette-title").Body(
				ui.Text("Edge "), ui.B().Text(fmt.Sprintf("%d → %d", edge.From, edge.To)),
			),
			ui.Span().Class("hint").Text("Arrow keys move between edges, letters put an operation on"),
		),
		ui.Div().Class("ops").Attr("role", "radiogroup").Aria("labelledby", "palette-title").Body(ops...),
	)
}

// presets is the list of cells to start from.
func (p *page) presets() ui.UI {
	var items []ui.UI
	for _, preset := range presetsIf(p.state.Open["presets"]) {
		handler, scope := p.on(state.OpenArch{Arch: preset.Arch})
		items = append(items, ui.Li().Body(ui.Button().Type("button").Class("choice").
			DataSet("testid", "preset-"+preset.Name).
			Attr("popovertarget", "presets").Attr("popovertargetaction", "hide").
			OnClick(handler, scope).
			Body(
				miniature(preset.Arch),
				ui.Span().Body(ui.B().Text(preset.Name), ui.Small().Text(preset.Note)),
			)))
	}
	return p.popover("presets", "Presets", ui.H3().Text("Cells to start from"), ui.Ul().Class("choices").Body(items...))
}

// presetsIf returns the presets, or none if nobody sees them.
func presetsIf(open bool) []space.Preset {
	if !open {
		return nil
	}
	return nb201.Space{}.Presets()
}
