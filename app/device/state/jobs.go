package state

import (
	"fmt"
	"maps"

	"protocell/core/job"
)

// purpose is what a job is for; there is at most one job for each.
type purpose string

const (
	calibrating purpose = "calibrate"
	measuring   purpose = "measure"

	// About a table of the site.
	opening    purpose = "open"
	accuracies purpose = "accuracies"

	// About a profile.
	predicting      purpose = "predict"
	learning        purpose = "learn"
	spreading       purpose = "spread"
	takingApart     purpose = "parts"
	fusing          purpose = "fusion"
	comparing       purpose = "compare"
	modelling       purpose = "joules"
	energySpreading purpose = "energy"
	curving                 = "curve-" // and the id of a predictor
)

// jobOf is a job under way.
type jobOf struct {
	id, key string // of what it is asked
}

// run starts a job for a purpose, in the place of the one before.
func (s State) run(p purpose, key string, kind job.Kind, input any) (State, []Effect) {
	s, effects := s.stop(p)
	s.last++
	id := fmt.Sprintf("%s/%d", p, s.last)
	s.jobs = maps.Clone(s.jobs)
	s.jobs[p] = jobOf{id, key}
	return s, append(effects, RunJob{ID: id, Kind: kind, Input: input})
}

// stop stops the job for a purpose.
func (s State) stop(p purpose) (State, []Effect) {
	j, ok := s.jobs[p]
	if !ok {
		return s, nil
	}
	s.jobs = maps.Clone(s.jobs)
	delete(s.jobs, p)
	return s, []Effect{StopJob{j.id}}
}

// stopAnswers stops all jobs about profiles: nothing is to run beside a measurement, and
// of another profile other things are asked.
func (s State) stopAnswers() (State, []Effect) {
	var effects []Effect
	for _, p := range purposes() {
		var more []Effect
		s, more = s.stop(p)
		effects = append(effects, more...)
	}
	return s, effects
}

// ended takes out the job with an id, and returns what it was asked. It is false if
// nobody waits for it.
func (s State) ended(id string) (State, purpose, string, bool) {
	for p, j := range s.jobs {
		if j.id == id {
			s.jobs = maps.Clone(s.jobs)
			delete(s.jobs, p)
			return s, p, j.key, true
		}
	}
	return s, "", "", false
}

// Asking reports whether something is being computed about the profile on show.
func (s State) Asking() bool {
	for _, p := range purposes() {
		if _, ok := s.jobs[p]; ok {
			return true
		}
	}
	return false
}
