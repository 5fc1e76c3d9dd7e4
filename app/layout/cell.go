// Package layout places what the page draws as SVG: it turns the structure of a
// cell into coordinates and path data. It is pure, so that drawings have tests
// without a browser.
package layout

import (
	"math"
	"sync"
)

// Node is a node of the cell: a circle.
type Node struct {
	Center Point
	R      float64
}

// Edge is an edge of the cell: a line with an arrow head and, at its middle, a
// pill that carries its label and takes its clicks; the zero Rect if it has none.
type Edge struct {
	From, To int
	Line     Line   // from the rim of one node to the arrow head
	Arrow    string // SVG path data of the arrow head
	Pill     Rect
}

// Cell is the drawing of a cell.
type Cell struct {
	W, H     float64
	Nodes    []Node
	Edges    []Edge // in the order of the cell
	Membrane [2]string
	Compact  bool // whether a pill has room for an icon alone
}

// Sizes of the parts, in the units of the drawing. A pill is tall enough for a
// finger at the scales that the page uses.
const (
	nodeRadius = 25
	arrowSize  = 9
	pillWidth  = 118
	pillHeight = 44
	bilayer    = 9 // between the two layers of the membrane
)

// draft is what a drawing is made of: the middle of each node, and for each edge
// its control points and where along it its pill is.
type draft struct {
	w, h   float64
	nodes  []Point
	edges  []draftEdge
	radius float64 // of a node
	wobble float64 // of the membrane, as a share of its size
}

type draftEdge struct {
	from, to int
	c1, c2   Point
	pill     float64 // where on the curve
	hasPill  bool
}

// Wide returns the drawing for a panel that is wider than high: the signal flows
// from left to right. It has the symmetry of a half turn, but for the edge 3<-0.
func Wide() Cell {
	return draft{
		w: 740, h: 416,
		nodes: []Point{{76, 222}, {276, 136}, {464, 308}, {664, 222}},
		edges: []draftEdge{
			{0, 1, Point{130, 216}, Point{200, 168}, 0.5, true},
			{0, 2, Point{134, 334}, Point{326, 352}, 0.53, true},
			{1, 2, Point{352, 142}, Point{388, 302}, 0.5, true},
			{0, 3, Point{56, 0}, Point{684, 0}, 0.5, true},
			{1, 3, Point{414, 92}, Point{606, 110}, 0.47, true},
			{2, 3, Point{540, 276}, Point{610, 228}, 0.5, true},
		},
		radius: nodeRadius, wobble: 0.012,
	}.cell()
}

// Tall returns the drawing for a narrow panel: the signal flows downwards.
func Tall() Cell {
	return draft{
		w: 380, h: 590,
		nodes: []Point{{156, 56}, {100, 216}, {216, 380}, {156, 534}},
		edges: []draftEdge{
			{0, 1, Point{74, 84}, Point{78, 150}, 0.5, true},
			{0, 2, Point{214, 116}, Point{236, 250}, 0.45, true},
			{1, 2, Point{112, 300}, Point{190, 292}, 0.5, true},
			{0, 3, Point{354, 36}, Point{354, 556}, 0.5, true},
			{1, 3, Point{48, 340}, Point{62, 480}, 0.5, true},
			{2, 3, Point{196, 446}, Point{172, 500}, 0.43, true},
		},
		radius: nodeRadius, wobble: 0.012,
	}.cell()
}

// cell works out the coordinates.
func (d draft) cell() Cell {
	c := Cell{W: d.w, H: d.h}
	for _, p := range d.nodes {
		c.Nodes = append(c.Nodes, Node{p, d.radius})
	}
	for _, e := range d.edges {
		full := Curve{d.nodes[e.from], e.c1, e.c2, d.nodes[e.to]}
		back := Curve{full[3], full[2], full[1], full[0]}
		start := full.leave(d.radius)
		tip := full.At(1 - back.leave(d.radius+2))
		neck := 1 - back.leave(d.radius+2+arrowSize)
		var pill Rect
		if e.hasPill {
			mid := full.At(e.pill)
			pill = Rect{mid.X - pillWidth/2, mid.Y - pillHeight/2, pillWidth, pillHeight}
		}
		c.Edges = append(c.Edges, Edge{
			From: e.from, To: e.to,
			Line:  Line{full.split(start, neck)},
			Arrow: arrow(full.At(neck), tip),
			Pill:  pill,
		})
	}
	c.Membrane = membranes(d.w, d.h, d.wobble)
	return c
}

// grown keeps the membranes, by the size of the drawing: they take longer than all else
// of it, and there are few sizes.
var grown sync.Map

// membranes returns the two layers of the membrane.
func membranes(w, h, wobble float64) [2]string {
	size := [3]float64{w, h, wobble}
	if m, ok := grown.Load(size); ok {
		return m.([2]string)
	}
	m := [2]string{membrane(w, h, 6, wobble), membrane(w, h, 6+bilayer, wobble)}
	grown.Store(size, m)
	return m
}

// arrow returns the triangle from the middle of its base to its tip.
func arrow(base, tip Point) string {
	dx, dy := tip.X-base.X, tip.Y-base.Y
	l := math.Hypot(dx, dy)
	nx, ny := -dy/l*arrowSize*0.55, dx/l*arrowSize*0.55
	return polygon(Point{base.X + nx, base.Y + ny}, tip, Point{base.X - nx, base.Y - ny})
}

// membrane returns a closed smooth outline inside a w by h rectangle, inset from
// its sides: a superellipse of exponent 4 whose radius wobbles a little, so that
// it looks grown rather than drawn.
func membrane(w, h, inset, wobble float64) string {
	const points = 48
	p := make([]Point, points)
	rx, ry := (w/2-inset)/(1+wobble), (h/2-inset)/(1+wobble)
	for i := range p {
		a := 2 * math.Pi * float64(i) / points
		s, c := math.Sincos(a)
		r := math.Pow(c*c*c*c+s*s*s*s, -0.25) * (1 + wobble*math.Sin(3*a+0.7)*math.Cos(2*a))
		r = min(r, math.Min(limit(c), limit(s))*(1+wobble))
		p[i] = Point{w/2 + rx*r*c, h/2 + ry*r*s}
	}
	return spline(p)
}

// limit returns the radius at which a ray with this cosine leaves the unit square.
func limit(c float64) float64 {
	if c == 0 {
		return math.Inf(1)
	}
	return 1 / math.Abs(c)
}

// spline returns a closed Catmull–Rom spline through points as SVG path data.
func spline(p []Point) string {
	n := len(p)
	path := "M" + pair(p[0])
	for i := range p {
		p0, p1, p2, p3 := p[(i+n-1)%n], p[i], p[(i+1)%n], p[(i+2)%n]
		c1 := Point{p1.X + (p2.X-p0.X)/6, p1.Y + (p2.Y-p0.Y)/6}
		c2 := Point{p2.X - (p3.X-p1.X)/6, p2.Y - (p3.Y-p1.Y)/6}
		path += "C" + pair(c1) + " " + pair(c2) + " " + pair(p2)
	}
	return path + "Z"
}
