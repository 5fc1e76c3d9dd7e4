package job

import (
	"errors"

	"protocell/core/sample"
)

func summary(k *task, in SummaryInput) (*SummaryOutput, error) {
	if in.Table == nil {
		return nil, errors.New("input: no table")
	}
	return sample.Summarise(in.Table, k.checkpoint)
}
