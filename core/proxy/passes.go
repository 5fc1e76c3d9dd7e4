package proxy

import (
	"fmt"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Input is what passes run on.
type Input struct {
	Graph  *graph.Graph
	Seed   uint64    // of the initial weights
	Images []float32 // NCHW, one image a label
	Labels []int     // 0 to classes-1
	Needs  Needs     // the passes that may be asked for
	// Kernels compute the passes; they do not change a bit.
	Kernels kernel.Set
	// Double computes in float64 what a float32 engine computes otherwise.
	Double bool
	// Memory, if not nil, is reused from one network to the next.
	Memory *Memory
	// MaxBytes, if not 0, is how much memory the passes may use.
	MaxBytes int64
	// Progress, if not nil, is called between operations with the fraction of the
	// passes' work that is done. An error ends the pass, and is returned.
	Progress func(done float64) error
}

// Memory is what the passes over successive networks share. The zero value is
// ready. One Passes at a time may use it.
type Memory struct {
	single  engine.Memory[float32]
	double  engine.Memory[float64]
	synflow engine.Memory[float64]
}

// Passes runs the passes over one network when they are asked for, each at most
// once, and holds what they found. One forward pass serves both the codes and the
// gradient. It is for one goroutine.
type Passes struct {
	in          Input
	connected   bool
	costs       graph.Costs
	params      engine.Params
	batch       network // runs the images; nil if no pass needs it
	ones        network // runs SynFlow's image of ones; nil if no pass needs it
	total, done float64 // work

	forward  result[*Codes]
	gradient result[*Gradient]
	synflow  result[*Gradient]
}

// NewPasses plans the passes that in.Needs names. None runs yet. The error says
// what is wrong with the input, or how much memory the passes would need.
func NewPasses(in Input) (*Passes, error) {
	if in.Memory == nil {
		in.Memory = new(Memory)
	}
	p := &Passes{in: in, connected: in.Graph.Connected(), costs: in.Graph.Costs()}
	if in.Needs&(NeedCodes|NeedGrad) != 0 {
		if err := in.check(); err != nil {
			return nil, err
		}
		var err error
		c := engine.Config{Batch: len(in.Labels), Backward: in.Needs&NeedGrad != 0}
		if in.Double {
			p.batch, err = plan(p, in.Kernels.F64, &in.Memory.double, c)
		} else {
			p.batch, err = plan(p, in.Kernels.F32, &in.Memory.single, c)
		}
		if err != nil {
			return nil, err
		}
	}
	if in.Needs&NeedSynFlow != 0 {
		var err error
		c := engine.Config{Batch: 1, Backward: true, Bypass: true}
		if p.ones, err = plan(p, in.Kernels.F64, &in.Memory.synflow, c); err != nil {
			return nil, err
		}
	}
	if n := p.Bytes(); in.MaxBytes > 0 && n > in.MaxBytes {
		return nil, fmt.Errorf("the passes need %d MB of memory, more than %d MB: choose a smaller batch, width or image", n>>20, in.MaxBytes>>20)
	}
	return p, nil
}

// check returns what is wrong with the images and labels.
func (in *Input) check() error {
	if n := len(in.Labels); n == 0 || len(in.Images) != n*in.Graph.In.Len() {
		return fmt.Errorf("proxy: %d pixels for %d labels and images of %v", len(in.Images), n, in.Graph.In)
	}
	for b, label := range in.Labels {
		if label < 0 || label >= in.Graph.Classes {
			return fmt.Errorf("proxy: image %d has label %d of %d classes", b, label, in.Graph.Classes)
		}
	}
	return nil
}

// Graph returns the network.
func (p *Passes) Graph() *graph.Graph { return p.in.Graph }

// Costs returns the costs of the network.
func (p *Passes) Costs() graph.Costs { return p.costs }

// Bytes returns how much memory the passes use while they run.
func (p *Passes) Bytes() int64 {
	var n int64
	for _, net := range []network{p.batch, p.ones} {
		if net != nil {
			n += net.bytes()
		}
	}
	return n
}

// Codes returns what NeedCodes found.
func (p *Passes) Codes() (*Codes, error) {
	if p.in.Needs&NeedCodes == 0 {
		return nil, fmt.Errorf("proxy: the pass for codes was not planned")
	}
	return p.runForward()
}

// Gradient returns what NeedGrad found.
func (p *Passes) Gradient() (*Gradient, error) {
	if p.in.Needs&NeedGrad == 0 {
		return nil, fmt.Errorf("proxy: the pass for gradients was not planned")
	}
	return p.gradient.once(func() (*Gradient, error) {
		if _, err := p.runForward(); err != nil {
			return nil, err
		}
		return p.batch.lossGradient(p.in.Labels)
	})
}

// SynFlow returns what NeedSynFlow found: the gradient of the sum of the logits.
func (p *Passes) SynFlow() (*Gradient, error) {
	if p.in.Needs&NeedSynFlow == 0 {
		return nil, fmt.Errorf("proxy: the pass for SynFlow was not planned")
	}
	return p.synflow.once(func() (*Gradient, error) { return p.ones.synflowGradient(p.initial()) })
}

// runForward is the forward pass that codes and gradient share.
func (p *Passes) runForward() (*Codes, error) {
	return p.forward.once(func() (*Codes, error) {
		return p.batch.forward(p.initial(), p.in.Images, p.in.Needs&NeedCodes != 0)
	})
}

// initial returns the initial parameters.
func (p *Passes) initial() engine.Params {
	if p.params == nil {
		p.params = engine.InitParams(p.in.Graph, p.in.Seed)
	}
	return p.params
}

// report tells the caller how far the passes are, with work done since the last
// pass ended.
func (p *Passes) report(work float64) error {
	if p.in.Progress == nil {
		return nil
	}
	return p.in.Progress(min(1, (p.done+work)/p.total))
}

// result is what a pass returned.
type result[R any] struct {
	ran   bool
	value R
	err   error
}

// once runs a pass unless it ran.
func (r *result[R]) once(run func() (R, error)) (R, error) {
	if !r.ran {
		r.value, r.err = run()
		r.ran = true
	}
	return r.value, r.err
}
