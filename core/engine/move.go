package engine

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// move says how runs of numbers go from one buffer to another, one a row.
type move struct {
	images, rows, run int // how many images, rows of each, and elements of a run
	to, from          layout
}

// layout is where the first run begins, and how far those of the next image and of the
// next row lie after it.
type layout struct{ origin, image, row int }

// back returns the way back.
func (m *move) back() *move {
	return &move{m.images, m.rows, m.run, m.from, m.to}
}

// concatenation returns how input number k of a concatenation goes into it.
func (b *planner) concatenation(node, k int) *move {
	n := b.g.Nodes[node]
	before := 0
	for _, x := range n.Inputs[:k] {
		before += b.g.Nodes[x].Out.C
	}
	c := b.g.Nodes[n.Inputs[k]].Out.C
	return &move{images: 1, rows: b.rows(node), run: c, to: layout{origin: before, row: n.Out.C}, from: layout{row: c}}
}

// shift returns how what is not lost goes into a shifted image.
func (b *planner) shift(s graph.Shape) *move {
	row := s.W * s.C
	at := layout{image: s.H * row, row: row}
	m := &move{images: b.batch, rows: s.H - 1, run: row - s.C, to: at, from: at}
	m.from.origin = row + s.C
	return m
}

// moveRuns writes runs of x to y, or adds them.
func moveRuns[T kernel.Float](m *move, y, x []T, add bool) {
	for i := range m.images {
		for r := range m.rows {
			to := y[m.to.origin+i*m.to.image+r*m.to.row:][:m.run]
			from := x[m.from.origin+i*m.from.image+r*m.from.row:][:m.run]
			if !add {
				copy(to, from)
				continue
			}
			for j, v := range from {
				to[j] += v
			}
		}
	}
}
