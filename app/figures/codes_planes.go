package figures

import (
	"math"

	"protocell/core/regions"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// plane draws a step: what is known of the plane by then, and the points in it.
func (f *CodesFigure) plane(n int, live bool) []ui.UI {
	s := f.state
	var parts []ui.UI
	switch n {
	case 1:
		parts = append(parts, shade(s.One, 0), s.lines(0, s.A), s.bits(s.One, 0))
	case 2:
		parts = append(parts, fills(s.First)...)
		parts = append(parts, s.names(s.First, codeWidth)...)
	case 3:
		parts = append(parts, shade(s.Bent, codeWidth), edges(s.First), s.lines(1, s.B), s.bits(s.Bent, codeWidth))
	default:
		parts = append(parts, fills(s.Whole)...)
		parts = append(parts, edges(s.First))
		parts = append(parts, s.names(s.Whole, codeUnits)...)
	}
	for i := range s.Points {
		if n < 4 {
			x, y := across(s.Points[i][0]), down(s.Points[i][1])
			parts = append(parts, circle("point", x, y, 9), label("small", x, y, letter(i)))
		} else {
			parts = append(parts, f.points().handle(i, live))
		}
	}
	return parts
}

// shade covers where neuron k of a partition is active.
func shade(p *regions.Partition, k int) ui.UI {
	var d []byte
	for _, r := range p.Regions {
		if r.Code.Bit(k) {
			d = appendOutline(d, r.Corners)
		}
	}
	return svg("path", "shade").Attr("d", string(d))
}

// fills colours the regions of a partition.
func fills(p *regions.Partition) (parts []ui.UI) {
	for _, r := range p.Regions {
		parts = append(parts, svg("path", "region").Attr("fill", shades[colour(r.Code)]).Attr("d", string(appendOutline(nil, r.Corners))))
	}
	return parts
}

// colour returns the shade of a code: neighbours, whose codes differ in one bit, never
// have the same.
func colour(c regions.Code) (k int) {
	for i, weight := range [codeUnits]int{1, 2, 4, 3, 5, 7} {
		if c.Bit(i) {
			k += weight
		}
	}
	return k % len(shades)
}

// edges draws where a partition is cut.
func edges(p *regions.Partition) ui.UI {
	var d []byte
	for _, r := range p.Regions {
		d = appendOutline(d, r.Corners)
	}
	return svg("path", "cuts").Attr("d", string(d))
}

// lines draws where the units of a layer change sides, the chosen one bold: of the
// second layer, lines that bend at those of the first.
func (s Codes) lines(layer, chosen int) ui.UI {
	g := svg("g", "lines")
	var list []ui.UI
	for j := range codeWidth {
		if layer == 1 && j != chosen {
			continue // three bent lines in one plane are hard to tell apart
		}
		part := s.One
		if layer == 1 {
			part = s.Bent
		}
		if layer == 0 && j != chosen {
			part = s.First
		}
		list = append(list, svg("path", "line").DataSet("chosen", j == chosen).Attr("d", string(s.line(part, layer, j))))
	}
	return g.Body(list...)
}

// line returns the sides of the regions of a partition along which a unit adds up 0.
func (s Codes) line(p *regions.Partition, layer, unit int) (d []byte) {
	zero := func(c regions.Point) bool { return math.Abs(s.Net.Sum(layer, unit, c)) < 1e-7 }
	for _, r := range p.Regions {
		for i, c := range r.Corners {
			next := r.Corners[(i+1)%len(r.Corners)]
			if zero(c) && zero(next) {
				d = appendOutline(d, []regions.Point{c, next})
				d = d[:len(d)-1] // it is no outline, and is not closed
			}
		}
	}
	return d
}

// legible is the area, of the window's 16, from which on a region has room for its
// code.
const legible = 0.35

// names writes the codes of n neurons into regions, the layers below each other.
func (s Codes) names(p *regions.Partition, n int) (parts []ui.UI) {
	for _, r := range p.Regions {
		if regions.Area(r.Corners) < legible {
			continue
		}
		x, y := s.free(r.Middle())
		text := r.Code.Text(n, codeWidth)
		for row := 0; row*(codeWidth+1) < len(text); row++ {
			at := row * (codeWidth + 1)
			below := 15 * (float64(row) - float64(n/codeWidth-1)/2)
			parts = append(parts, label("code", x, y+below, text[at:at+codeWidth]))
		}
	}
	return parts
}

// free returns where in the drawing to write at a place of the plane: below a point that
// is there.
func (s Codes) free(at regions.Point) (x, y float64) {
	const near, below = 30, 36
	x, y = across(at.X), down(at.Y)
	for _, p := range s.Points {
		if math.Hypot(across(p[0])-x, down(p[1])-y) < near {
			return x, down(p[1]) + below
		}
	}
	return x, y
}

// bits writes 1 and 0 into the largest region on either side of neuron k.
func (s Codes) bits(p *regions.Partition, k int) ui.UI {
	var largest [2]*regions.Region
	for i, r := range p.Regions {
		side := 0
		if r.Code.Bit(k) {
			side = 1
		}
		if largest[side] == nil || regions.Area(r.Corners) > regions.Area(largest[side].Corners) {
			largest[side] = &p.Regions[i]
		}
	}
	var parts []ui.UI
	for side, r := range largest {
		if r != nil {
			x, y := s.free(r.Middle())
			parts = append(parts, label("bit", x, y, [2]string{"0", "1"}[side]))
		}
	}
	return svg("g", "bits").Body(parts...)
}
