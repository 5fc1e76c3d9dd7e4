// Package predict learns how good architectures are from some that were evaluated: an
// ensemble of small neural networks on an encoding of architectures. It is
// deterministic to the bit on every platform.
package predict

import "protocell/core/space"

// Encoding turns architectures of a space into vectors of zeros and ones.
type Encoding struct {
	size int
	// routes are the decisions along each way from the input to the output, and starts
	// where the features of ways of so many decisions begin; nil for one-hot.
	routes  [][]int
	starts  []int
	base    int
	options []int
}

// OneHot returns the encoding with one feature for each option of each decision.
func OneHot(s space.Space) *Encoding {
	e := new(Encoding)
	for _, d := range s.Decisions() {
		e.options = append(e.options, len(d.Options))
		e.size += len(d.Options)
	}
	return e
}

// maxRoutes bounds the ways through a cell.
const maxRoutes = 1 << 10

// Paths returns the path encoding (White, Neiswanger and Savani, "BANANAS", AAAI 2021):
// one feature for each sequence of operations, 1 where a way from the cell's input to
// its output has it. Only the first features count, shorter sequences first, which are
// the ones that random architectures have most often: of NAS-Bench-201's 5 + 25 + 125,
// 30 are all sequences of up to two operations. A space with other than one cell whose
// edges are the decisions, all with the same options, is encoded by OneHot.
func Paths(s space.Space, features int) *Encoding {
	decisions := s.Decisions()
	cells := s.Diagram(s.At(0)).Cells
	if len(cells) != 1 || len(cells[0].Edges) != len(decisions) {
		return OneHot(s)
	}
	c := cells[0]
	out := make([][]space.Edge, len(c.Nodes))
	for _, e := range c.Edges {
		if len(e.Decisions) != 1 || len(decisions[e.Decisions[0]].Options) != len(decisions[0].Options) {
			return OneHot(s)
		}
		out[e.From] = append(out[e.From], e)
	}
	e := &Encoding{base: len(decisions[0].Options)}
	var walk func(node int, way []int) bool
	walk = func(node int, way []int) bool {
		if node == len(c.Nodes)-1 {
			e.routes = append(e.routes, append([]int(nil), way...))
			return len(e.routes) <= maxRoutes
		}
		for _, edge := range out[node] {
			if !walk(edge.To, append(way, edge.Decisions[0])) {
				return false
			}
		}
		return true
	}
	if !walk(0, nil) || len(e.routes) == 0 {
		return OneHot(s)
	}
	longest := 0
	has := map[int]bool{}
	for _, r := range e.routes {
		longest = max(longest, len(r))
		has[len(r)] = true
	}
	e.starts = make([]int, longest+1)
	for n, count := 1, e.base; n <= longest; n, count = n+1, count*e.base {
		e.starts[n] = e.size
		if has[n] {
			e.size = min(e.size+count, features)
		}
		if e.size >= features {
			for k := n + 1; k <= longest; k++ {
				e.starts[k] = features
			}
			break
		}
	}
	return e
}

// Size returns the number of features.
func (e *Encoding) Size() int { return e.size }

// Encode sets x, which has Size elements, to the encoding of a.
func (e *Encoding) Encode(x []float64, a space.Arch) {
	clear(x)
	if e.routes == nil {
		at := 0
		for i, n := range e.options {
			x[at+int(a[i])] = 1
			at += n
		}
		return
	}
	for _, r := range e.routes {
		v := 0
		for _, d := range r {
			if v > e.size { // beyond all features
				break
			}
			v = v*e.base + int(a[d])
		}
		if at := e.starts[len(r)] + v; at < e.size {
			x[at] = 1
		}
	}
}
