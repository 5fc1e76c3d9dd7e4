package figures

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/display"
	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// letter names a point.
func letter(i int) string { return string(rune('A' + i)) }

// nwot shows how NWOT of some points comes about.
func (f *HandFigure) nwot() ui.UI {
	s := f.state
	return card("nwot-hand", "NWOT by hand", []ui.UI{
		f.reset("nwot-reset"),
		saver("nwot-svg", "SVG", "Download the plane as a drawing", func() { f.Save("nwot.svg", file(f.plane(false))) }),
		saver("nwot-csv", "CSV", "Download codes and kernel as a table", func() { f.Save("nwot.csv", f.state.kernelCSV()) }),
	},
		ui.P().Class("muted").Text("The same network: each neuron is a line, and its bit is 1 on the ticked side. A point's code is its region. K counts the neurons in which two codes agree; NWOT is ln det K."),
		f.plane(true),
		ui.P().Class("figure-sum").DataSet("testid", "nwot-score").DataSet("value", display.Exact(s.Kernel.Ln)).Attr("role", "status").Body(
			ui.Span().Text(fmt.Sprintf("NWOT = ln det K = ln %d = ", s.Kernel.Det)),
			ui.B().Text(display.Significant(s.Kernel.Ln, 5)),
			ui.Span().Class("figure-why").DataSet("testid", "nwot-why").Text(s.why()),
		),
		ui.Div().Class("figure-tables").Body(f.pointTable(), f.kernelTable()),
		f.lineTable(),
	)
}

// why says why a determinant is 0.
func (s Hand) why() string {
	k := s.Kernel
	switch k.Cause {
	case handnet.Identical:
		return fmt.Sprintf("%s and %s lie in one region, so two rows of K are equal and its determinant is 0.", letter(k.A), letter(k.B))
	case handnet.TooMany:
		return fmt.Sprintf("The rank of K is at most one more than there are neurons, %d: %d points are too many for three neurons.", handnet.Neurons+1, len(s.Points))
	case handnet.Dependent:
		return "The codes differ, but one follows from the others, like 11 from 00, 01 and 10: the rows of K depend on each other and its determinant is 0."
	}
	return ""
}

// plane draws lines, regions and points; live is on the page, where points move.
func (f *HandFigure) plane(live bool) ui.UI {
	s := f.state
	var parts []ui.UI
	for _, r := range s.Part.Regions {
		m := r.Middle()
		code := r.Code.Text(handnet.Neurons, handnet.Neurons)
		parts = append(parts,
			svg("path", "region").Attr("fill", shades[int(r.Code[0])%len(shades)]).Attr("d", string(appendOutline(nil, r.Corners))),
			label("code", across(m.X), down(m.Y), code))
	}
	for j := range handnet.Neurons {
		parts = append(parts, s.ticks(j))
	}
	for i, p := range s.Points {
		parts = append(parts, f.point(i, p, live))
	}
	plane := svg("svg", "plane").Attr("viewBox", "0 0 400 400").Attr("role", "group").
		Aria("label", "The plane of inputs, cut by three lines, with points that can be moved")
	if live {
		plane = plane.DataSet("testid", "nwot-plane")
	}
	return plane.Body(parts...)
}

// ticks draws on which side of its line a neuron is active.
func (s Hand) ticks(j int) ui.UI {
	w, b := s.Net.Hidden[j], s.Net.Bias[j]
	size := math.Hypot(w[0], w[1])
	if size == 0 {
		return svg("path", "ticks").Attr("d", "")
	}
	ux, uy := w[0]/size, w[1]/size
	var d strings.Builder
	for t := -3.0; t <= 3; t += 0.2 {
		x, y := -b/size*ux-uy*t, -b/size*uy+ux*t
		if math.Abs(x) <= half && math.Abs(y) <= half {
			fmt.Fprintf(&d, "M%s %sL%s %s", coord(across(x)), coord(down(y)), coord(across(x+0.08*ux)), coord(down(y+0.08*uy)))
		}
	}
	return svg("path", "ticks").DataSet("neuron", j).Attr("d", d.String())
}

// point draws a point that mouse, finger and arrow keys move.
func (f *HandFigure) point(i int, p handnet.Point, live bool) ui.UI {
	x, y := across(p[0]), down(p[1])
	g := svg("g", "handle").Body(circle("hit", x, y, 24), circle("point", x, y, 13), label("letter", x, y, letter(i)))
	if !live {
		return g
	}
	id := "nwot-point-" + letter(i)
	return g.DataSet("testid", id).Attr("tabindex", "0").Attr("role", "button").Aria("roledescription", "movable point").
		Aria("label", fmt.Sprintf("Point %s at (%s, %s), code %s. Arrow keys move it.", letter(i), number(p[0]), number(p[1]), f.state.Kernel.Codes[i])).
		// Browsers pan from within a drawing whatever its parts' touch-action is.
		On("touchstart", func(_ ui.Context, e ui.Event) { e.PreventDefault() }, id, "touch").
		On("pointerdown", func(ctx ui.Context, e ui.Event) {
			ctx.JSSrc().Call("setPointerCapture", e.Get("pointerId"))
			f.do(Hold{i})
		}, id, "down").
		On("pointermove", func(ctx ui.Context, e ui.Event) {
			if f.state.Held == i {
				x, y := pointed(ctx, e)
				f.do(MovePoint{i, handnet.Point{x, y}})
			}
		}, id, "move").
		On("pointerup", func(ui.Context, ui.Event) { f.do(Hold{-1}) }, id, "up").
		On("pointercancel", func(ui.Context, ui.Event) { f.do(Hold{-1}) }, id, "cancel").
		On("keydown", func(_ ui.Context, e ui.Event) {
			if dx, dy, ok := arrow(e); ok {
				e.PreventDefault()
				at := f.state.Points[i]
				f.do(MovePoint{i, handnet.Point{at[0] + dx, at[1] + dy}})
			}
		}, id, "key")
}
