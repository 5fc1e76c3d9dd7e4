package figures

import (
	"fmt"
	"math"
	"strings"

	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// nwot shows how NWOT of some points comes about.
func (f *HandFigure) nwot() ui.UI {
	p := f.points()
	return card("nwot-hand", "NWOT by hand", []ui.UI{
		f.reset("nwot-reset"),
		saver("nwot-svg", "SVG", "Download the plane as a drawing", func() { f.Save("nwot.svg", file(f.plane(false))) }),
		saver("nwot-csv", "CSV", "Download codes and kernel as a table", func() { f.Save("nwot.csv", f.points().csv()) }),
	},
		ui.P().Class("muted").Text("The same network: each neuron is a line, and its bit is 1 on the ticked side. A point's code is its region. K counts the neurons in which two codes agree; NWOT is ln det K."),
		f.plane(true),
		p.score(),
		ui.Div().Class("figure-tables").Body(p.table(), p.heat()),
		f.lineTable(),
	)
}

// points are the points of the plane.
func (f *HandFigure) points() points {
	p := points{figure: "nwot", at: f.state.Points, kernel: f.state.Kernel, held: func() int { return f.state.Held }, do: f.do}
	for _, c := range p.kernel.Codes {
		p.codes = append(p.codes, c.String())
	}
	return p
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
	for i := range s.Points {
		parts = append(parts, f.points().handle(i, live))
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
