package device

import (
	"slices"
	"strings"

	"protocell/app/element"
	"protocell/app/layout"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// cells draws the cells of an architecture, to be looked at.
func cells(sp space.Space, a space.Arch) ui.UI {
	decisions := sp.Decisions()
	var drawings []ui.UI
	for _, c := range sp.Diagram(a).Cells {
		l := layout.Of(c, true)
		var parts []ui.UI
		for _, m := range l.Membrane {
			parts = append(parts, element.Path(m).DataSet("part", "membrane"))
		}
		op := func(e space.Edge) string {
			if len(e.Decisions) == 0 {
				return ""
			}
			d := e.Decisions[0]
			return decisions[d].Options[a[d]]
		}
		for i, e := range l.Edges {
			parts = append(parts, element.SVG("g").DataSet("part", "edge").DataSet("op", op(c.Edges[i])).Body(
				element.Path(e.Line.Path()).DataSet("part", "line"),
				element.Path(e.Arrow).DataSet("part", "arrow")))
		}
		for i, n := range l.Nodes {
			source := !slices.ContainsFunc(c.Edges, func(e space.Edge) bool { return e.To == i })
			parts = append(parts, element.SVG("g").DataSet("part", "node").DataSet("end", source || i == len(c.Nodes)-1).Body(
				element.Circle(n.Center, n.R).DataSet("part", "body")))
		}
		for i, e := range l.Edges {
			if e.Pill.W == 0 {
				continue
			}
			id := op(c.Edges[i])
			parts = append(parts, element.Move(e.Pill.X, e.Pill.Y,
				element.Rect(0, 0, e.Pill.W, e.Pill.H).Attr("rx", layout.Coord(e.Pill.H/2)).DataSet("part", "body"),
				element.Text(e.Pill.W/2, e.Pill.H/2+5, short(id)).DataSet("part", "label").DataSet("middle", true),
			).DataSet("part", "pill").DataSet("op", id))
		}
		drawings = append(drawings, element.Drawing(l.W, l.H).DataSet("part", "cell").DataSet("compact", true).Aria("hidden", "true").Attr("focusable", "false").Body(parts...))
	}
	return ui.Div().Class("cell-drawing", "device-cell").Body(drawings...)
}

// short is an operation as a drawing has room for it.
func short(id string) string {
	id = strings.TrimSuffix(strings.TrimPrefix(id, "nor_"), "_connect")
	return strings.NewReplacer("avg_pool", "pool", "max_pool", "max", "_", " ", "3x3", "3×3", "1x1", "1×1", "5x5", "5×5").Replace(id)
}
