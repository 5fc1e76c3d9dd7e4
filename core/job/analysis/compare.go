package analysis

import (
	"encoding/binary"
	"math"
	"slices"

	"protocell/core/job"
	"protocell/core/job/shelf"
	"protocell/core/study"
)

// Comparison answers a question.
type Comparison struct {
	study.Result
	// Missing is how many rows of the table lack a value of the ground truth or a proxy.
	Missing int `json:"missing"`
	// Unscored is how many rows of the sample lack a score that is computed here.
	Unscored int `json:"unscored,omitzero"`
}

// reads returns the table and the scores that a question is about.
func (a *analyst) reads(k *job.Task, q Question) (*shelf.Opened, *Run, error) {
	o, err := a.tables.Read(k, q.Table)
	if err != nil || q.Run == "" {
		return o, nil, err
	}
	content, err := a.tables.Content(k, q.Run, MaxRun)
	if err != nil {
		return nil, nil, err
	}
	run, err := DecodeRun(content)
	return o, run, err
}

// load returns the rows and columns of a question. The last one is at hand: of one
// question there are several jobs, and an ensemble takes a while.
func (a *analyst) load(k *job.Task, q Question) (*asked, error) {
	o, run, err := a.reads(k, q)
	if err != nil {
		return nil, err
	}
	if run != nil { // which grows
		return ask(o.Table, run, q)
	}
	if a.last != nil && a.last.table == o.Table && a.last.same(q) {
		return a.last, nil
	}
	asked, err := ask(o.Table, run, q)
	if err == nil {
		a.last = asked
	}
	return asked, err
}

// same reports whether a question is about the same rows and columns.
func (a *asked) same(q Question) bool {
	p := a.question
	return p.Run == q.Run && p.Truth == q.Truth && slices.Equal(p.Proxies, q.Proxies) && p.Size == q.Size && p.Draw == q.Draw
}

// compare compares proxies with a ground truth.
func (a *analyst) compare(k *job.Task, q Question) (*Comparison, error) {
	c, err := a.load(k, q)
	if err != nil {
		return nil, err
	}
	result, err := study.Compute(c.truth, c.proxies, study.Options{
		Seed: q.Seed, Draws: q.Draws, Top: q.Top, Given: q.Given, Finite: q.Finite, Repeats: q.Repeats,
	}, k.Checkpoint)
	if err != nil {
		return nil, err
	}
	return &Comparison{*result, c.left, c.unscored}, nil
}

// PointsInput is the input of a Points job.
type PointsInput struct {
	Question
	X string `json:"x"` // one of its proxies
}

// PointsOutput is the output of a Points job: by row of the sample.
type PointsOutput struct {
	Rows []byte `json:"rows"` // rows of the table, uint32, little-endian
	X    []byte `json:"x"`    // float64, little-endian
	Y    []byte `json:"y"`    // the ground truth, as X
}

// points returns a proxy and the ground truth of the rows of a question.
func (a *analyst) points(k *job.Task, in PointsInput) (*PointsOutput, error) {
	c, err := a.load(k, in.Question)
	if err != nil {
		return nil, err
	}
	out := new(PointsOutput)
	for _, row := range c.rows {
		out.Rows = binary.LittleEndian.AppendUint32(out.Rows, uint32(row))
	}
	out.Y = packed(c.truth.Values)
	for _, p := range c.proxies {
		if p.ID == in.X {
			out.X = packed(p.Values)
		}
	}
	return out, nil
}

// packed writes values as float64, little-endian.
func packed(values []float64) []byte {
	b := make([]byte, 0, 8*len(values))
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}
