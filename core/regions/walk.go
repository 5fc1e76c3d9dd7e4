package regions

import "math"

// Direction is a direction along an axis.
type Direction int

// The directions.
const (
	Left Direction = iota
	Right
	Up   // towards greater y
	Down // towards lesser y
)

// Step returns the region that is next on the straight way from a point, and the
// middle of the way's part in it, so that a step back leads where one came from. At
// the border of the window it returns where it is.
func (p *Partition) Step(from Point, d Direction) (Point, int) {
	upright, sign := d == Up || d == Down, 1.0
	if d == Left || d == Down {
		sign = -1
	}
	along, across := from.X, from.Y
	if upright {
		along, across = across, along
	}
	here := p.Find(from)
	found, nearest, middle := -1, math.Inf(1), 0.0
	for i, r := range p.Regions {
		low, high, ok := r.chord(across, upright)
		// A way that is no longer than rounding is none.
		if !ok || i == here || high-low < 1e-9*p.Half {
			continue
		}
		m := low + (high-low)/2
		if ahead := sign * (m - along); ahead > 0 && ahead < nearest {
			found, nearest, middle = i, ahead, m
		}
	}
	switch {
	case found < 0:
		return from, here
	case upright:
		return Point{across, middle}, found
	}
	return Point{middle, across}, found
}

// chord returns where the line of points with y = at, or x = at if it is upright,
// enters and leaves r.
func (r Region) chord(at float64, upright bool) (low, high float64, ok bool) {
	low, high = math.Inf(1), math.Inf(-1)
	a := r.Corners[len(r.Corners)-1]
	for _, b := range r.Corners {
		u, v, s, t := a.X, b.X, a.Y, b.Y
		if upright {
			u, v, s, t = s, t, u, v
		}
		if float64((s-at)*(t-at)) <= 0 && s != t {
			w := u + float64((v-u)*((at-s)/(t-s)))
			low, high = min(low, w), max(high, w)
		}
		a = b
	}
	return low, high, low < high
}
