package figures

import (
	"math"
	"strconv"
	"strings"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const namespace = "http://www.w3.org/2000/svg"

// svg returns an element of a drawing, which is styled by its data-part.
func svg(tag, part string) ui.HTMLElem {
	return ui.Elem(tag).XMLNS(namespace).DataSet("part", part)
}

// coord writes a coordinate of a drawing.
func coord(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

func line(part string, x1, y1, x2, y2 float64) ui.HTMLElem {
	return svg("line", part).Attr("x1", coord(x1)).Attr("y1", coord(y1)).Attr("x2", coord(x2)).Attr("y2", coord(y2))
}

func circle(part string, x, y, r float64) ui.HTMLElem {
	return svg("circle", part).Attr("cx", coord(x)).Attr("cy", coord(y)).Attr("r", coord(r))
}

func label(part string, x, y float64, text string) ui.HTMLElem {
	return svg("text", part).Attr("x", coord(x)).Attr("y", coord(y)).Text(text)
}

// printed are the colours of a drawing that has left the page.
const printed = `<style>
svg{background:#fffefb;font-family:sans-serif}
[data-part=edges]{fill:none;stroke:#17211e;stroke-width:.7}
[data-part=cuts]{fill:none;stroke:#17211e;stroke-width:1.2}
[data-part=line]{fill:none;stroke:#17211e;stroke-width:1;stroke-dasharray:6 4}[data-part=line][data-chosen=true]{stroke-width:3;stroke-dasharray:none}
[data-part=active],[data-part=shade]{fill:#17211e;fill-opacity:.3}
[data-part=chosen]{fill:none;stroke:#17211e;stroke-width:3}
[data-part=region]{stroke:#17211e;stroke-width:1}
[data-part=probe]{fill:none;stroke:#17211e;stroke-width:2}
[data-part=hit]{fill:none}
[data-part=point],[data-part=node]{fill:#fffefb;stroke:#17211e;stroke-width:2}
[data-part=link]{stroke:#0b6b5d}[data-part=link][data-negative=true]{stroke:#a93442;stroke-dasharray:7 5}
[data-part=bit]{font-size:40px}[data-part=small]{font-size:11px}
text{fill:#17211e;font-size:14px;text-anchor:middle;dominant-baseline:central}
[data-part=pill]{fill:#fffefb}
</style>`

// file returns a drawing as an SVG document.
func file(drawing ui.UI) string {
	text := ui.HTMLString(drawing)
	if !strings.Contains(text, "xmlns=") {
		text = strings.Replace(text, "<svg", `<svg xmlns="`+namespace+`"`, 1)
	}
	at := strings.Index(text, ">") + 1
	return text[:at] + "\n" + printed + text[at:]
}

// The plane is drawn from -half to half both ways, y upwards.
const (
	half = 2.0
	side = 400.0 // units of the drawing
)

func across(x float64) float64 { return (x + half) * side / (2 * half) }
func down(y float64) float64   { return (half - y) * side / (2 * half) }

// pointed returns where in the plane a pointer is.
func pointed(ctx ui.Context, e ui.Event) (x, y float64) {
	plane := ctx.JSSrc()
	if owner := plane.Get("ownerSVGElement"); owner.Truthy() {
		plane = owner
	}
	box := plane.Call("getBoundingClientRect")
	u := (e.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float()
	v := (e.Get("clientY").Float() - box.Get("top").Float()) / box.Get("height").Float()
	return inside(half * (2*u - 1)), inside(half * (1 - 2*v))
}

// inside returns the coordinate in the plane that is nearest to v.
func inside(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Round(max(-half, min(v, half))*1000) / 1000
}

// arrow returns the step that a key means: a twentieth, or with Shift a hundredth.
func arrow(e ui.Event) (dx, dy float64, ok bool) {
	step := 0.05
	if e.Get("shiftKey").Bool() {
		step = 0.01
	}
	switch e.Get("key").String() {
	case "ArrowLeft":
		return -step, 0, true
	case "ArrowRight":
		return step, 0, true
	case "ArrowUp":
		return 0, step, true
	case "ArrowDown":
		return 0, -step, true
	}
	return 0, 0, false
}
