package engine

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Work of an element of an element-wise operation, in multiply-accumulates.
const elementWork = 4

// planner builds a plan.
type planner struct {
	fusion
	plan  *plan
	g     *graph.Graph
	batch int
	steps []step

	value   []int // buffer of each root, 0 before it is there
	grad    []int // buffer of each root's gradient, 0 while there is none
	added   []int // of each sum: how many of its inputs are in its buffer
	started []bool
	seen    []bool // roots whose codes were shown
	stat    []int  // of each batch normalisation

	weights, input bool // whether the backward pass being planned wants these gradients

	tangents bool        // whether it emits the tangents of its steps too
	twin     map[int]int // buffer of each buffer's tangent
}

func newPlanner(g *graph.Graph, c Config) *planner {
	n := len(g.Nodes)
	b := &planner{
		fusion: fuse(g, c.Bypass, c.Taps),
		plan:   &plan{graph: g, config: c, buffers: make([]buffer, 1)},
		g:      g, batch: c.Batch,
		value: make([]int, n), grad: make([]int, n), added: make([]int, n),
		started: make([]bool, n), seen: make([]bool, n), stat: make([]int, n),
	}
	for i := range b.stat {
		b.stat[i] = -1
	}
	p := b.plan
	for _, node := range g.Nodes {
		p.channels = max(p.channels, node.Out.C)
	}
	p.statOf = b.stat
	p.params, p.grads = make([]int, len(g.Params)), make([]int, len(g.Params))
	for i, param := range g.Params {
		p.params[i] = b.permanent(param.Len())
		if c.Backward {
			p.grads[i] = b.permanent(param.Len())
		}
	}
	return b
}

// buffer makes a buffer that lives from the first step that touches it to the
// last. It and what else is called at every turn stay out of line, for the size of
// the workers' program.
//
//go:noinline
func (b *planner) buffer(elems int) int {
	b.plan.buffers = append(b.plan.buffers, buffer{elems: elems, first: -1})
	return len(b.plan.buffers) - 1
}

// own makes the buffer of a node's value.
//
//go:noinline
func (b *planner) own(node int) int {
	b.value[node] = b.buffer(b.elems(node))
	return b.value[node]
}

// permanent makes a buffer that lives always.
func (b *planner) permanent(elems int) int {
	i := b.buffer(elems)
	b.plan.buffers[i].permanent = true
	return i
}

// emit appends a step.
func (b *planner) emit(s step) {
	at := len(b.steps)
	for _, i := range s.touched() {
		if i == 0 {
			continue
		}
		f := &b.plan.buffers[i]
		if f.first < 0 {
			f.first = at
		}
		f.last = at
	}
	if s.op != opOutput && s.work == 0 {
		for _, i := range []int{s.y, s.x, s.d} {
			s.work = max(s.work, elementWork*float64(b.plan.buffers[i].elems))
		}
	}
	b.steps = append(b.steps, s)
}

// elems returns the number of elements of a node's value over the batch.
func (b *planner) elems(node int) int { return b.batch * b.g.Nodes[node].Out.Len() }

// rows returns the number of positions of a node's value over the batch.
func (b *planner) rows(node int) int {
	return b.batch * b.g.Nodes[node].Out.H * b.g.Nodes[node].Out.W
}

// in returns the buffer of the first input of a node.
//
//go:noinline
func (b *planner) in(node int) int { return b.value[b.root[b.g.Nodes[node].Inputs[0]]] }

// convolution returns what convolution a node is, the root of its input, and the
// work of it.
func (b *planner) convolution(node int) (c kernel.Conv, root int, work float64) {
	n := b.g.Nodes[node]
	x := n.Inputs[0]
	fused := b.inline[x]
	if fused {
		x = b.g.Nodes[x].Inputs[0]
	}
	in := b.g.Nodes[x].Out
	c = kernel.Conv{
		Batch: b.batch, InH: in.H, InW: in.W, InC: in.C, OutC: n.Out.C,
		Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad, Dilation: n.Dilation, Groups: n.Groups, ReLU: fused,
	}
	return c, b.root[x], float64(c.MACs())
}

// dense returns a linear layer as a convolution: 1x1, on an image of one row
// whose width is the batch.
func (b *planner) dense(node int) kernel.Conv {
	n := b.g.Nodes[node]
	return kernel.Conv{
		Batch: 1, InH: 1, InW: b.batch, InC: b.g.Nodes[n.Inputs[0]].Out.C, OutC: n.Out.C,
		Kernel: 1, Stride: 1, Dilation: 1, Groups: 1,
	}
}

// pooling returns what pooling a node is.
func (b *planner) pooling(node int) kernel.Pool {
	n := b.g.Nodes[node]
	in := b.g.Nodes[n.Inputs[0]].Out
	return kernel.Pool{Batch: b.batch, InH: in.H, InW: in.W, C: in.C, Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad}
}

// finish places the buffers; convolutions need scratch.
func (b *planner) finish(scratchOf func(kernel.Conv) int) {
	p := b.plan
	scratch := 0
	for i := range b.steps {
		switch s := &b.steps[i]; s.op {
		case opConv, opConvGradInput, opConvGradWeight:
			c := s.conv
			c.Batch = portion(c)
			scratch = max(scratch, scratchOf(c))
		case opLinear, opLinearGrad, opLinearGradIn:
			scratch = max(scratch, scratchOf(s.conv))
		}
	}
	p.scratch = b.permanent(scratch)
	if p.config.Keep {
		for i := range p.buffers {
			if f := &p.buffers[i]; f.first < len(p.forward) && f.last >= len(p.forward) {
				f.last = len(b.steps)
			}
		}
	}
	for i := range p.buffers {
		if f := &p.buffers[i]; f.permanent {
			f.first, f.last = 0, len(b.steps)
		}
	}
	p.size = place(p.buffers)
}

// portionMACs is how many multiply-accumulates a call of a convolution kernel
// has at most: some milliseconds, so that the caller can be asked in between.
const portionMACs = 1 << 26

// portion returns how many images of a convolution to compute at a time.
func portion(c kernel.Conv) int {
	one := c
	one.Batch = 1
	return int(max(1, min(int64(c.Batch), portionMACs/max(1, one.MACs()))))
}
