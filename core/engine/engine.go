// Package engine executes a network, forward and backward, on memory planned
// beforehand: no pass allocates.
//
// A Plan lists the steps of execution and places every buffer in one arena, so
// that buffers that are never needed at once share memory. A Net is a plan with
// its arena. float32 and float64 are the same code.
//
// # What is fused
//
// A ReLU that only convolutions read is applied by them. A batch normalisation
// or pooling that only a sum reads adds itself to the sum's buffer, in the order
// of the sum's inputs; a sum of one term shares its buffer. Zero is exactly zero:
// it adds nothing, and a sum of nothing but zeros is a buffer of zeros, which is
// convolved like any other.
//
// None of this, nor any field of Config but Bypass, changes a bit of the results.
//
// # Order of passes
//
// After a Forward come the passes that the plan was made for, each once and in the
// order Backward, Tangent, BackwardInput: what no later pass needs is overwritten.
// With Config.Keep they run in any order, any number of times.
//
// # Order of gradients
//
// The nodes are visited backwards; where several contribute to one gradient,
// they add to it in that order.
package engine

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/kernel"
)

// epsilon is added to the variance in batch normalisation.
const epsilon = 1e-5

// Config says how a network is executed.
type Config struct {
	Batch int // images, 1 or more
	// Backward keeps what Backward needs. Without it a buffer is free again
	// after its last use in the forward pass.
	Backward bool
	// InputGrad makes Backward compute the gradient with respect to the input too.
	InputGrad bool
	// Jacobian keeps what BackwardInput needs, which computes the gradient with
	// respect to the input alone. It may follow a Backward.
	Jacobian bool
	// Tangent keeps what Net.Tangent needs, which may follow a Backward. It asks for
	// Backward, and knows of no TapGrads.
	Tangent bool
	// Keep lets the passes after a Forward run any number of times, in any order.
	Keep bool
	// Layers keeps the outputs of convolutions and linear layers for Hooks.Layer.
	Layers bool
	// Taps are nodes whose outputs are kept: see Net.Tap. With TapGrads, Backward
	// starts from gradients with respect to them too.
	Taps     []int
	TapGrads bool
	// Bypass makes every batch normalisation the identity, and ReLU6 a ReLU, as SynFlow
	// asks.
	Bypass bool
}

// Plan is how a network is executed on kernels of type T.
type Plan[T kernel.Float] struct {
	plan
	kernels kernel.Kernels[T]
}

// plan is what of a Plan does not depend on the type.
type plan struct {
	graph  *graph.Graph
	config Config

	forward, backward, tangent, backwardInput []step

	buffers  []buffer // 0 is none
	size     int      // of the arena, in elements
	channels int      // largest number of channels of a node
	stats    int      // means and variances of all batch normalisations, and what Tangent keeps

	input, output, outGrad, inGrad, scratch int   // buffers
	params, grads, tangents                 []int // buffers
	sides                                   []int // buffers of inputs other than the image
	taps, tapGrads                          []int // buffers
	statOf                                  []int // of each node that is a batch normalisation: where its moments are; -1 of others
}

// NewPlan plans the execution of g.
func NewPlan[T kernel.Float](g *graph.Graph, k kernel.Kernels[T], c Config) (*Plan[T], error) {
	p, err := newPlan(g, c, k.ConvScratch)
	if err != nil {
		return nil, err
	}
	return &Plan[T]{plan: *p, kernels: k}, nil
}

// newPlan does so with convolutions that need scratch.
func newPlan(g *graph.Graph, c Config, scratch func(kernel.Conv) int) (*plan, error) {
	if c.Batch < 1 {
		return nil, fmt.Errorf("engine: a batch of %d images", c.Batch)
	}
	if c.Tangent && (!c.Backward || c.TapGrads) {
		return nil, fmt.Errorf("engine: Tangent needs Backward, from the output alone")
	}
	for _, i := range c.Taps {
		if i < 0 || i >= len(g.Nodes) {
			return nil, fmt.Errorf("engine: a tap at node %d of %d", i, len(g.Nodes))
		}
	}
	for _, n := range g.Nodes {
		if n.Op > graph.Sigmoid {
			return nil, fmt.Errorf("engine: %s: the operation is not known", n.Label)
		}
	}
	b := newPlanner(g, c)
	b.planForward()
	if c.Backward {
		from := len(b.steps)
		b.planBackward(true, c.InputGrad)
		b.plan.backward = b.steps[from:len(b.steps):len(b.steps)]
	}
	if c.Tangent {
		b.planTangent()
	}
	if c.Jacobian {
		from := len(b.steps)
		b.planBackward(false, true)
		b.plan.backwardInput = b.steps[from:len(b.steps):len(b.steps)]
	}
	b.finish(scratch)
	return b.plan, nil
}

// Bytes returns how much memory a Net of the plan uses, in bytes.
func (p *Plan[T]) Bytes() int64 {
	return int64(p.size)*int64(sizeOf[T]()) + 8*int64(p.stats)
}

// Work returns the cost of one forward and of one backward pass over the batch,
// in units of about a multiply-accumulate.
func (p *plan) Work() (forward, backward float64) { return work(p.forward), work(p.backward) }

// WorkInput returns the cost of one BackwardInput in the same unit.
func (p *plan) WorkInput() float64 { return work(p.backwardInput) }

// WorkTangent returns the cost of one Tangent in the same unit.
func (p *plan) WorkTangent() float64 { return work(p.tangent) }

func work(steps []step) float64 {
	var sum float64
	for i := range steps {
		sum += steps[i].work
	}
	return sum
}

// sizeOf returns the size of an element in bytes.
func sizeOf[T kernel.Float]() int {
	if _, single := any(T(0)).(float32); single {
		return 4
	}
	return 8
}
