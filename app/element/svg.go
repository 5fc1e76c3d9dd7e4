// Package element has the elements that every page is made of: drawings, icons,
// buttons and panels.
package element

import (
	"protocell/app/layout"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// SVG returns an element of a drawing. Drawings are styled by data attributes:
// go-app sets the property className, which SVG elements do not have.
func SVG(tag string) ui.HTMLElem {
	return ui.Elem(tag).XMLNS("http://www.w3.org/2000/svg")
}

// Drawing returns the outermost element of a drawing of w by h units.
func Drawing(w, h float64) ui.HTMLElem {
	return SVG("svg").Attr("viewBox", "0 0 "+layout.Coord(w)+" "+layout.Coord(h))
}

// Picture returns a drawing that says nothing beyond the text beside it.
func Picture(w, h float64) ui.HTMLElem {
	return Drawing(w, h).Aria("hidden", "true").Attr("focusable", "false")
}

// Path returns a path.
func Path(data string) ui.HTMLElem { return SVG("path").Attr("d", data) }

// Rect returns a rectangle.
func Rect(x, y, w, h float64) ui.HTMLElem {
	return SVG("rect").
		Attr("x", layout.Coord(x)).Attr("y", layout.Coord(y)).
		Attr("width", layout.Coord(w)).Attr("height", layout.Coord(h))
}

// Circle returns a circle.
func Circle(c layout.Point, r float64) ui.HTMLElem {
	return SVG("circle").
		Attr("cx", layout.Coord(c.X)).Attr("cy", layout.Coord(c.Y)).Attr("r", layout.Coord(r))
}

// Text returns a line of text.
func Text(x, y float64, content string) ui.HTMLElem {
	return SVG("text").Attr("x", layout.Coord(x)).Attr("y", layout.Coord(y)).Text(content)
}

// Move puts parts of a drawing elsewhere.
func Move(x, y float64, parts ...ui.UI) ui.HTMLElem {
	return SVG("g").Attr("transform", "translate("+layout.Coord(x)+" "+layout.Coord(y)+")").Body(parts...)
}
