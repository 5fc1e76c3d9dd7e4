package searching

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"protocell/core/evaluate/lecture"
	"protocell/core/job"
	"protocell/core/search"
)

// ReplayInput asks for runs of a row of the published table. Batches of a row run on
// any workers: run i has seed First + i.
type ReplayInput struct {
	Table string `json:"table"`
	Row   string `json:"row"` // id, or that of a strategy
	First uint64 `json:"first"`
	Runs  int    `json:"runs"` // at most MaxRuns
}

// ReplayOutput has them.
type ReplayOutput struct {
	// Values are what the runs found, float64, little-endian, the values of a run by the
	// reports of the Protocol; NaN where the row finds nothing.
	Values []byte    `json:"values"`
	Trials []int     `json:"trials"` // of the search, by run
	Cost   []float64 `json:"cost"`   // on the simulated clock, by run
}

// MaxRuns is how many runs a Replay job has at most.
const MaxRuns = 1000

// replay runs a row of the published table.
func (s *searcher) replay(k *job.Task, in ReplayInput) (*ReplayOutput, error) {
	s.begins(k, "")
	if in.Runs < 1 || in.Runs > MaxRuns {
		return nil, fmt.Errorf("%d runs, not 1 to %d", in.Runs, MaxRuns)
	}
	row, err := rowOf(in.Row)
	if err != nil {
		return nil, err
	}
	b, err := s.board(in.Table)
	if err != nil {
		return nil, err
	}
	if b.layout == nil {
		return nil, errors.New(b.lacks)
	}
	p, err := b.published()
	if err != nil {
		return nil, err
	}
	if lacks := p.Runnable(row); lacks != "" {
		return nil, fmt.Errorf("%s: %s", row.Name, lacks)
	}
	out := new(ReplayOutput)
	for i := range in.Runs {
		r, err := p.Run(row, in.First+uint64(i))
		if err != nil {
			return nil, err
		}
		for _, v := range r.Values {
			out.Values = binary.LittleEndian.AppendUint64(out.Values, math.Float64bits(v))
		}
		out.Trials, out.Cost = append(out.Trials, r.Trials), append(out.Cost, r.Cost)
		if err := k.Checkpoint(float64(i+1) / float64(in.Runs)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowOf returns the row with an id, or one of a strategy that is not in the table.
func rowOf(id string) (lecture.Row, error) {
	for _, row := range lecture.Rows() {
		if row.ID == id {
			return row, nil
		}
	}
	info, err := search.Lookup(id)
	return lecture.Row{ID: id, Name: info.Name, Strategy: info.ID}, err
}
