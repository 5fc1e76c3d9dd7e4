package evaluate

import (
	"errors"
	"fmt"

	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/train"
)

// GMACs is the unit in which trainings cost: a thousand million multiply-accumulates. A
// training step takes about three times those of a forward pass.
const GMACs = 1e9

// training trains networks for real.
type training struct {
	spec    train.Spec
	space   space.Space
	env     Env
	memory  train.Memory
	options train.Options
}

// maxPatience bounds Spec.Patience.
const maxPatience = train.MaxEpochs

func newTraining(spec *train.Spec, patience int, sp space.Space, env Env) (Evaluator, error) {
	if spec == nil {
		return nil, errors.New("there is nothing that says how networks are trained")
	}
	if patience < 0 || patience > maxPatience {
		return nil, fmt.Errorf("a patience of %d epochs, not of 0 to %d", patience, maxPatience)
	}
	t := &training{spec: *spec, space: sp, env: env}
	t.spec.Space = sp.Info().ID
	t.spec.Arch = sp.Print(sp.At(0))
	if _, err := t.spec.Canonical(); err != nil {
		return nil, fmt.Errorf("training: %w", err)
	}
	t.options = train.Options{Kernels: env.Kernels, Source: env.Images, Memory: &t.memory, Checkpoint: env.checkpoint}
	if patience > 0 {
		t.options.Stop = func(curve []train.Epoch) bool { return sinceBest(curve) >= patience }
	}
	return t, nil
}

// sinceBest returns how many epochs ago the validation accuracy was the highest for the
// first time.
func sinceBest(curve []train.Epoch) int {
	best := 0
	for i, e := range curve {
		if e.Validation > curve[best].Validation {
			best = i
		}
	}
	return len(curve) - 1 - best
}

// Evaluate implements Evaluator. The value is the validation accuracy in percent after
// the epochs that the trial asks for, of a schedule that is made for those of the
// Spec: a rung of Hyperband stops early, and the next goes on from there. The cost is
// in GMACs, of the epochs that are new. The state is kept after every epoch, so that
// what stops a training costs at most one.
func (t *training) Evaluate(tr search.Trial) (search.Outcome, error) {
	spec := t.spec
	spec.Arch = t.space.Print(tr.Arch)
	trainer, err := train.New(spec, t.options)
	if err != nil {
		return search.Outcome{}, err
	}
	epochs := spec.Epochs
	if tr.Epochs > 0 {
		epochs = min(epochs, tr.Epochs)
	}
	if err := t.load(trainer, spec.Key()); err != nil {
		return search.Outcome{}, err
	}
	if t.env.Curve != nil && len(trainer.Curve()) > 0 {
		t.env.Curve(tr, trainer.Curve())
	}
	for len(trainer.Curve()) < epochs && trainer.Status() == train.Running {
		if err := trainer.Epoch(); err != nil {
			return search.Outcome{}, err
		}
		if t.env.Curve != nil {
			t.env.Curve(tr, trainer.Curve())
		}
		if t.env.States != nil {
			if err := t.env.States.Put(spec.Key(), trainer.Save()); err != nil {
				return search.Outcome{}, err
			}
		}
	}
	r := trainer.Result()
	diverged := r.Status == train.Diverged && len(r.Curve) < epochs || len(r.Curve) == 0
	r.Curve = r.Curve[:min(epochs, len(r.Curve))]
	steps := float64(spec.Train / spec.Batch * spec.Batch)
	fresh := float64(max(0, len(r.Curve)-tr.Done))
	o := search.Outcome{Cost: float64(3*float64(r.MACs)) * steps * fresh / GMACs}
	if diverged {
		o.Failed = string(train.Diverged)
		return o, nil
	}
	last := r.Curve[len(r.Curve)-1]
	o.Value = 100 * float64(last.Validation) / float64(spec.Validation)
	return o, nil
}

// load makes a training go on from where it was, if that is known. A state that is
// damaged is as if there were none.
func (t *training) load(trainer *train.Trainer, key string) error {
	if t.env.States == nil {
		return nil
	}
	state, err := t.env.States.Get(key)
	if err == nil && state != nil {
		_ = trainer.Load(state) // after an error it is as it was
	}
	return err
}
