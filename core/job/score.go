package job

import (
	"protocell/core/proxy"
	"protocell/core/score"
)

// scorer runs jobs that score, one after the other in the same memory.
type scorer struct{ memory *proxy.Memory }

// take takes the memory for a job, which puts it back. A job that panics takes it with
// it: nobody knows in which state.
func (s *scorer) take() *proxy.Memory {
	memory := s.memory
	s.memory = nil
	if memory == nil {
		memory = new(proxy.Memory)
	}
	return memory
}

func (s *scorer) run(k *Task, in ScoreInput) (*ScoreOutput, error) {
	memory := s.take()
	o := k.server.options
	result, err := score.RunCoded(in.Spec, score.Options{
		Kernels: o.Kernels, Source: o.Source, Layers: in.Layers, Matrix: in.Matrix, Memory: memory,
		Checkpoint: k.Checkpoint, Clock: o.Clock,
	})
	s.memory = memory
	return result, err
}
