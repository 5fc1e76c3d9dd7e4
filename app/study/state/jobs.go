package state

import (
	"fmt"
	"maps"

	"protocell/app/fragment"
	"protocell/app/notice"
	"protocell/core/job/analysis"
)

// purpose is what a job is for; there is at most one job for each.
type purpose string

const (
	opening   purpose = "open"
	listing   purpose = "list"
	importing purpose = "import"
	comparing purpose = "compare"
	pointing  purpose = "points"
	tasking   purpose = "tasks"
	curving   purpose = "curves"
	choosing  purpose = "choose"
)

// jobOf is a job under way.
type jobOf struct {
	id, key string // of what it is asked
}

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

// Running reports whether something is being computed or loaded.
func (s State) Running() bool { return len(s.jobs) > 0 }

// Opening reports whether a table is being loaded.
func (s State) Opening() bool { _, ok := s.jobs[opening]; return ok || !s.Shelf.Listed }

// schedule starts what the present question needs: all at once, for the analyst takes
// them in turn.
func (s State) schedule() (State, []Effect) {
	s, effects := s.openTable()
	effects = append(effects, s.scoreJobs()...)
	q, ok := s.Question()
	if !ok {
		return s, effects
	}
	key := s.key(q)
	add := func(p purpose, k string, e RunJob) {
		if s.jobs[p].key == k {
			return
		}
		var more []Effect
		s, more = s.run(p, k, e)
		effects = append(effects, more...)
	}
	switch {
	case s.Answer.Key != key && s.Answer.failed != key:
		add(comparing, key, RunJob{Kind: analysis.Compare, Input: q})
		return s, effects
	case s.Answer.Key == key && !s.Answer.Intervals && s.Answer.failed != key:
		add(comparing, key, RunJob{Kind: analysis.Compare, Input: s.whole(q), Background: true})
	}
	if s.Answer.Key != key {
		return s, effects
	}
	if x := s.X(); x != "" {
		if k := key + " " + x; s.Points.Key != k {
			add(pointing, k, RunJob{Kind: analysis.Points, Input: analysis.PointsInput{Question: q, X: x}})
		}
	}
	if s.Answer.Intervals {
		if s.Tasks.Key != key {
			add(tasking, key, RunJob{Kind: analysis.Tasks, Input: q, Background: true})
		}
		if c, ok := s.Curve(); ok {
			if k := key + " " + c.ID; s.Curves.Key != k {
				add(curving, k, RunJob{Kind: analysis.Curves, Input: analysis.CurvesInput{Question: q, Curve: c.ID}, Background: true})
			}
		}
	}
	return s, effects
}

// openTable opens the table that the study is about.
func (s State) openTable() (State, []Effect) {
	name := s.TableName()
	if name == "" || s.Table != nil && s.Table.Name == name || s.jobs[opening].key == name || s.unopened == name {
		return s, nil
	}
	if !s.Shelf.Listed { // a name may be one of the site's, and what is kept goes on in the next turn
		return s, nil
	}
	ref, err := s.ref(name)
	if err != nil {
		return s.notOpened(name, err), nil
	}
	return s.run(opening, name, RunJob{Kind: analysis.Open, Input: analysis.OpenInput{Ref: ref}})
}

// notOpened says why a table cannot be opened. The one that is open stays.
func (s State) notOpened(name string, err error) State {
	s.unopened = name
	if s.Table != nil {
		s.Study = s.former
		return s.notify(notice.Notice{Topic: "table", Kind: notice.Fault, Text: fmt.Sprintf("The table %s could not be opened: %v.", fragment.Clip(name), err)})
	}
	s.Problem = err
	return s
}
