package engine

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Net executes a Plan. It is for one goroutine.
type Net[T kernel.Float] struct {
	plan    *Plan[T]
	buffers [][]T
	stats   []float64    // of each batch normalisation: means, then variances
	vectors [4][]T       // one number a channel
	sums    [2][]float64 // one number a channel
}

// Hooks are called during a pass. Any may be nil. They must not keep or change
// what they are shown.
type Hooks[T kernel.Float] struct {
	// ReLU is shown the input x of ReLUs, NHWC over the batch. Several ReLUs may
	// read one x.
	ReLU func(nodes []int, x []T)
	// Output is shown the output y of a node, unless it is fused: see the package
	// comment.
	Output func(node int, y []T)
	// Progress is called between steps with the fraction of the pass that is
	// done. An error stops the pass, which returns it.
	Progress func(done float64) error
}

// NewNet makes a Net on memory m; nil makes memory of its own. Its parameters and
// input are not set.
func NewNet[T kernel.Float](p *Plan[T], m *Memory[T]) *Net[T] {
	if m == nil {
		m = new(Memory[T])
	}
	arena := m.take(p.size)
	n := &Net[T]{plan: p, buffers: make([][]T, len(p.buffers)), stats: make([]float64, p.stats)}
	for i, b := range p.buffers {
		n.buffers[i] = arena[b.offset : b.offset+b.elems : b.offset+b.elems]
	}
	for i := range n.vectors {
		n.vectors[i] = make([]T, p.channels)
	}
	for i := range n.sums {
		n.sums[i] = make([]float64, p.channels)
	}
	return n
}

// Graph returns the network that n executes.
func (n *Net[T]) Graph() *graph.Graph { return n.plan.graph }

// Batch returns the number of images.
func (n *Net[T]) Batch() int { return n.plan.config.Batch }

// Input returns the input batch, NHWC.
func (n *Net[T]) Input() []T { return n.buffers[n.plan.input] }

// Output returns the output of the last Forward: logits, one row an image.
func (n *Net[T]) Output() []T { return n.buffers[n.plan.output] }

// OutGrad returns the gradient with respect to the output, which Backward starts
// from.
func (n *Net[T]) OutGrad() []T { return n.buffers[n.plan.outGrad] }

// InputGrad returns the gradient with respect to the input of the last Backward,
// NHWC; empty without Config.InputGrad.
func (n *Net[T]) InputGrad() []T { return n.buffers[n.plan.inGrad] }

// Param returns parameter tensor i of the graph. Weights are in the engine's
// order: HWIO for convolutions, [in, out] for linear layers.
func (n *Net[T]) Param(i int) []T { return n.buffers[n.plan.params[i]] }

// ParamGrad returns the gradient with respect to Param(i) of the last Backward.
func (n *Net[T]) ParamGrad(i int) []T { return n.buffers[n.plan.grads[i]] }

// Forward computes the output of the input.
func (n *Net[T]) Forward(h Hooks[T]) error { return n.run(n.plan.forward, h) }

// Backward computes the gradients, given OutGrad. The plan needs
// Config.Backward, and each Backward a Forward of its own: it uses up what
// Forward kept.
func (n *Net[T]) Backward(h Hooks[T]) error { return n.run(n.plan.backward, h) }
