package job

import (
	"encoding/base64"

	"protocell/core/proxy"
	"protocell/core/score"
)

// codes runs a Codes job.
func (s *scorer) codes(k *Task, in CodesInput) (*CodesOutput, error) {
	o := k.server.options
	memory := s.take()
	c, err := score.CodesCoded(in.Spec, in.Node, score.Options{Kernels: o.Kernels, Source: o.Source, Memory: memory, Checkpoint: k.Checkpoint})
	s.memory = memory
	if err != nil {
		return nil, err
	}
	shown := min(c.WatchedUnits, 64*proxy.WatchedWords)
	var bits []byte
	for i := 0; i < len(c.Watched); i += proxy.WatchedWords {
		for b := range (shown + 7) / 8 {
			bits = append(bits, byte(c.Watched[i+b/8]>>(8*(b%8))))
		}
	}
	return &CodesOutput{Images: c.Images, Units: c.WatchedUnits, Shown: shown, Bits: base64.StdEncoding.EncodeToString(bits)}, nil
}
