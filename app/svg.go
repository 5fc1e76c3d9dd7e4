package app

import (
	"protocell/app/layout"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// svg returns an element of a drawing. Drawings are styled by data attributes:
// go-app sets the property className, which SVG elements do not have.
func svg(tag string) ui.HTMLElem {
	return ui.Elem(tag).XMLNS("http://www.w3.org/2000/svg")
}

// drawing returns the outermost element of a drawing of w by h units.
func drawing(w, h float64) ui.HTMLElem {
	return svg("svg").Attr("viewBox", "0 0 "+layout.Coord(w)+" "+layout.Coord(h))
}

// picture returns a drawing that says nothing beyond the text beside it.
func picture(w, h float64) ui.HTMLElem {
	return drawing(w, h).Aria("hidden", "true").Attr("focusable", "false")
}

func path(data string) ui.HTMLElem { return svg("path").Attr("d", data) }

func rect(x, y, w, h float64) ui.HTMLElem {
	return svg("rect").
		Attr("x", layout.Coord(x)).Attr("y", layout.Coord(y)).
		Attr("width", layout.Coord(w)).Attr("height", layout.Coord(h))
}

func circle(c layout.Point, r float64) ui.HTMLElem {
	return svg("circle").
		Attr("cx", layout.Coord(c.X)).Attr("cy", layout.Coord(c.Y)).Attr("r", layout.Coord(r))
}

func text(x, y float64, content string) ui.HTMLElem {
	return svg("text").Attr("x", layout.Coord(x)).Attr("y", layout.Coord(y)).Text(content)
}

// move puts parts of a drawing elsewhere.
func move(x, y float64, parts ...ui.UI) ui.HTMLElem {
	return svg("g").Attr("transform", "translate("+layout.Coord(x)+" "+layout.Coord(y)+")").Body(parts...)
}
