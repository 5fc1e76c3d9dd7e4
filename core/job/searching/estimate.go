package searching

import (
	"math"

	"protocell/core/job"
	"protocell/core/search"
)

// EstimateInput asks what a search would take on this machine.
type EstimateInput struct {
	Spec    search.Spec `json:"spec"` // perhaps with mistakes
	Table   string      `json:"table,omitempty"`
	Workers int         `json:"workers"` // that evaluate at once
}

// EstimateOutput says it. Numbers are about right, from a short trial and a simulated
// search with made-up outcomes.
type EstimateOutput struct {
	// Problems are all mistakes of the spec; if there are any, nothing else is said.
	Problems []Problem    `json:"problems,omitempty"`
	Spec     *search.Spec `json:"spec,omitempty"` // the canonical one
	Trials   int          `json:"trials"`         // of the main signal
	Cheap    int          `json:"cheap,omitempty"`
	Epochs   int          `json:"epochs,omitempty"` // of trainings, that are new
	Cost     float64      `json:"cost,omitempty"`   // on the simulated clock
	End      string       `json:"end,omitempty"`    // why it would end, if for another reason than its budget
	Each     float64      `json:"each"`             // seconds for a trial of the main signal, on one worker
	Seconds  float64      `json:"seconds"`          // for all, on the workers that are of use
	Workers  int          `json:"workers"`          // that are of use
	Bytes    int64        `json:"bytes,omitempty"`  // that a network takes, and the images that it is trained on
}

// estimate says what a search would take.
func (s *searcher) estimate(k *job.Task, in EstimateInput) (*EstimateOutput, error) {
	s.begins(k, "")
	g, problems, err := s.problems(in.Spec, in.Table)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return &EstimateOutput{Problems: problems}, nil
	}
	spec, err := in.Spec.Canonical(g.space)
	if err != nil {
		return nil, err
	}
	c, field, err := s.calibrate(spec, g)
	if stop := s.alive(); stop != nil {
		return nil, stop
	}
	if err != nil { // images that are not there, or too few
		return &EstimateOutput{Problems: []Problem{{field, err.Error()}}}, nil
	}
	r, err := s.rehearse(spec, g, c)
	if err != nil {
		return nil, err
	}
	out := &EstimateOutput{
		Spec: &spec, Trials: int(math.Round(r.main)), Cheap: int(math.Round(r.cheap)), Epochs: int(math.Round(r.epochs)),
		Cost: r.cost, End: r.end, Workers: max(1, min(in.Workers, spec.Parallel)),
	}
	if r.main < 1 && r.end == search.OutOfBudget {
		return &EstimateOutput{Problems: []Problem{{"budget", "it is not enough for a single trial"}}}, nil
	}
	work := float64(r.cheap*c.cheap) + float64(r.main*c.main) + float64(r.epochs*c.epoch)
	out.Each = (float64(r.main*c.main) + float64(r.epochs*c.epoch)) / max(1, r.main)
	out.Seconds = work/float64(out.Workers) + r.thought
	if b := spec.Budget.Seconds; b > 0 {
		out.Seconds = min(out.Seconds, b/float64(out.Workers)+r.thought)
	}
	env := g.env()
	o := k.Options()
	env.Kernels, env.Images, env.Checkpoint = o.Kernels, o.Source, s.alive
	out.Bytes, err = g.evaluation.Bytes(g.space, g.space.Presets()[0].Arch, env)
	return out, err
}
