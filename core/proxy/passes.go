package proxy

import (
	"fmt"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// Input is what passes run on.
type Input struct {
	Graph *graph.Graph
	// Skeleton is that of Graph, and Build builds the same architecture in another,
	// for the proxies that ask for one.
	Skeleton graph.Skeleton
	Build    func(graph.Skeleton) (*graph.Graph, error)

	Seed   uint64    // of the initial weights
	Noise  uint64    // of the inputs that proxies draw at random
	Batch  int       // images that proxies draw at random; 0 is as many as Images
	Images []float32 // NCHW
	Labels []int     // of the images, 0 to classes-1; nil if they have none

	Proxies []Proxy // that will be scored
	Needs   Needs   // what else may be asked for
	Watch   int     // the node of a ReLU whose codes are kept; 0, the input, is none
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

// batch returns the number of images.
func (in *Input) batch() int {
	if in.Images == nil {
		return in.Batch // to plan without them
	}
	return len(in.Images) / in.Graph.In.Len()
}

// drawn returns how many images a proxy draws that draws a batch.
func (in *Input) drawn() int {
	if in.Batch > 0 {
		return in.Batch
	}
	return in.batch()
}

// Memory is what the passes over successive networks share. The zero value is
// ready. One Passes at a time may use it.
type Memory struct {
	single  engine.Memory[float32]
	double  engine.Memory[float64]
	synflow engine.Memory[float64]
	own     ownMemory
}

// Passes runs the passes over one network when they are asked for, each at most
// once, and holds what they found. One forward pass serves both the codes and the
// gradient. It is for one goroutine.
type Passes struct {
	in          Input
	needs       Needs
	connected   bool
	costs       graph.Costs
	constant    bool // sumIsConstant
	params      engine.Params
	batch       network // runs the images; nil if no pass needs it
	ones        network // runs SynFlow's image of ones; nil if no pass needs it
	own         map[string][]ownPlan
	refused     map[string]error // why there are no networks of a proxy's own, which are undefined
	total, done float64          // work

	forward  result[*Codes]
	gradient result[*Gradient]
	jacobian result[[]float64]
	synflow  result[*Gradient]
	swap     result[float64]
	az       result[*azParts]
	meco     result[[]mecoModule]
}

// NewPasses plans the passes that in.Proxies and in.Needs name. None runs yet. The
// error says what is wrong with the input, or how much memory the passes would
// need.
func NewPasses(in Input) (*Passes, error) {
	if in.Memory == nil {
		in.Memory = new(Memory)
	}
	p := &Passes{in: in, needs: in.Needs, connected: in.Graph.Connected(), costs: in.Graph.Costs(), constant: sumIsConstant(in.Graph)}
	for _, proxy := range in.Proxies {
		i := proxy.Traits()
		p.needs |= i.Needs
		if p.constant {
			p.needs &^= NeedJacobian
		}
		if i.Needs&NeedFisher != 0 {
			p.needs |= NeedGrad
		}
		if err := in.check(i); err != nil {
			return nil, err
		}
	}
	if err := p.planShared(); err != nil {
		return nil, err
	}
	for _, proxy := range in.Proxies {
		if err := p.planOwn(proxy); err != nil {
			return nil, err
		}
	}
	if n := p.Bytes(); in.MaxBytes > 0 && n > in.MaxBytes {
		return nil, fmt.Errorf("the passes need %d MB of memory, more than %d MB: choose a smaller batch, width or image", n>>20, in.MaxBytes>>20)
	}
	return p, nil
}

// planShared plans the passes that proxies share.
func (p *Passes) planShared() (err error) {
	in := &p.in
	if p.needs&(NeedCodes|NeedGrad|NeedJacobian) != 0 {
		if err := in.check(Traits{Images: true, Labels: p.needs&NeedGrad != 0}); err != nil {
			return err
		}
		c := engine.Config{
			Batch: in.batch(), Backward: p.needs&NeedGrad != 0,
			Layers: p.needs&NeedFisher != 0, Jacobian: p.needs&NeedJacobian != 0,
		}
		if in.Double {
			p.batch, err = plan(p, in.Kernels.F64, &in.Memory.double, c)
		} else {
			p.batch, err = plan(p, in.Kernels.F32, &in.Memory.single, c)
		}
		if err != nil {
			return err
		}
	}
	if p.needs&NeedSynFlow != 0 {
		c := engine.Config{Batch: 1, Backward: true, Bypass: true}
		if p.ones, err = plan(p, in.Kernels.F64, &in.Memory.synflow, c); err != nil {
			return err
		}
	}
	return nil
}

// check returns what is wrong with the images and labels for a proxy.
func (in *Input) check(i Traits) error {
	if !i.Images && !i.Labels {
		return nil
	}
	n := in.batch()
	if n == 0 || len(in.Images) != n*in.Graph.In.Len() {
		return fmt.Errorf("proxy: %d pixels for images of %v", len(in.Images), in.Graph.In)
	}
	if !i.Labels {
		return nil
	}
	if in.Labels == nil {
		return fmt.Errorf("%s needs labels, which these images do not have", i.ID)
	}
	if len(in.Labels) != n {
		return fmt.Errorf("proxy: %d labels for %d images", len(in.Labels), n)
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
	n := p.ownBytes()
	for _, net := range []network{p.batch, p.ones} {
		if net != nil {
			n += net.bytes()
		}
	}
	return n
}

// Codes returns what NeedCodes found.
func (p *Passes) Codes() (*Codes, error) {
	if p.needs&NeedCodes == 0 {
		return nil, fmt.Errorf("proxy: the pass for codes was not planned")
	}
	return p.runForward()
}

// Gradient returns what NeedGrad found.
func (p *Passes) Gradient() (*Gradient, error) {
	if p.needs&NeedGrad == 0 {
		return nil, fmt.Errorf("proxy: the pass for gradients was not planned")
	}
	return p.gradient.once(func() (*Gradient, error) {
		if _, err := p.runForward(); err != nil {
			return nil, err
		}
		return p.batch.lossGradient(p.in.Labels)
	})
}

// Correlation returns what NeedJacobian found: Pearson's correlations, N x N row by
// row, between the images' rows of the Jacobian of the sum of all logits. Where that
// is 0, the error is of type undefined.
func (p *Passes) Correlation() ([]float64, error) {
	if p.constant {
		return nil, noSum
	}
	if p.needs&NeedJacobian == 0 {
		return nil, fmt.Errorf("proxy: the pass for the Jacobian was not planned")
	}
	return p.jacobian.once(func() ([]float64, error) {
		if _, err := p.runForward(); err != nil {
			return nil, err
		}
		if p.needs&NeedGrad != 0 { // which comes first in the plan
			if _, err := p.Gradient(); err != nil {
				return nil, err
			}
		}
		return p.batch.correlation()
	})
}

// SynFlow returns what NeedSynFlow found: the gradient of the sum of the logits.
func (p *Passes) SynFlow() (*Gradient, error) {
	if p.needs&NeedSynFlow == 0 {
		return nil, fmt.Errorf("proxy: the pass for SynFlow was not planned")
	}
	return p.synflow.once(func() (*Gradient, error) { return p.ones.synflowGradient(p.Params()) })
}

// runForward is the forward pass that codes and gradient share.
func (p *Passes) runForward() (*Codes, error) {
	return p.forward.once(func() (*Codes, error) {
		return p.batch.forward(p.Params(), p.in.Images, p.needs&NeedCodes != 0)
	})
}

// Params returns the initial parameters. They must not be changed.
func (p *Passes) Params() engine.Params {
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
