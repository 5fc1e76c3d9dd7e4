package state

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/core/job/searching"
)

// purpose is what a job is for that has nothing to do with a run; there is at most one
// job for each.
type purpose string

const (
	opening    purpose = "open"
	estimating purpose = "estimate"
	comparing  purpose = "versus"
	listing    purpose = "list"
	shelving   purpose = "shelf"
	importing  purpose = "import"
)

// jobOf is a job under way.
type jobOf struct{ id, key string }

// run starts a job for a purpose, in the place of the one before.
func (s State) run(p purpose, key string, e RunJob) (State, []Effect) {
	s, effects := s.stop(p)
	s.last++
	e.ID = fmt.Sprintf("%s/%d", p, s.last)
	s.jobs = maps.Clone(s.jobs)
	s.jobs[p] = jobOf{e.ID, key}
	return s, append(effects, e)
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

// ended takes out the job with an id. It is false if nobody waits for it.
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

// Actions of jobs that end, each with the ID of its job.
type (
	// Failed says that a job could not be computed.
	Failed struct {
		ID  string
		Err error
	}
	// Opened has what a Table job found, Shelved a Tables job, Estimated an Estimate job, Compared a Versus
	// job, and Imported an Import job.
	Opened struct {
		ID     string
		Output *searching.TableOutput
	}
	Shelved struct {
		ID     string
		Output *searching.TablesOutput
	}
	Estimated struct {
		ID     string
		Output *searching.EstimateOutput
	}
	Compared struct {
		ID     string
		Output *searching.VersusOutput
	}
	Imported struct {
		ID     string
		Output *searching.ImportOutput
	}
)

// Started says that the page is on screen.
type Started struct{}

func (Started) reduce(s State, _ float64) (State, []Effect) {
	s.fresh = true
	s, effects := s.list()
	s, more := s.run(shelving, "", RunJob{Kind: searching.Tables, Input: searching.TablesInput{}})
	return s, append(append(effects, more...), ListTables{}, ListSets{})
}

func (a Failed) reduce(s State, now float64) (State, []Effect) {
	a.Err = plain(a.Err)
	if s.runFailed(a.ID, a.Err, now) {
		return s, nil
	}
	if s.lectureFailed(a.ID, a.Err) {
		return s, nil
	}
	s, p, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	switch p {
	case opening:
		s.unopened, s.Problem = key, a.Err
	case estimating:
		s.Estimates[key] = &searching.EstimateOutput{End: a.Err.Error()}
	case comparing:
		s.Versus.Err, s.Versus.failed = a.Err, key
	case importing:
		return s.notify("import", notice.Fault, "This is no trace that can be read: "+a.Err.Error()+"."), nil
	case listing:
		s.Stored.Err = a.Err
	}
	return s, nil
}

// plain leaves the kind of a job out of its error, which says enough.
func plain(err error) error {
	if failed := (*pool.JobError)(nil); errors.As(err, &failed) {
		return errors.New(strings.TrimPrefix(failed.Message, string(failed.Kind)+": "))
	}
	return err
}

// schedule starts what there is to do.
func (s State) schedule(now float64) (State, []Effect) {
	s, effects := s.openTable()
	add := func(step func(State, float64) (State, []Effect)) {
		var more []Effect
		s, more = step(s, now)
		effects = append(effects, more...)
	}
	add(State.check)
	add(State.begin)
	add(State.runJobs)
	add(State.compare)
	add(State.lectureJobs)
	return s, effects
}
