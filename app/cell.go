package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/app/display"
	"protocell/app/layout"
	"protocell/app/state"
	"protocell/core/graph"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// cellPanel is the editor of the cell.
func (p *page) cellPanel() ui.UI {
	s := p.state
	_, running := s.Scoring()
	tools := []ui.UI{
		iconButton("undo", "Undo (Ctrl+Z)").DataSet("testid", "undo").Disabled(!s.CanUndo()).OnClick(p.on(state.Undo{})),
		iconButton("redo", "Redo (Ctrl+Shift+Z)").DataSet("testid", "redo").Disabled(!s.CanRedo()).OnClick(p.on(state.Redo{})),
		button("random", "Random").DataSet("testid", "random").Title("A random connected cell").OnClick(p.on(state.RandomArch{})),
		button("mutate", "Mutate").DataSet("testid", "mutate").Title("Change one decision at random").OnClick(p.on(state.MutateArch{})),
		button("preset", "Presets").DataSet("testid", "presets").Attr("popovertarget", "presets"),
	}
	if !s.Embed { // which has no table to compare pinned cells in
		tools = append(tools, p.pinButton(s.Net.Arch))
	}
	return panel("cell", "Cell", tools,
		p.once("presets", s.Open["presets"], p.presets),
		p.once("drawing", drawingKey{s.Net, s.Edge, s.Narrow, running}, p.cellDrawing),
		p.once("palette", paletteKey{s.Net, s.Edge}, p.palette),
		p.once("verdict", s.Net, p.verdict),
		p.once("notation", notationKey{s.Net, s.Entry, s.Open["notations"], s.Open["exports"]}, p.notation),
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
	edge := p.state.Net.Edges[p.state.Edge]
	if op, ok := state.OpOfKey(p.state.Net.Decisions[edge.Decisions[0]].Options, key); ok {
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
		p.do(state.SelectEdge{Edge: p.endEdge(key == "End"), Focus: true})
	case onEdge:
		if next, ok := p.toward(layout.Direction(key)); ok {
			e.PreventDefault()
			p.do(state.SelectEdge{Edge: next, Focus: true})
		}
	default:
		step, ok := map[string]int{"ArrowRight": 1, "ArrowDown": 1, "ArrowLeft": -1, "ArrowUp": -1}[key]
		nth := target.Call("getAttribute", "data-nth")
		if ok && nth.Truthy() {
			e.PreventDefault()
			n, _ := strconv.Atoi(nth.String())
			p.nextOption(n, step)
		}
	}
}

// endEdge returns the first edge with a decision, or the last.
func (p *page) endEdge(last bool) (edge int) {
	for i, e := range p.state.Net.Edges {
		if len(e.Decisions) > 0 {
			edge = i
			if !last {
				break
			}
		}
	}
	return edge
}

// toward returns the edge next to the selected one in a direction. From a cell without
// one there, it leads into the next cell.
func (p *page) toward(d layout.Direction) (int, bool) {
	s := p.state
	cells := s.Net.Diagram.Cells
	at, first := s.Net.Edges[s.Edge].Cell, 0
	for _, c := range cells[:at] {
		first += len(c.Edges)
	}
	if next, ok := layout.Of(cells[at], s.Narrow).Toward(s.Edge-first, d); ok {
		return first + next, true
	}
	step := map[layout.Direction]int{"ArrowDown": 1, "ArrowUp": -1}[d]
	for i, e := range s.Net.Edges {
		if step != 0 && e.Cell == at+step && len(e.Decisions) > 0 {
			return i, true
		}
	}
	return 0, false
}

// nextOption has a decision of the selected edge take the next option that it may.
func (p *page) nextOption(nth, step int) {
	s := p.state
	edge := s.Net.Edges[s.Edge]
	if nth < 0 || nth >= len(edge.Decisions) {
		return
	}
	decision := edge.Decisions[nth]
	n := len(s.Net.Decisions[decision].Options)
	for op := (int(s.Net.Arch[decision]) + step + n) % n; op != int(s.Net.Arch[decision]); op = (op + step + n) % n {
		if s.Net.Allows(decision, byte(op)) {
			p.do(state.SetOp{Edge: s.Edge, Nth: nth, Op: byte(op)})
			p.browser.Focus(p.optionID(nth, op))
			return
		}
	}
}

// cellDrawing is the architecture as a graph, or as several.
func (p *page) cellDrawing() ui.UI {
	s := p.state
	_, running := s.Scoring()
	var drawings []ui.UI
	first := 0
	for _, c := range s.Net.Diagram.Cells {
		l := layout.Of(c, s.Narrow)
		shape := drawing(l.W, l.H).
			DataSet("part", "cell").
			DataSet("broken", s.Net.Broken != nil).
			DataSet("running", running).
			DataSet("compact", l.Compact).
			Attr("role", "radiogroup").
			Aria("label", "Edges of the "+c.Name).
			Body(p.cellParts(c, l, first)...)
		if len(s.Net.Diagram.Cells) > 1 {
			shape = ui.Elem("figure").Class("cell-figure").Body(ui.Elem("figcaption").Text(c.Name), shape)
		}
		drawings = append(drawings, shape)
		first += len(c.Edges)
	}
	return ui.Div().Class("cell-drawing").Body(drawings...)
}

// cellParts are the parts of the drawing of a cell whose first edge is edge first of
// the network.
func (p *page) cellParts(c space.Cell, l layout.Cell, first int) []ui.UI {
	s := p.state
	var parts []ui.UI
	for _, m := range l.Membrane {
		parts = append(parts, path(m).DataSet("part", "membrane"))
	}
	// Lines first, so that no line covers a pill or a node.
	for k, e := range l.Edges {
		i := first + k
		line := svg("g").DataSet("part", "edge").DataSet("op", s.Net.Op(i).ID).DataSet("selected", i == s.Edge)
		if e.Pill.W > 0 {
			line.OnClick(p.on(state.SelectEdge{Edge: i, Focus: true}))
		}
		parts = append(parts, line.Body(
			path(e.Line.Path()).DataSet("part", "reach"),
			path(e.Line.Path()).DataSet("part", "line"),
			path(e.Arrow).DataSet("part", "arrow"),
		))
	}
	for i, n := range l.Nodes {
		parts = append(parts, p.node(i, n, c))
	}
	for k, e := range l.Edges {
		if e.Pill.W > 0 {
			parts = append(parts, p.pill(first+k, e, l.Compact))
		}
	}
	return parts
}

// node is a node of a cell.
func (p *page) node(i int, n layout.Node, c space.Cell) ui.UI {
	name := nodeName(c.Nodes[i].Name)
	source := !slices.ContainsFunc(c.Edges, func(e space.Edge) bool { return e.To == i })
	return svg("g").DataSet("part", "node").DataSet("node", i).DataSet("long", len([]rune(name)) > 3).DataSet("end", source || i == len(c.Nodes)-1).Aria("hidden", "true").Body(
		circle(n.Center, n.R).DataSet("part", "body"),
		circle(layout.Point{X: n.Center.X - 0.28*n.R, Y: n.Center.Y - 0.32*n.R}, 0.24*n.R).DataSet("part", "gleam"),
		text(n.Center.X, n.Center.Y+4.5, name),
	)
}

// nodeName writes the name of a node, which may have a subscript, as it fits a node.
func nodeName(name string) string {
	if _, subscript, ok := strings.Cut(name, "_{"); ok {
		return strings.ReplaceAll(strings.TrimSuffix(subscript, "}"), "-", "−")
	}
	return name
}

// pill is the label of an edge, by which it is selected.
func (p *page) pill(i int, e layout.Edge, compact bool) ui.UI {
	s := p.state
	o := s.Net.Op(i)
	edge := s.Net.Edges[i]
	cost := s.Net.Edge(i)
	tab := "-1"
	if i == s.Edge {
		tab = "0"
	}
	const inset = 3
	parts := []ui.UI{
		rect(-inset, -inset, e.Pill.W+2*inset, e.Pill.H+2*inset).Attr("rx", layout.Coord(e.Pill.H/2+inset)).DataSet("part", "ring"),
		rect(0, 0, e.Pill.W, e.Pill.H).Attr("rx", layout.Coord(e.Pill.H/2)).DataSet("part", "body"),
	}
	drawn, known := opIcons[o.ID]
	switch {
	case compact && known:
		parts = append(parts, move(e.Pill.W/2-8, e.Pill.H/2-8, svg("g").DataSet("part", "icon").Body(path(drawn))))
	case compact:
		parts = append(parts, text(e.Pill.W/2, e.Pill.H/2+5, o.Label).DataSet("part", "label").DataSet("middle", true))
	case known:
		parts = append(parts,
			move(12, 14, svg("g").DataSet("part", "icon").Body(path(drawn))),
			text(35, 19, o.Label).DataSet("part", "label"),
			text(35, 33, shortCost(cost)).DataSet("part", "cost"))
	default:
		parts = append(parts,
			text(e.Pill.W/2, 19, o.Label).DataSet("part", "label").DataSet("middle", true),
			text(e.Pill.W/2, 33, shortCost(cost)).DataSet("part", "cost").DataSet("middle", true))
	}
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
		Aria("label", fmt.Sprintf("Edge from node %s to node %s: %s. %s.", edge.FromName, edge.ToName, s.Net.Spoken(i), spokenCost(cost))).
		OnClick(p.on(state.SelectEdge{Edge: i, Focus: true})).
		Body(parts...)
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

// optionID is the id of the choice of an option in a decision of the selected edge.
func (p *page) optionID(nth, op int) string {
	edge := p.state.Net.Edges[p.state.Edge]
	id := p.state.Net.Decisions[edge.Decisions[nth]].Options[op]
	if nth == 0 {
		return "op-" + id
	}
	return fmt.Sprintf("op-%d-%s", nth, id)
}

// palette is the choice of options for the selected edge.
func (p *page) palette() ui.UI {
	s := p.state
	edge := s.Net.Edges[s.Edge]
	title := ui.Span().ID("palette-title").Body(
		ui.Text("Edge "), ui.B().Text(nodeName(edge.FromName)+" → "+nodeName(edge.ToName)),
	)
	if cells := s.Net.Diagram.Cells; len(cells) > 1 {
		title = ui.Span().ID("palette-title").Body(
			ui.Text("Edge "), ui.B().Text(nodeName(edge.FromName)+" → "+nodeName(edge.ToName)), ui.Text(" of the "+cells[edge.Cell].Name),
		)
	}
	body := []ui.UI{ui.P().Class("palette-title").Body(
		title, ui.Span().Class("hint").Text("Arrow keys move between edges, letters put an operation on"),
	)}
	for nth, decision := range edge.Decisions {
		labelled := "palette-title"
		if len(edge.Decisions) > 1 {
			labelled = fmt.Sprintf("palette-%d", nth)
			body = append(body, ui.P().ID(labelled).Class("palette-decision").Text(s.Net.Decisions[decision].Name))
		}
		body = append(body, ui.Div().Class("ops").DataSet("options", len(s.Net.Decisions[decision].Options)).Attr("role", "radiogroup").Aria("labelledby", labelled).Body(p.options(nth, decision)...))
	}
	return ui.Div().Class("palette").Body(body...)
}

// options are the choices of a decision of the selected edge.
func (p *page) options(nth, decision int) []ui.UI {
	s := p.state
	var list []ui.UI
	for op, id := range s.Net.Decisions[decision].Options {
		o := state.Op(id)
		chosen := int(s.Net.Arch[decision]) == op
		tab := -1
		if chosen {
			tab = 0
		}
		body := []ui.UI{ui.Span().Text(o.Label)}
		if _, known := opIcons[o.ID]; known {
			body = append([]ui.UI{opIcon(o.ID)}, body...)
		}
		if nth == 0 && o.Key != "" {
			body = append(body, ui.Kbd().Text(o.Key))
		}
		button := ui.Button().Type("button").Class("op").
			ID(p.optionID(nth, op)).DataSet("testid", p.optionID(nth, op)).DataSet("op", o.ID).DataSet("nth", nth).
			Attr("role", "radio").Aria("checked", chosen).TabIndex(tab).
			Aria("label", o.Spoken).Title(o.Note).
			OnClick(p.on(state.SetOp{Edge: s.Edge, Nth: nth, Op: byte(op)})).
			Body(body...)
		if !chosen && !s.Net.Allows(decision, byte(op)) {
			button = button.Disabled(true).Title("Not beside what else is chosen")
		}
		list = append(list, button)
	}
	return list
}

// presets is the list of cells to start from.
func (p *page) presets() ui.UI {
	var items []ui.UI
	for _, preset := range p.presetsIf(p.state.Open["presets"]) {
		handler, scope := p.on(state.OpenArch{Arch: preset.Arch})
		items = append(items, ui.Li().Body(ui.Button().Type("button").Class("choice").
			DataSet("testid", "preset-"+preset.Name).
			Attr("popovertarget", "presets").Attr("popovertargetaction", "hide").
			OnClick(handler, scope).
			Body(
				miniature(p.state.Net.Space, preset.Arch),
				ui.Span().Body(ui.B().Text(preset.Name), ui.Small().Text(preset.Note)),
			)))
	}
	return p.popover("presets", "Presets", ui.H3().Text("Cells to start from"), ui.Ul().Class("choices").Body(items...))
}

// presetsIf returns the presets, or none if nobody sees them.
func (p *page) presetsIf(open bool) []space.Preset {
	if !open {
		return nil
	}
	return p.state.Net.Space.Presets()
}
