package train

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

// Trainer trains one network, epoch by epoch. It is for one goroutine.
type Trainer struct {
	spec    Spec
	options Options
	sets    *sets
	net     *engine.Net[float32]
	costs   graph.Cost
	state   state // after the last epoch

	velocity [][]float32 // of each parameter tensor, during an epoch
	order    []int       // of the training images
	labels   []int       // of the batch
	hooks    engine.Hooks[float32]
	at, unit float64 // fraction of the training done before this pass, and in it
}

// errDiverged says that a number was not finite.
var errDiverged = errors.New("train: diverged")

// New prepares the training of spec from its beginning.
func New(spec Spec, o Options) (*Trainer, error) {
	spec, err := spec.Canonical()
	if err != nil {
		return nil, err
	}
	g, err := spec.build()
	if err != nil {
		return nil, err
	}
	memory := o.Memory
	if memory == nil {
		memory = new(Memory)
	}
	t := &Trainer{spec: spec, options: o, costs: g.Costs().Total}
	if t.sets, err = memory.draw(spec, o.Source, func() error { return o.checkpoint(0) }); err != nil {
		return nil, err
	}
	plan, err := engine.NewPlan(g, o.Kernels.F32, engine.Config{Batch: spec.Batch, Backward: true})
	if err != nil {
		return nil, err
	}
	t.net = engine.NewNet(plan, &memory.arena)
	t.net.SetParams(engine.InitParams(g, spec.Seed), false)
	total := 0
	for i := range g.Params {
		t.velocity = append(t.velocity, make([]float32, len(t.net.Param(i))))
		total += len(t.net.Param(i))
	}
	t.state = state{Weights: make([]float32, total), Velocity: make([]float32, total)}
	t.keep()
	t.order, t.labels = make([]int, spec.Train), make([]int, spec.Batch)
	if o.Checkpoint != nil {
		t.hooks.Progress = func(done float64) error { return o.Checkpoint(min(1, t.at+t.unit*done)) }
	}
	return t, nil
}

// Status says how far the training is.
func (t *Trainer) Status() Status { return t.state.Status }

// Curve returns the learning curve so far, one Epoch after another.
func (t *Trainer) Curve() []Epoch { return t.state.Curve }

// Epoch trains one epoch and evaluates the network after it. It does nothing if the
// training has ended. After an error, which Options.Checkpoint returned, the training
// is as it was before the epoch. A network that diverges is no error: see Status.
func (t *Trainer) Epoch() error {
	if t.state.Status != Running {
		return nil
	}
	e, err := t.epoch(len(t.state.Curve))
	switch {
	case errors.Is(err, errDiverged):
		t.restore()
		t.state.Status = Diverged
	case err != nil:
		t.restore()
		return err
	default:
		t.keep()
		t.state.Curve = append(t.state.Curve, e)
		switch {
		case len(t.state.Curve) == t.spec.Epochs:
			t.state.Status = Done
		case t.options.Stop != nil && t.options.Stop(t.state.Curve):
			t.state.Status = Stopped
		}
	}
	return nil
}

// Result returns what the training has given so far.
func (t *Trainer) Result() *Result {
	r := &Result{
		Spec: t.spec, Params: t.costs.Params, MACs: t.costs.MACs,
		Curve: slices.Clone(t.state.Curve), Status: t.state.Status, Kernels: t.options.Kernels.F32.Name(),
	}
	// The state has all the rest that the digest is of.
	b := t.Save()
	b = binary.LittleEndian.AppendUint64(b, uint64(r.Params))
	b = binary.LittleEndian.AppendUint64(b, uint64(r.MACs))
	r.Digest = base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(nil, checksum(b)))
	return r
}

// epoch trains on all training images once and evaluates the network.
func (t *Trainer) epoch(number int) (e Epoch, err error) {
	s := t.spec
	order := rng.New(rng.Named(s.Seed, "train.order").Key, uint64(number))
	crops := rng.New(rng.Named(s.Seed, "train.augment").Key, uint64(number))
	shuffle(t.order, order)
	steps := s.Train / s.Batch
	batches := func(images int) int { return (images + s.Batch - 1) / s.Batch }
	// A backward pass costs two forward passes.
	t.unit = 1 / float64(s.Epochs*(3*steps+batches(s.Validation)+batches(s.Test)))
	t.at = float64(number) / float64(s.Epochs)
	for step := range steps {
		loss, right, err := t.step(t.order[step*s.Batch:][:s.Batch], crops)
		if err != nil {
			return e, err
		}
		e.Loss += loss
		e.Train += right
		t.update(cosine(s.Rate, number*steps+step, s.Epochs*steps))
	}
	e.Loss /= float64(steps)
	if e.Validation, err = t.evaluate(t.sets.validation); err != nil {
		return e, err
	}
	e.Test, err = t.evaluate(t.sets.test)
	return e, err
}

// shuffle makes order a uniform permutation of 0 to n-1 (Fisher–Yates).
func shuffle(order []int, s *rng.Stream) {
	for i := range order {
		j := s.IntN(i + 1)
		order[i], order[j] = order[j], i
	}
}

// step runs a batch forward and backward, and returns its mean loss and how many
// answers are right.
func (t *Trainer) step(batch []int, crops *rng.Stream) (loss float64, right int, err error) {
	from, x, n := t.sets.train, t.net.Input(), t.sets.train.shape.Len()
	for b, at := range batch {
		dst, src := x[b*n:][:n], from.values[at*n:][:n]
		if t.spec.Augment {
			augment(dst, src, from.shape, t.sets.empty, crops)
		} else {
			copy(dst, src)
		}
		t.labels[b] = from.labels[at]
	}
	if err := t.net.Forward(t.hooks); err != nil {
		return 0, 0, err
	}
	t.at += t.unit
	loss = t.net.CrossEntropy(t.labels)
	right, finite := answers(t.net.Output(), t.labels)
	if !finite || math.IsNaN(loss) || math.IsInf(loss, 0) {
		return 0, 0, errDiverged
	}
	t.net.Average(average)
	t.unit *= 2
	err = t.net.Backward(t.hooks)
	t.at += t.unit
	t.unit /= 2
	return loss, right, err
}

// update moves all parameters along their gradients.
func (t *Trainer) update(rate float64) {
	d := descent{float32(rate), float32(t.spec.Momentum), float32(t.spec.Decay)}
	for i, v := range t.velocity {
		d.step(t.net.Param(i), v, t.net.ParamGrad(i))
	}
}

// keep makes the network's parameters the state.
func (t *Trainer) keep() {
	weights, velocity := t.state.Weights, t.state.Velocity
	for i, v := range t.velocity {
		weights = weights[copy(weights, t.net.Param(i)):]
		velocity = velocity[copy(velocity, v):]
	}
	t.state.Moments = append(t.state.Moments[:0], t.net.Running()...)
}

// restore makes the state the network's parameters.
func (t *Trainer) restore() {
	weights, velocity := t.state.Weights, t.state.Velocity
	for i, v := range t.velocity {
		weights = weights[copy(t.net.Param(i), weights):]
		velocity = velocity[copy(v, velocity):]
	}
	t.net.SetRunning(t.state.Moments)
	t.net.Evaluate(false)
}
