package job

import "protocell/core/score"

// plan runs a Plan job.
func plan(k *Task, in PlanInput) (*PlanOutput, error) {
	o := k.server.options
	bytes, err := score.MemoryCoded(in.Spec, score.Options{
		Kernels: o.Kernels, Source: o.Source, Matrix: true, Checkpoint: k.Checkpoint,
	})
	if err != nil {
		return nil, err
	}
	return &PlanOutput{Bytes: bytes}, nil
}
