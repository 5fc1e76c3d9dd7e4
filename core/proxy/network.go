package proxy

import (
	"protocell/core/engine"
	"protocell/core/kernel"
)

// network is a planned network, whatever its precision.
type network interface {
	// bytes returns how much memory it uses.
	bytes() int64
	// forward runs the images through it, and records the codes if asked.
	forward(params engine.Params, images []float32, codes bool) (*Codes, error)
	// lossGradient returns the gradient of the mean cross-entropy, after forward.
	lossGradient(labels []int) (*Gradient, error)
	// correlation returns the correlations between the rows of the Jacobian, after
	// forward, and after lossGradient if that was planned too.
	correlation() ([]float64, error)
	// synflowGradient returns the gradient of the sum of the logits for one image
	// of ones and the absolute values of the parameters.
	synflowGradient(params engine.Params) (*Gradient, error)
}

// typed is a network that computes in T.
type typed[T kernel.Float] struct {
	passes         *Passes
	kernels        kernel.Kernels[T]
	plan           *engine.Plan[T]
	memory         *engine.Memory[T]
	net            *engine.Net[T] // nil before the first pass
	there, andBack float64        // work
	input, compare float64        // work of the backward pass to the input, and of comparing its rows
}

// plan plans a network and adds its work to that of p.
func plan[T kernel.Float](p *Passes, k kernel.Kernels[T], m *engine.Memory[T], c engine.Config) (network, error) {
	pl, err := engine.NewPlan(p.in.Graph, k, c)
	if err != nil {
		return nil, err
	}
	n := &typed[T]{passes: p, kernels: k, plan: pl, memory: m}
	n.there, n.andBack = pl.Work()
	if c.Jacobian {
		n.input = pl.WorkInput()
		n.compare = float64(c.Batch) * float64(c.Batch+1) / 2 * float64(p.in.Graph.In.Len())
	}
	p.total += n.there + n.andBack + n.input + n.compare
	return n, nil
}

func (n *typed[T]) bytes() int64 { return n.plan.Bytes() }

func (n *typed[T]) forward(params engine.Params, images []float32, codes bool) (*Codes, error) {
	n.net = engine.NewNet(n.plan, n.memory)
	n.net.SetParams(params, false)
	n.net.SetInput(images)
	hooks := n.hooks(n.there)
	var c *Codes
	if codes {
		c = newCodes(n.net.Batch())
		words := &coder[T]{watch: n.passes.in.Watch}
		hooks.ReLU = func(nodes []int, x []T) { words.record(c, n.kernels, n.net.Graph(), nodes, x) }
	}
	if err := n.net.Forward(hooks); err != nil {
		return nil, err
	}
	n.passes.done += n.there
	return c, nil
}

func (n *typed[T]) lossGradient(labels []int) (*Gradient, error) {
	g := &Gradient{Loss: n.net.CrossEntropy(labels), Name: "Loss L, the mean cross-entropy"}
	hooks := n.hooks(n.andBack)
	if n.passes.needs&NeedFisher != 0 {
		g.Fisher = make([]float64, len(n.net.Graph().Nodes))
		hooks.Layer = func(node int, z, dz []T) { g.Fisher[node] = fisherShare(n.net.Graph(), node, z, dz) }
	}
	if err := n.net.Backward(hooks); err != nil {
		return nil, err
	}
	n.passes.done += n.andBack
	g.Layers = layers(n.net)
	return g, nil
}

func (n *typed[T]) correlation() ([]float64, error) {
	n.net.SumOutput()
	if err := n.net.BackwardInput(n.hooks(n.input)); err != nil {
		return nil, err
	}
	n.passes.done += n.input
	x := make([]float64, len(n.net.InputGrad()))
	for i, v := range n.net.InputGrad() {
		x[i] = float64(v)
	}
	c, err := correlate(x, n.net.Batch(), func(done float64) error { return n.passes.report(done * n.compare) })
	n.passes.done += n.compare
	return c, err
}

func (n *typed[T]) synflowGradient(params engine.Params) (*Gradient, error) {
	n.net = engine.NewNet(n.plan, n.memory)
	n.net.SetParams(params, true)
	in := n.net.Input()
	for i := range in {
		in[i] = 1
	}
	if err := n.net.Forward(n.hooks(n.there)); err != nil {
		return nil, err
	}
	n.passes.done += n.there
	g := &Gradient{Name: flowName}
	for _, v := range n.net.Output() {
		g.Loss += float64(v)
	}
	n.net.SumOutput()
	if err := n.net.Backward(n.hooks(n.andBack)); err != nil {
		return nil, err
	}
	n.passes.done += n.andBack
	g.Layers = layers(n.net)
	return g, nil
}

// hooks returns hooks that report the progress of a pass of some work.
func (n *typed[T]) hooks(work float64) engine.Hooks[T] {
	return engine.Hooks[T]{Progress: func(done float64) error { return n.passes.report(done * work) }}
}
