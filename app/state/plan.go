package state

import (
	"strings"

	"protocell/core/job"
)

// planJob returns the job that plans the memory for the architecture on show, unless
// that is known.
func (s State) planJob() (Job, bool) {
	id := s.planID()
	if _, ok := s.known.plans[id]; ok {
		return Job{}, false
	}
	spec := s.order(s.Net.Arch, s.proxies())
	return Job{id: id, purpose: forPlan, key: s.key, arch: s.Net.Arch,
		effect: RunJob{ID: id, Kind: job.Plan, Input: job.PlanInput{Spec: spec}}}, true
}

func (s State) planID() string {
	return "plan/" + strings.Join(s.proxies(), ",") + "/" + s.Net.Code + "/" + string(s.key)
}

// Planned returns the memory that scoring the architecture takes, or false if it is not
// known yet.
func (s State) Planned() (bytes int64, ok bool) {
	bytes, ok = s.known.plans[s.planID()]
	return bytes, ok
}

func (a Planned) reduce(s State, _ float64) (State, []Effect) {
	s, _, ok := s.ended(a.ID)
	if ok {
		s.known.plans[a.ID] = a.Bytes
	}
	return s, nil
}
