package darts

import "protocell/core/space"

// Canonical returns a form that is equal for two architectures if and only if their
// cells are isomorphic: one becomes the other by renumbering the nodes 2 to 5. Such
// networks compute the same functions, up to the order of the channels in the
// concatenation. The order of the two inputs of a node is none of an architecture's
// here. DARTS and NAS-Bench-301 count without regard to isomorphism.
func (Space) Canonical(a space.Arch) string {
	check(a)
	return canonical(decode(a, normal)) + canonical(decode(a, reduce))
}

// canonical returns the least of the texts of a cell over the orders of its nodes in
// which every node comes after those that it reads.
func canonical(c Cell) string {
	best := ""
	var order [NumNodes]int           // nodes of c, as they are renumbered
	var number [Inputs + NumNodes]int // of each node of c; 0 if it has none yet
	number[1] = 1
	var place func(k int)
	place = func(k int) {
		if k == NumNodes {
			if text := renumbered(c, order, number); best == "" || text < best {
				best = text
			}
			return
		}
		for n := Inputs; n < Inputs+NumNodes; n++ {
			x, y := c[2*(n-Inputs)].From, c[2*(n-Inputs)+1].From
			placed := func(m int) bool { return m < Inputs || number[m] > 0 }
			if placed(n) || !placed(x) || !placed(y) {
				continue
			}
			order[k], number[n] = n, Inputs+k
			place(k + 1)
			number[n] = 0
		}
	}
	place(0)
	return best
}

// renumbered returns a cell as digits, with its nodes in an order.
func renumbered(c Cell, order [NumNodes]int, number [Inputs + NumNodes]int) string {
	var d Cell
	for k, n := range order {
		for i := range 2 {
			e := c[2*(n-Inputs)+i]
			d[2*k+i] = Edge{Op: e.Op, From: number[e.From]}
		}
		if d[2*k].From > d[2*k+1].From {
			d[2*k], d[2*k+1] = d[2*k+1], d[2*k]
		}
	}
	return digits(d)
}

// digits returns a cell as the digits of the node and of the operation of each edge.
func digits(c Cell) string {
	var b [2 * NumEdges]byte
	for i, e := range c {
		b[2*i], b[2*i+1] = '0'+byte(e.From), '0'+byte(e.Op)
	}
	return string(b[:])
}
