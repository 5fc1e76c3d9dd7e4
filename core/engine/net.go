package engine

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Net executes a Plan. It is for one goroutine.
type Net[T kernel.Float] struct {
	plan    *Plan[T]
	buffers [][]T
	stats   []float64    // of each batch normalisation: means, then variances, then what Tangent keeps
	vectors [4][]T       // one number a channel
	sums    [4][]float64 // one number a channel

	running  []float64 // as stats, of Average; nil before it
	evaluate bool
}

// Hooks are called during a pass. Any may be nil. They must not keep or change
// what they are shown.
type Hooks[T kernel.Float] struct {
	// ReLU is shown the input x of nodes that rectify, NHWC over the batch. Several
	// may read one x.
	ReLU func(nodes []int, x []T)
	// Output is shown the output y of a node, unless it is fused: see the package
	// comment.
	Output func(node int, y []T)
	// Layer is shown, by a Backward of a plan with Config.Layers, the output z of
	// each convolution and linear layer, before batch normalisation, and the gradient
	// dz with respect to it. A layer on which the output does not depend is not shown.
	Layer func(node int, z, dz []T)
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

// Side returns input number i of a part of a network beside the first, in the order of
// nodes, NHWC. There is no gradient with respect to it.
func (n *Net[T]) Side(i int) []T { return n.buffers[n.plan.sides[i]] }

// Output returns the output of the last Forward: logits, one row an image.
func (n *Net[T]) Output() []T { return n.buffers[n.plan.output] }

// OutGrad returns the gradient with respect to the output, which Backward starts
// from.
func (n *Net[T]) OutGrad() []T { return n.buffers[n.plan.outGrad] }

// InputGrad returns the gradient with respect to the input of the last Backward or
// BackwardInput, NHWC; empty without Config.InputGrad and Config.Jacobian.
func (n *Net[T]) InputGrad() []T { return n.buffers[n.plan.inGrad] }

// Param returns parameter tensor i of the graph. Weights are in the engine's
// order: HWIO for convolutions, [in, out] for linear layers.
func (n *Net[T]) Param(i int) []T { return n.buffers[n.plan.params[i]] }

// ParamGrad returns the gradient with respect to Param(i) of the last Backward.
func (n *Net[T]) ParamGrad(i int) []T { return n.buffers[n.plan.grads[i]] }

// Forward computes the output of the input.
func (n *Net[T]) Forward(h Hooks[T]) error { return n.run(n.plan.forward, h) }

// Backward computes the gradients, given OutGrad. The plan needs
// Config.Backward, and each Backward a Forward of its own, which it uses up, unless
// the plan has Config.Keep.
func (n *Net[T]) Backward(h Hooks[T]) error { return n.run(n.plan.backward, h) }

// BackwardInput computes the gradient with respect to the input alone, given
// OutGrad. The plan needs Config.Jacobian. It runs after Forward, or after the
// Backward of the same Forward, whose gradients with respect to parameters it leaves
// as they are.
func (n *Net[T]) BackwardInput(h Hooks[T]) error { return n.run(n.plan.backwardInput, h) }

// Tangent computes ParamTangent: the product of a vector and the Hessian of the mean
// cross-entropy, exactly, through the batch's statistics too. ReLU has derivative 0
// at 0 and no second one. The vector is what ParamGrad holds of weights, which is
// their gradient after Backward unless the caller sets something else, and 0 for all
// other parameters. The plan needs Config.Tangent. It runs after the Backward of the
// same Forward, before a BackwardInput, while OutGrad is what CrossEntropy set.
func (n *Net[T]) Tangent(h Hooks[T]) error { return n.run(n.plan.tangent, h) }

// ParamTangent returns the part of the last Tangent's product that belongs to
// Param(i).
func (n *Net[T]) ParamTangent(i int) []T { return n.buffers[n.plan.tangents[i]] }

// Tap returns the output of node Config.Taps[i] of the last Forward, NHWC.
func (n *Net[T]) Tap(i int) []T { return n.buffers[n.plan.taps[i]] }

// TapGrad returns the gradient with respect to Tap(i), which Backward starts from as
// it does from OutGrad; the caller sets it. The plan needs Config.TapGrads. That of
// the output itself is OutGrad.
func (n *Net[T]) TapGrad(i int) []T { return n.buffers[n.plan.tapGrads[i]] }

// BatchVariance returns the biased variance of each channel that a batch
// normalisation found in the last Forward, nil of other nodes.
func (n *Net[T]) BatchVariance(node int) []float64 {
	at, c := n.plan.statOf[node], n.plan.graph.Nodes[node].Out.C
	if at < 0 {
		return nil
	}
	return n.stats[at+c : at+2*c]
}
