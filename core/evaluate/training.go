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

func newTraining(spec *train.Spec, sp space.Space, env Env) (Evaluator, error) {
	if spec == nil {
		return nil, errors.New("there is nothing that says how networks are trained")
	}
	t := &training{spec: *spec, space: sp, env: env}
	t.spec.Space = sp.Info().ID
	t.spec.Arch = sp.Print(sp.At(0))
	if _, err := t.spec.Canonical(); err != nil {
		return nil, fmt.Errorf("training: %w", err)
	}
	t.options = train.Options{Kernels: env.Kernels, Source: env.Images, Memory: &t.memory, Checkpoint: env.checkpoint}
	return t, nil
}

// Evaluate implements Evaluator. The value is the validation accuracy in percent after
// the epochs that the trial asks for, of a schedule that is made for those of the
// Spec: a rung of Hyperband stops early, and the next goes on from there. The cost is
// in GMACs, of the epochs that are new.
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
	if state, ok := t.env.States.get(tr.Continues); ok {
		if err := trainer.Load(state); err != nil {
			return search.Outcome{}, err
		}
	}
	for len(trainer.Curve()) < epochs && trainer.Status() == train.Running {
		if err := trainer.Epoch(); err != nil {
			return search.Outcome{}, err
		}
	}
	r := trainer.Result()
	steps := float64(spec.Train / spec.Batch * spec.Batch)
	fresh := float64(max(0, len(r.Curve)-tr.Done))
	o := search.Outcome{Cost: float64(3*float64(r.MACs)) * steps * fresh / GMACs}
	if r.Status == train.Diverged || len(r.Curve) == 0 {
		o.Failed = string(train.Diverged)
		return o, nil
	}
	if epochs < spec.Epochs {
		t.env.States.put(tr.ID, trainer.Save())
	}
	last := r.Curve[len(r.Curve)-1]
	o.Value = 100 * float64(last.Validation) / float64(spec.Validation)
	return o, nil
}
