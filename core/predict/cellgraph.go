package predict

import (
	"slices"

	"protocell/core/space"
)

// cellGraph is an architecture as BRP-NAS's network reads it: its operations, its
// input and its output are nodes, and so is "global", which reads all others. Operations
// that carry nothing are nodes too, and marked.
type cellGraph struct {
	kinds [][]int // of each node: its features that are 1
	reads [][]int // of each node: itself and the nodes that it is connected with
}

// vocabulary numbers the features of nodes.
type vocabulary struct {
	space     space.Space
	decisions []space.Decision
	names     map[string]int
	how       map[int]int
}

// Nodes and kinds that every graph has.
const (
	globalNode = iota
	inputNode
	outputNode
	firstOp // node
)

func newVocabulary(s space.Space) *vocabulary {
	return &vocabulary{space: s, decisions: s.Decisions(), names: map[string]int{}, how: map[int]int{}}
}

// len returns the number of features.
func (v *vocabulary) len() int { return firstOp + len(v.names) + len(v.how) + 2 }

// learn puts the options of all decisions into the vocabulary.
func (v *vocabulary) learn(archs []space.Arch) {
	for _, a := range archs {
		for _, op := range operations(v.space, v.decisions, a, which{dead: true}) {
			if _, ok := v.names[op.name]; !ok {
				v.names[op.name] = len(v.names)
			}
			for _, h := range op.how {
				if _, ok := v.how[h]; !ok {
					v.how[h] = len(v.how)
				}
			}
		}
	}
}

// graph returns the graph of an architecture. What the vocabulary does not know has one
// feature in common.
func (v *vocabulary) graph(a space.Arch) cellGraph {
	ops := operations(v.space, v.decisions, a, which{dead: true})
	n := firstOp + len(ops)
	g := cellGraph{make([][]int, n), make([][]int, n)}
	other := firstOp + len(v.names) + len(v.how)
	for i := range n {
		g.reads[globalNode] = append(g.reads[globalNode], i)
		if i < firstOp {
			g.kinds[i] = []int{i}
		}
		if i > 0 {
			g.reads[i] = append(g.reads[i], i)
		}
	}
	for i, op := range ops {
		node := firstOp + i
		kind, ok := v.names[op.name]
		if ok {
			kind += firstOp
		} else {
			kind = other
		}
		g.kinds[node] = append(g.kinds[node], kind)
		if op.dead {
			g.kinds[node] = append(g.kinds[node], other+1)
		}
		for _, h := range op.how {
			if k, ok := v.how[h]; ok {
				g.kinds[node] = append(g.kinds[node], firstOp+len(v.names)+k)
			}
		}
		for _, from := range op.from {
			x := inputNode
			if from >= 0 {
				x = firstOp + from
			}
			if !slices.Contains(g.reads[node], x) {
				g.reads[node] = append(g.reads[node], x)
			}
		}
		if op.last {
			g.reads[outputNode] = append(g.reads[outputNode], node)
		}
	}
	return g
}
