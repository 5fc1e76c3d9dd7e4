package proxy

import (
	"fmt"
	"slices"

	"protocell/core/engine"
	"protocell/core/graph"
)

// piece is one block of a network as a network of its own: its input is the value
// that the block before it ends in. What it reads of blocks further before are inputs
// beside that.
type piece struct {
	graph  *graph.Graph
	last   int   // the node of the whole network that it ends in
	sides  []int // the nodes of the whole network that its other inputs are
	params []int // index in the whole network of each of its parameters
}

// cut cuts a network into its blocks. Every block must read nothing of others but the
// nodes that they end in.
func cut(g *graph.Graph) ([]piece, error) {
	pieces := make([]piece, len(g.Blocks))
	for i, b := range g.Blocks {
		p, err := cutBlock(g, b)
		if err != nil {
			return nil, err
		}
		pieces[i] = p
	}
	return pieces, nil
}

func cutBlock(g *graph.Graph, b graph.Block) (piece, error) {
	in, first := b.First-1, b.First
	if b.First == 0 { // its first node is the input
		in, first = 0, 1
	}
	part := &graph.Graph{In: g.Nodes[in].Out}
	p := piece{graph: part, last: b.End - 1}
	for _, n := range g.Nodes[first:b.End] {
		for _, x := range n.Inputs {
			if x >= in || slices.Contains(p.sides, x) {
				continue
			}
			if at := g.Nodes[x].Block; g.Blocks[at].End != x+1 {
				return piece{}, undefined(fmt.Sprintf("%s reads %s, which no block ends in", n.Label, g.Nodes[x].Label))
			}
			p.sides = append(p.sides, x)
		}
	}
	for _, x := range append([]int{in}, p.sides...) {
		part.Nodes = append(part.Nodes, graph.Node{Op: graph.Input, Out: g.Nodes[x].Out, Edge: -1, Label: "input"})
	}
	for _, n := range g.Nodes[first:b.End] {
		inputs := make([]int, len(n.Inputs))
		for i, x := range n.Inputs {
			switch {
			case x > in:
				inputs[i] = x - in + len(p.sides)
			case x < in:
				inputs[i] = 1 + slices.Index(p.sides, x)
			}
		}
		params := make([]int, len(n.Params))
		for i, x := range n.Params {
			params[i] = len(part.Params)
			param := g.Params[x]
			param.Node = len(part.Nodes)
			part.Params = append(part.Params, param)
			p.params = append(p.params, x)
		}
		n.Inputs, n.Params, n.Block = inputs, params, 0
		part.Nodes = append(part.Nodes, n)
	}
	part.Blocks = []graph.Block{{Kind: b.Kind, Stage: b.Stage, Index: b.Index, End: len(part.Nodes)}}
	part.Classes = part.Nodes[len(part.Nodes)-1].Out.C
	return p, nil
}

// of returns the piece's parameters, given those of the whole network.
func (p *piece) of(whole engine.Params) engine.Params {
	part := make(engine.Params, len(p.params))
	for i, x := range p.params {
		part[i] = whole[x]
	}
	return part
}

// endsStage reports whether block i is a cell, and the next block is none of its stage.
func endsStage(g *graph.Graph, i int) bool {
	return g.Blocks[i].Kind == graph.Cell &&
		(i+1 == len(g.Blocks) || g.Blocks[i+1].Kind != graph.Cell || g.Blocks[i+1].Stage != g.Blocks[i].Stage)
}
