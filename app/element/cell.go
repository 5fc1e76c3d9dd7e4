package element

import (
	"strings"

	"protocell/app/layout"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Miniature is a small drawing of an architecture: of its first cell.
func Miniature(sp space.Space, a space.Arch) ui.UI {
	cell := sp.Diagram(a).Cells[0]
	l := layout.Of(cell, false)
	var parts []ui.UI
	for i, e := range l.Edges {
		line := Path(e.Line.Path()).DataSet("part", "line")
		if id := optionOf(sp, a, cell.Edges[i]); id != "" {
			line.DataSet("op", id)
		}
		parts = append(parts, line)
	}
	for _, n := range l.Nodes {
		parts = append(parts, Circle(n.Center, 34))
	}
	return Picture(l.W, l.H).DataSet("part", "miniature").Body(parts...)
}

// Cells are drawings of the cells of an architecture, with the names of their options,
// that say the same to screen readers. Label names an option.
func Cells(sp space.Space, a space.Arch, narrow bool, label func(option string) string) ui.UI {
	var drawings []ui.UI
	cells := sp.Diagram(a).Cells
	for _, cell := range cells {
		l := layout.Of(cell, narrow)
		var lines, rest []ui.UI
		var said []string
		for i, e := range l.Edges {
			edge := cell.Edges[i]
			id := optionOf(sp, a, edge)
			lines = append(lines, SVG("g").DataSet("part", "edge").DataSet("op", id).Body(
				Path(e.Line.Path()).DataSet("part", "line"), Path(e.Arrow).DataSet("part", "arrow")))
			if e.Pill.W == 0 || id == "" {
				continue
			}
			name := label(id)
			said = append(said, cell.Nodes[edge.From].Name+" to "+cell.Nodes[edge.To].Name+": "+name)
			body := Rect(0, 0, e.Pill.W, e.Pill.H).Attr("rx", layout.Coord(e.Pill.H/2)).DataSet("part", "body")
			rest = append(rest, Move(e.Pill.X, e.Pill.Y, body, Text(e.Pill.W/2, e.Pill.H/2+5, name).DataSet("part", "label").DataSet("middle", true)).DataSet("part", "tag").DataSet("op", id))
		}
		for i, n := range l.Nodes {
			name := cell.Nodes[i].Name
			if _, subscript, ok := strings.Cut(name, "_{"); ok {
				name = strings.ReplaceAll(strings.TrimSuffix(subscript, "}"), "-", "−")
			}
			rest = append(rest, SVG("g").DataSet("part", "node").DataSet("long", len([]rune(name)) > 3).DataSet("end", i == 0 || i == len(l.Nodes)-1).Body(
				Circle(n.Center, n.R).DataSet("part", "body"), Text(n.Center.X, n.Center.Y+4.5, name)))
		}
		words := cell.Name + ": " + strings.Join(said, ", ")
		var shape ui.UI = Drawing(l.W, l.H).DataSet("part", "cell").DataSet("compact", l.Compact).Attr("role", "img").Aria("label", words).Body(append(lines, rest...)...)
		if len(cells) > 1 {
			shape = ui.Elem("figure").Class("cell-figure").Body(ui.Elem("figcaption").Text(cell.Name), shape)
		}
		drawings = append(drawings, shape)
	}
	return ui.Div().Class("cell-drawing").DataSet("still", true).Body(drawings...)
}

// optionOf returns the option of the first decision of an edge; "" if it has none.
func optionOf(sp space.Space, a space.Arch, e space.Edge) string {
	if len(e.Decisions) == 0 {
		return ""
	}
	d := e.Decisions[0]
	return sp.Decisions()[d].Options[a[d]]
}
