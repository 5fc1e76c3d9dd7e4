package graph

import "fmt"

// Builder makes a Graph, node by node, in an order of execution. It computes the
// shapes and appends the parameters in PyTorch's order: as the layers are added.
// The first mistake stays and is what Graph returns; the calls after it do
// nothing.
//
// Where a method takes label and module, label names the node for people and
// module is the PyTorch module whose parameters the node has.
type Builder struct {
	g    Graph
	edge int
	err  error
}

// NewBuilder starts a network with one node, number 0, its input. The node
// belongs to the first block.
func NewBuilder(in Shape) *Builder {
	b := &Builder{edge: -1}
	b.g.In = in
	if in.C < 1 || in.H < 1 || in.W < 1 {
		b.fail("input", "%d x %d x %d is not a shape", in.C, in.H, in.W)
	}
	b.g.Nodes = []Node{{Op: Input, Out: in, Edge: -1, Label: "input"}}
	return b
}

// Block begins a block: the nodes that follow belong to it.
func (b *Builder) Block(kind BlockKind, stage, index int) {
	first := len(b.g.Nodes)
	if len(b.g.Blocks) == 0 {
		first = 0
	}
	b.g.Blocks = append(b.g.Blocks, Block{Kind: kind, Stage: stage, Index: index, First: first, End: first})
	b.edge = -1
}

// Edge says which edge of the cell the nodes that follow belong to; -1 is none.
func (b *Builder) Edge(edge int) { b.edge = edge }

// Graph returns the network. Its last node is its output, a vector of logits.
func (b *Builder) Graph() (*Graph, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(b.g.Blocks) == 0 {
		return nil, fmt.Errorf("graph: no block")
	}
	last := b.g.Nodes[len(b.g.Nodes)-1]
	if last.Out.H != 1 || last.Out.W != 1 {
		return nil, fmt.Errorf("graph: %s: the output is %v, not a vector", last.Label, last.Out)
	}
	b.g.Classes = last.Out.C
	g := b.g
	return &g, nil
}

// Shape returns the shape of node x, all 0 after a mistake.
func (b *Builder) Shape(x int) Shape { return b.shape("shape", x) }

// shape returns the shape of node x.
func (b *Builder) shape(label string, x int) Shape {
	if b.err == nil && (x < 0 || x >= len(b.g.Nodes)) {
		b.fail(label, "there is no node %d yet", x)
	}
	if b.err != nil {
		return Shape{}
	}
	return b.g.Nodes[x].Out
}

// add appends n to the current block.
func (b *Builder) add(n Node) int {
	if b.err == nil && len(b.g.Blocks) == 0 {
		b.fail(n.Label, "outside a block")
	}
	if b.err != nil {
		return 0
	}
	i := len(b.g.Nodes)
	n.Block, n.Edge = len(b.g.Blocks)-1, b.edge
	b.g.Nodes = append(b.g.Nodes, n)
	b.g.Blocks[n.Block].End = i + 1
	return i
}

// param appends a parameter tensor of node n.
func (b *Builder) param(n int, name string, role Role, shape ...int) {
	if b.err != nil {
		return
	}
	b.g.Nodes[n].Params = append(b.g.Nodes[n].Params, len(b.g.Params))
	b.g.Params = append(b.g.Params, Param{Name: name, Node: n, Role: role, Shape: shape})
}

// fail keeps the first mistake.
func (b *Builder) fail(label, format string, args ...any) int {
	if b.err == nil {
		b.err = fmt.Errorf("graph: %s: %s", label, fmt.Sprintf(format, args...))
	}
	return 0
}

// slide returns the size that a window of a span leaves of in.
func slide(in Shape, span, stride, pad int) (h, w int, ok bool) {
	h, w = in.H+2*pad-span, in.W+2*pad-span
	return h/stride + 1, w/stride + 1, h >= 0 && w >= 0
}
