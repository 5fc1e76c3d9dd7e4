package job

import (
	"errors"

	"protocell/core/sample"
)

func summary(_ *task, in SummaryInput) (*SummaryOutput, error) {
	if in.Table == nil {
		return nil, errors.New("input: no table")
	}
	return sample.Summarise(in.Table)
}
