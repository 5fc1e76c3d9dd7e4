package evaluate

import (
	"protocell/core/engine"
	"protocell/core/ensemble"
	"protocell/core/score"
	"protocell/core/space"
)

// Bytes returns how much memory the network of an architecture and its images take, for
// the source that uses most; 0 where none computes networks. The error says which part
// of the spec is wrong.
func (s Spec) Bytes(sp space.Space, a space.Arch, env Env) (int64, error) {
	most := int64(0)
	for _, x := range []*Source{&s.Main, s.Cheap} {
		if x == nil {
			continue
		}
		n, err := s.bytes(*x, sp, a, env)
		if err != nil {
			return 0, err
		}
		most = max(most, n)
	}
	return most, nil
}

func (s Spec) bytes(x Source, sp space.Space, a space.Arch, env Env) (int64, error) {
	var ids []string
	switch {
	case x.Train && s.Training != nil:
		g, err := sp.Build(a, s.Training.Skeleton)
		if err != nil {
			return 0, err
		}
		p, err := engine.NewPlan(g, env.Kernels.F32, engine.Config{Batch: s.Training.Batch, Backward: true})
		if err != nil {
			return 0, err
		}
		t := s.Training
		images := int64(t.Train+t.Validation+t.Test) * int64(t.Skeleton.Input.Len())
		return p.Bytes() + 2*4*images, nil // they are there in two layouts at first
	case x.Proxy != "":
		ids = []string{x.Proxy}
	case x.Ensemble != nil:
		if e, ok := ensemble.LookupWith(x.Ensemble.ID, x.Ensemble.Weights); ok {
			ids = e.Info().Members
		}
	}
	if len(ids) == 0 || s.Experiment == nil {
		return 0, nil
	}
	e := *s.Experiment
	e.Arch, e.Proxies, e.Pins = sp.Print(a), ids, nil
	coded, err := e.Coded()
	if err != nil {
		return 0, err
	}
	return score.MemoryCoded(coded, score.Options{Kernels: env.Kernels, Source: env.Images, Checkpoint: env.checkpoint})
}
