package job

import (
	"protocell/core/proxy"
	"protocell/core/score"
)

// scorer runs Score jobs one after the other in the same memory.
type scorer struct{ memory *proxy.Memory }

func (s *scorer) run(k *task, in ScoreInput) (*ScoreOutput, error) {
	// A job that panics takes the memory with it: nobody knows in which state.
	memory := s.memory
	s.memory = nil
	if memory == nil {
		memory = new(proxy.Memory)
	}
	o := k.server.options
	result, err := score.Run(in.Spec, score.Options{
		Kernels: o.Kernels, Source: o.Source, Layers: in.Layers, Matrix: in.Matrix, Memory: memory,
		Checkpoint: k.checkpoint, Clock: o.Clock,
	})
	s.memory = memory
	return result, err
}
