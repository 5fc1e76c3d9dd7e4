package layout

import (
	"math"
	"strconv"
	"strings"
)

// Point is a position in the drawing, in its own units, y downwards.
type Point struct{ X, Y float64 }

// Rect is an axis-parallel rectangle with its top left corner at (X, Y).
type Rect struct{ X, Y, W, H float64 }

// Center returns the middle of r.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Overlaps reports whether r and q, each grown by margin/2, share a point.
func (r Rect) Overlaps(q Rect, margin float64) bool {
	return r.X < q.X+q.W+margin && q.X < r.X+r.W+margin &&
		r.Y < q.Y+q.H+margin && q.Y < r.Y+r.H+margin
}

// Curve is a cubic Bézier curve: start, two control points, end.
type Curve [4]Point

// At returns the point of c at parameter t, 0 to 1.
func (c Curve) At(t float64) Point {
	u := 1 - t
	a, b, d, e := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{
		a*c[0].X + b*c[1].X + d*c[2].X + e*c[3].X,
		a*c[0].Y + b*c[1].Y + d*c[2].Y + e*c[3].Y,
	}
}

// split returns the part of c between the parameters from and to, by de
// Casteljau's construction.
func (c Curve) split(from, to float64) Curve {
	mix := func(p, q Point, t float64) Point {
		return Point{p.X + (q.X-p.X)*t, p.Y + (q.Y-p.Y)*t}
	}
	head := func(c Curve, t float64) Curve {
		ab, bc, cd := mix(c[0], c[1], t), mix(c[1], c[2], t), mix(c[2], c[3], t)
		abc, bcd := mix(ab, bc, t), mix(bc, cd, t)
		return Curve{c[0], ab, abc, mix(abc, bcd, t)}
	}
	reverse := func(c Curve) Curve { return Curve{c[3], c[2], c[1], c[0]} }
	c = head(c, to)
	return reverse(head(reverse(c), 1-from/to))
}

// leave returns the parameter at which c, coming from its start, is dist away
// from it; c must reach that far.
func (c Curve) leave(dist float64) float64 {
	lo, hi := 0.0, 0.5
	for range 40 {
		t := (lo + hi) / 2
		if p := c.At(t); math.Hypot(p.X-c[0].X, p.Y-c[0].Y) < dist {
			lo = t
		} else {
			hi = t
		}
	}
	return hi
}

// Path returns c as SVG path data.
func (c Curve) Path() string {
	return "M" + pair(c[0]) + "C" + pair(c[1]) + " " + pair(c[2]) + " " + pair(c[3])
}

// Line is curves, each of which begins where the one before it ends.
type Line []Curve

// At returns the point of l at parameter t, 0 to 1.
func (l Line) At(t float64) Point {
	t *= float64(len(l))
	i := min(int(t), len(l)-1)
	return l[i].At(t - float64(i))
}

// Path returns l as SVG path data.
func (l Line) Path() string {
	path := l[0].Path()
	for _, c := range l[1:] {
		path += "C" + pair(c[1]) + " " + pair(c[2]) + " " + pair(c[3])
	}
	return path
}

// polygon returns a closed polygon as SVG path data.
func polygon(points ...Point) string {
	var b strings.Builder
	for i, p := range points {
		b.WriteString([]string{"M", "L"}[min(i, 1)] + pair(p))
	}
	return b.String() + "Z"
}

func pair(p Point) string { return Coord(p.X) + " " + Coord(p.Y) }

// Coord prints a coordinate with one decimal, which is less than a pixel.
func Coord(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}
