package layout

import "math"

// Direction is the name of an arrow key: "ArrowLeft" and so on.
type Direction string

var directions = map[Direction]Point{
	"ArrowLeft": {-1, 0}, "ArrowRight": {1, 0}, "ArrowUp": {0, -1}, "ArrowDown": {0, 1},
}

// Toward returns the edge whose pill is next to that of an edge in a direction,
// or false if there is none, or d is no direction. Of those that lie within 60
// degrees of it, it is the one that is nearest, a way to the side counting double.
func (c Cell) Toward(edge int, d Direction) (int, bool) {
	dir, ok := directions[d]
	if !ok {
		return 0, false
	}
	from := c.Edges[edge].Pill.Center()
	best, found := math.Inf(1), -1
	for i, e := range c.Edges {
		if e.Pill.W == 0 {
			continue
		}
		p := e.Pill.Center()
		dx, dy := p.X-from.X, p.Y-from.Y
		along := dx*dir.X + dy*dir.Y
		aside := math.Abs(dx*dir.Y) + math.Abs(dy*dir.X)
		if along <= 0 || aside > along*math.Sqrt(3) {
			continue
		}
		if dist := along + 2*aside; dist < best {
			best, found = dist, i
		}
	}
	return found, found >= 0
}
