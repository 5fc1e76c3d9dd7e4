package layout

import (
	"cmp"
	"slices"
	"sync"

	"protocell/core/space"
)

// Of returns the drawing of a cell, for a panel that is wider than high or for a
// narrow one. Edges without a decision have no pill.
func Of(c space.Cell, narrow bool) Cell {
	switch {
	case isFour(c) && narrow:
		return tall()
	case isFour(c):
		return wide()
	case isChain(c) && narrow:
		return chain(c, 2)
	case isChain(c):
		return chain(c, 4)
	}
	return columns(c, narrow)
}

// The drawings made by hand, which are drawn at every edit.
var wide, tall = sync.OnceValue(Wide), sync.OnceValue(Tall)

// isFour reports whether c is four nodes with all edges between them, which has a
// drawing made by hand.
func isFour(c space.Cell) bool {
	return len(c.Nodes) == 4 && slices.EqualFunc(c.Edges, wide().Edges, func(a space.Edge, b Edge) bool {
		return a.From == b.From && a.To == b.To && len(a.Decisions) > 0
	})
}

// isChain reports whether every node but the first follows the one before it, and no
// other.
func isChain(c space.Cell) bool {
	for i, e := range c.Edges {
		if e.From != i || e.To != i+1 {
			return false
		}
	}
	return len(c.Nodes) == len(c.Edges)+1
}

// Sizes of the parts of drawings that are made by rule.
const (
	smallRadius = 17
	shortPill   = 112 // width of a pill in a line of nodes
	smallPill   = 44  // edge of a pill that has an icon alone
	pillGap     = 10  // between lanes with pills
)

// chain returns a chain in rows, the signal turning back at the end of each.
func chain(c space.Cell, perRow int) Cell {
	const pitch, height = pillWidth + 2*smallRadius + 24, 92
	rows := (len(c.Edges) + perRow - 1) / perRow
	d := draft{w: float64(perRow)*pitch + 2*(smallRadius+16), h: float64(max(rows, 1))*height + 24, radius: smallRadius, wobble: 0.012}
	at := func(i int) Point {
		row, column := i/perRow, i%perRow
		if i == len(c.Edges) && column == 0 && i > 0 { // the last ends its row
			row, column = row-1, perRow
		}
		if row%2 == 1 {
			column = perRow - column
		}
		return Point{smallRadius + 16 + float64(column)*pitch, 12 + height/2 + float64(row)*height}
	}
	for i := range c.Nodes {
		d.nodes = append(d.nodes, at(i))
	}
	for i, e := range c.Edges {
		p, q := d.nodes[i], d.nodes[i+1]
		edge := draftEdge{e.From, e.To, Point{p.X + (q.X-p.X)/3, p.Y}, Point{q.X - (q.X-p.X)/3, q.Y}, 0.5, len(e.Decisions) > 0}
		if p.Y != q.Y { // to the row below, along a bow whose middle is in the first
			edge.c1, edge.c2, edge.pill = Point{q.X, p.Y}, Point{q.X, p.Y}, 0.3
			if p.X == q.X {
				edge.c1, edge.c2, edge.pill = Point{p.X, p.Y + height/3}, Point{p.X, q.Y - height/3}, 0.5
			}
		}
		d.edges = append(d.edges, edge)
	}
	return d.cell()
}

