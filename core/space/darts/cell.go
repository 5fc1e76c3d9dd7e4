package darts

import "protocell/core/space"

// Edge is an operation on an earlier node.
type Edge struct {
	Op   Op
	From int // node that it reads, 0 to 4
}

// Cell is the edges of a cell: 2i and 2i+1 lead into node i+2.
type Cell [NumEdges]Edge

// into returns the node that edge e of a cell leads to.
func into(e int) int { return Inputs + e/2 }

// cellBytes is the number of bytes of an architecture that describe a cell.
const cellBytes = NumEdges + NumNodes - 1

// pairsInto returns the pairs of nodes that node n can read, in their order.
func pairsInto(n int) [][2]int { return pairs[n] }

var pairs = func() (list [Inputs + NumNodes][][2]int) {
	for n := range list {
		for i := range n {
			for j := i + 1; j < n; j++ {
				list[n] = append(list[n], [2]int{i, j})
			}
		}
	}
	return list
}()

// decisions returns the decisions that govern edge e of a cell: its operation, and
// the nodes that node into(e) reads, or -1 where there is no choice.
func decisions(cell, e int) (op, reads int) {
	first := cell*cellBytes + 3*(e/2) - 1 // as if node 2 had a choice, too
	if e < 2 {
		return first + 1 + e, -1
	}
	return first + 1 + e%2, first
}

// decode returns a cell of an architecture: the inputs of a node ascend.
func decode(a space.Arch, cell int) Cell {
	var c Cell
	for e := range c {
		op, reads := decisions(cell, e)
		c[e] = Edge{Op: Op(a[op]), From: e}
		if reads >= 0 {
			c[e].From = pairsInto(into(e))[a[reads]][e%2]
		}
	}
	return c
}

// encode returns the architecture of two cells whose nodes read two different
// earlier nodes each, in either order.
func encode(cells [numCells]Cell) space.Arch {
	b := make([]byte, numCells*cellBytes)
	for i, c := range cells {
		for e := 0; e < NumEdges; e += 2 {
			x, y := c[e], c[e+1]
			if x.From > y.From {
				x, y = y, x
			}
			op, reads := decisions(i, e)
			b[op], b[op+1] = byte(x.Op), byte(y.Op)
			if reads < 0 {
				continue
			}
			for k, p := range pairsInto(into(e)) {
				if p == [2]int{x.From, y.From} {
					b[reads] = byte(k)
				}
			}
		}
	}
	return space.Arch(b)
}
