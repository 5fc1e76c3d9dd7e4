package graph

import "fmt"

// Window is the geometry of a convolution.
type Window struct {
	Kernel, Stride, Pad, Dilation int
	Groups                        int // 1, or the number of input channels
}

// Square returns the window of an ordinary convolution that keeps the size at
// stride 1.
func Square(kernel, stride int) Window {
	return Window{Kernel: kernel, Stride: stride, Pad: (kernel - 1) / 2, Dilation: 1, Groups: 1}
}

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

// Conv adds a convolution of node x to out channels, without bias.
func (b *Builder) Conv(label, module string, x, out int, w Window) int {
	in := b.shape(label, x)
	switch {
	case b.err != nil:
		return 0
	case w.Kernel < 1 || w.Stride < 1 || w.Dilation < 1 || w.Pad < 0 || out < 1:
		return b.fail(label, "a convolution cannot have %+v and %d channels", w, out)
	case w.Groups < 1 || in.C%w.Groups != 0 || out%w.Groups != 0:
		return b.fail(label, "%d groups do not divide %d channels to %d", w.Groups, in.C, out)
	}
	span := w.Dilation*(w.Kernel-1) + 1
	h, wd, ok := slide(in, span, w.Stride, w.Pad)
	if !ok {
		return b.fail(label, "a window of %d does not fit %d x %d", span, in.H, in.W)
	}
	n := b.add(Node{
		Op: Conv, Inputs: []int{x}, Out: Shape{C: out, H: h, W: wd}, Label: label,
		Kernel: w.Kernel, Stride: w.Stride, Pad: w.Pad, Dilation: w.Dilation, Groups: w.Groups,
	})
	b.param(n, module+".weight", Weight, out, in.C/w.Groups, w.Kernel, w.Kernel)
	return n
}

// BatchNorm adds a batch normalisation of node x.
func (b *Builder) BatchNorm(label, module string, x int) int {
	in := b.shape(label, x)
	n := b.add(Node{Op: BatchNorm, Inputs: []int{x}, Out: in, Label: label})
	b.param(n, module+".weight", Gamma, in.C)
	b.param(n, module+".bias", Beta, in.C)
	return n
}

// ReLU adds max(x, 0) of node x.
func (b *Builder) ReLU(label string, x int) int {
	return b.add(Node{Op: ReLU, Inputs: []int{x}, Out: b.shape(label, x), Label: label})
}

// Zero adds the operation "none" on node x: zeros of its shape.
func (b *Builder) Zero(label string, x int) int {
	return b.add(Node{Op: Zero, Inputs: []int{x}, Out: b.shape(label, x), Label: label})
}

// AvgPool adds an average pooling of node x that divides by the number of cells
// inside the image.
func (b *Builder) AvgPool(label string, x, kernel, stride, pad int) int {
	in := b.shape(label, x)
	if b.err != nil {
		return 0
	}
	if kernel < 1 || stride < 1 || pad < 0 || 2*pad > kernel {
		return b.fail(label, "a pooling cannot have kernel %d, stride %d, padding %d", kernel, stride, pad)
	}
	h, w, ok := slide(in, kernel, stride, pad)
	if !ok {
		return b.fail(label, "a window of %d does not fit %d x %d", kernel, in.H, in.W)
	}
	return b.add(Node{
		Op: AvgPool, Inputs: []int{x}, Out: Shape{C: in.C, H: h, W: w}, Label: label,
		Kernel: kernel, Stride: stride, Pad: pad, Dilation: 1, Groups: 1,
	})
}

// Add adds the sum of nodes xs, one or more of one shape, in their order.
func (b *Builder) Add(label string, xs ...int) int {
	if len(xs) == 0 {
		return b.fail(label, "a sum of nothing")
	}
	out := b.shape(label, xs[0])
	for _, x := range xs[1:] {
		if s := b.shape(label, x); b.err == nil && s != out {
			return b.fail(label, "cannot add %v to %v", s, out)
		}
	}
	return b.add(Node{Op: Add, Inputs: append([]int(nil), xs...), Out: out, Label: label})
}

// GlobalAvgPool adds the mean of each channel of node x.
func (b *Builder) GlobalAvgPool(label string, x int) int {
	return b.add(Node{Op: GlobalAvgPool, Inputs: []int{x}, Out: Shape{C: b.shape(label, x).C, H: 1, W: 1}, Label: label})
}

// Linear adds a fully connected layer with bias on node x, which is a vector.
func (b *Builder) Linear(label, module string, x, out int) int {
	in := b.shape(label, x)
	switch {
	case b.err != nil:
		return 0
	case in.H != 1 || in.W != 1:
		return b.fail(label, "a linear layer needs a vector, not %v", in)
	case out < 1:
		return b.fail(label, "a linear layer cannot have %d outputs", out)
	}
	n := b.add(Node{Op: Linear, Inputs: []int{x}, Out: Shape{C: out, H: 1, W: 1}, Label: label})
	b.param(n, module+".weight", Weight, out, in.C)
	b.param(n, module+".bias", Bias, out)
	return n
}

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