// columns returns a graph whose nodes stand in a line. Every edge runs in a lane beside
// that line, which it has alone between its two nodes, and turns into and out of it
// where no pills are; so no line passes behind a pill or a node that is not its own. A
// narrow drawing flows downwards and has small pills.
func columns(c space.Cell, narrow bool) Cell {
	along, across := float64(shortPill), float64(pillHeight) // of a pill, with the signal and athwart
	if narrow {
		along, across = smallPill, smallPill
	}
	const bend = 28 // the length of a turn

	// Nodes that nothing leads to stand athwart at the beginning.
	place := make([]int, len(c.Nodes))
	var sources []int
	for i := range c.Nodes {
		if !slices.ContainsFunc(c.Edges, func(e space.Edge) bool { return e.To == i }) {
			sources = append(sources, i)
			continue
		}
		place[i] = i - len(sources) + 1
	}
	lanes, offset, half := lanesOf(c, place, across)
	margin := smallRadius + 26.0
	breadth := 2 * (half + 26)
	middle := breadth / 2
	at := make([]Point, len(c.Nodes)) // with the signal, athwart
	end := margin
	for i := range c.Nodes {
		if place[i] > 0 {
			end += 2*bend + 2*smallRadius
			if slices.ContainsFunc(c.Edges, func(e space.Edge) bool { return e.To == i && len(e.Decisions) > 0 }) {
				end += along
			}
		}
		at[i] = Point{end, middle}
	}
	for k, i := range sources {
		at[i].Y += (float64(k) - float64(len(sources)-1)/2) * 4 * smallRadius
	}

	turn := func(p Point) Point {
		if narrow {
			return Point{p.Y, p.X}
		}
		return p
	}
	d := Cell{W: end + margin, H: breadth, Compact: narrow}
	if narrow {
		d.W, d.H = d.H, d.W
	}
	for _, p := range at {
		d.Nodes = append(d.Nodes, Node{turn(p), smallRadius})
	}
	for k, e := range c.Edges {
		from, to := at[e.From], at[e.To]
		y := middle
		if lanes[k] >= 0 {
			y += offset[lanes[k]]
		}
		in, out := Point{from.X + smallRadius + bend, y}, Point{to.X - smallRadius - bend, y}
		straight := Curve{in, {in.X + (out.X-in.X)/3, y}, {out.X - (out.X-in.X)/3, y}, out}
		first := Curve{from, {from.X + smallRadius + bend/2, from.Y}, {in.X - bend/2, y}, in}
		last := Curve{out, {out.X + bend/2, y}, {to.X - smallRadius - bend/2, to.Y}, to}
		for _, curve := range []*Curve{&first, &straight, &last} {
			for j := range curve {
				curve[j] = turn(curve[j])
			}
		}
		back := Curve{last[3], last[2], last[1], last[0]}
		tip, neck := last.At(1-back.leave(smallRadius+2)), 1-back.leave(smallRadius+2+arrowSize)
		edge := Edge{
			From: e.From, To: e.To,
			Line:  Line{first.split(first.leave(smallRadius), 1), straight, last.split(0, neck)},
			Arrow: arrow(last.At(neck), tip),
		}
		if len(e.Decisions) > 0 {
			m := turn(Point{out.X - along/2, y})
			w, h := along, across
			edge.Pill = Rect{m.X - w/2, m.Y - h/2, w, h}
		}
		d.Edges = append(d.Edges, edge)
	}
	d.Membrane = membranes(d.W, d.H, 0.012)
	return d
}

// lanesOf gives each edge a lane, of which there are as few as go, and each lane its
// distance from the line of the nodes. An edge without a pill between neighbours needs
// none, which is lane -1. Edges with pills have the inner lanes, in turn on
// both sides. half is the distance of the outermost rim.
func lanesOf(c space.Cell, place []int, across float64) (lanes []int, offset []float64, half float64) {
	lanes = make([]int, len(c.Edges))
	var ends []int // where the last edge of each lane ends
	inner := 0
	for _, pills := range []bool{true, false} {
		order := make([]int, 0, len(c.Edges))
		for k, e := range c.Edges {
			switch hasPill := len(e.Decisions) > 0; {
			case !hasPill && place[e.To] == place[e.From]+1 && place[e.From] > 0:
				lanes[k] = -1
			case hasPill == pills:
				order = append(order, k)
			}
		}
		slices.SortStableFunc(order, func(a, b int) int {
			ea, eb := c.Edges[a], c.Edges[b]
			return cmp.Or(cmp.Compare(place[ea.From], place[eb.From]), cmp.Compare(place[ea.To], place[eb.To]))
		})
		first := len(ends)
		for _, k := range order {
			from, to := place[c.Edges[k].From], place[c.Edges[k].To]
			lane := first
			for lane < len(ends) && ends[lane] > from {
				lane++
			}
			if lane == len(ends) {
				ends = append(ends, 0)
			}
			ends[lane], lanes[k] = to, lane
		}
		if pills {
			inner = len(ends)
		}
	}
	var rim [2]float64 // of each side
	rim[0], rim[1] = smallRadius+6, smallRadius+6
	for lane := range ends {
		width := across + pillGap
		if lane >= inner {
			width = 12
		}
		side := lane % 2
		sign := float64(2*side - 1)
		offset = append(offset, sign*(rim[side]+width/2))
		rim[side] += width
	}
	return lanes, offset, max(rim[0], rim[1])
}
