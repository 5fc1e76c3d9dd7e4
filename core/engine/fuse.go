package engine

import (
	"slices"

	"protocell/core/graph"
)

// fusion says which nodes have a buffer of their own.
type fusion struct {
	uses   [][]int // nodes that read the node, once for each input
	inline []bool  // a ReLU that its convolutions apply
	into   []int   // the sum that the node adds itself to, or -1
	root   []int   // the node whose buffer holds the node's value
	shared []int   // of a root: how many inputs read the buffer, zeros' aside
	tapped []bool  // whether the node's value is kept, which keeps it apart
}

// fuse decides on the buffers of g. With bypass batch normalisations are
// identities.
func fuse(g *graph.Graph, bypass bool, taps []int) fusion {
	n := len(g.Nodes)
	f := fusion{
		uses:   make([][]int, n),
		inline: make([]bool, n),
		into:   make([]int, n),
		root:   make([]int, n),
		shared: make([]int, n),
		tapped: make([]bool, n),
	}
	for _, i := range taps {
		f.tapped[i] = true
	}
	for i, node := range g.Nodes {
		for _, x := range node.Inputs {
			f.uses[x] = append(f.uses[x], i)
		}
	}
	for i, node := range g.Nodes {
		f.into[i] = -1
		switch {
		case node.Op == graph.ReLU:
			f.inline[i] = len(f.uses[i]) > 0 && !f.tapped[i]
			for _, u := range f.uses[i] {
				f.inline[i] = f.inline[i] && g.Nodes[u].Op == graph.Conv
			}
		case node.Op == graph.BatchNorm && !bypass, node.Op == graph.AvgPool:
			if !f.tapped[i] && len(f.uses[i]) == 1 && g.Nodes[f.uses[i][0]].Op == graph.Add && inOrder(g.Nodes[f.uses[i][0]], i) {
				f.into[i] = f.uses[i][0]
			}
		}
	}
	for i, node := range g.Nodes {
		f.root[i] = i
		switch {
		case node.Op == graph.BatchNorm && bypass:
			f.root[i] = f.root[node.Inputs[0]]
		case node.Op == graph.Add:
			if fused, direct := f.terms(g, i); fused == 0 && len(direct) == 1 {
				f.root[i] = f.root[direct[0]]
			}
		}
	}
	for i, node := range g.Nodes {
		if node.Op == graph.Zero || f.root[i] != i {
			continue
		}
		for _, x := range node.Inputs {
			f.shared[f.root[x]]++
		}
	}
	return f
}

// inOrder reports whether all inputs of a sum that come before x are computed
// before x, so that x can be added as soon as it is there.
func inOrder(sum graph.Node, x int) bool {
	at := slices.Index(sum.Inputs, x)
	return at == 0 || slices.Max(sum.Inputs[:at]) < x
}

// terms returns what a sum adds: how many inputs add themselves to it, and the
// inputs that it reads.
func (f *fusion) terms(g *graph.Graph, sum int) (fused int, direct []int) {
	for _, x := range g.Nodes[sum].Inputs {
		switch {
		case g.Nodes[x].Op == graph.Zero:
		case f.into[x] == sum:
			fused++
		default:
			direct = append(direct, x)
		}
	}
	return fused, direct
}

// zeros reports whether a Zero needs a buffer: something other than a sum reads
// it, or a tap.
func (f *fusion) zeros(g *graph.Graph, zero int) bool {
	if f.tapped[zero] {
		return true
	}
	for _, u := range f.uses[zero] {
		if g.Nodes[u].Op != graph.Add {
			return true
		}
	}
	return false
}
