package state

import (
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/core/data"
	"protocell/core/evaluate"
	"protocell/core/job/searching"
	"protocell/core/search"
)

// planned is the plan of a form, which is made once.
type planned struct {
	form  Form
	table *Table
	sets  []Set
	plan
	ids      []string // sessions of the specs
	problems Problems
}

// check makes the plan of the form, and has its cost estimated.
func (s State) check(float64) (State, []Effect) {
	if !s.Listed || data.IsStored(s.Form.Data) && !s.setsKnown || s.Form.tabled() && s.Table == nil && s.Problem == nil {
		return s, nil
	}
	if p := s.plans; p == nil || p.form != s.Form || p.table != s.Table || !slices.Equal(p.sets, s.Sets) {
		made := &planned{form: s.Form, table: s.Table, sets: s.Sets}
		made.plan, made.problems = s.plan()
		for _, spec := range made.specs {
			made.ids = append(made.ids, s.session(spec))
		}
		s.plans, s.Problems = made, made.problems
	}
	if s.plans.problems != nil {
		return s.stop(estimating)
	}
	for i, id := range s.plans.ids {
		if _, known := s.Estimates[id]; known {
			continue
		}
		if s.jobs[estimating].key == id {
			return s, nil
		}
		spec := s.plans.specs[i]
		return s.run(estimating, id, RunJob{Kind: searching.Estimate, Input: searching.EstimateInput{
			Spec: spec, Table: s.ref(spec), Workers: max(1, s.Pool.Size),
		}, Background: true})
	}
	s.Problems = nil
	for _, id := range s.plans.ids {
		if s.Problems = s.found(s.Estimates[id]); s.Problems != nil {
			break
		}
	}
	return s, nil
}

// fieldOf are the keys of the fields that problems of an estimate are about.
var fieldOf = map[string]string{
	"space": "space", "strategy": "a", "params": "a", "budget": "n", "parallel": "p", "limits": "max", "failures": "fail",
	"warm": "warm", "minimise": "min", "evaluation": "by", "main": "of", "cheap": "cheap", "training": "e", "experiment": "c", "table": "table",
}

// found returns what an estimate found wrong.
func (s State) found(e *searching.EstimateOutput) Problems {
	var list Problems
	for _, p := range e.Problems {
		if list == nil {
			list = Problems{}
		}
		key := or(fieldOf[p.Field], "a")
		if key == "n" && s.Form.Trials == "" && s.Filled().Cost != "" {
			key = "cost"
		}
		if list[key] == "" {
			list[key] = p.Text
		}
	}
	return list
}

// ref returns the reference of the table that a search asks; "" is none, or one that is
// not open.
func (s State) ref(spec search.Spec) string {
	e, err := evaluate.Parse(spec.Evaluation)
	if err != nil || s.Table == nil || e.Table != s.Table.ID {
		return ""
	}
	for _, x := range []*evaluate.Source{&e.Main, e.Cheap} {
		if x != nil && (len(x.Rungs) > 0 || x.Predictor != nil) {
			return s.Table.Ref
		}
	}
	return ""
}

func (a Estimated) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Estimates[key] = a.Output
	}
	return s, nil
}

// Estimate is what the searches of the form take.
type Estimate struct {
	Searches int
	Trials   int     // of all searches
	Epochs   int     // likewise
	Each     float64 // seconds of a trial
	Seconds  float64 // of all searches
	Bytes    int64
	End      string // why one would end before its budget
}

// Estimate returns what the searches of the form take, and false while that is not known.
func (s State) Estimate() (e Estimate, ok bool) {
	if s.plans == nil || s.Problems != nil {
		return e, false
	}
	repeats := s.plans.repeats
	for _, id := range s.plans.ids {
		one, known := s.Estimates[id]
		if !known {
			return e, false
		}
		e.Searches += repeats
		e.Trials += repeats * one.Trials
		e.Epochs += repeats * one.Epochs
		e.Each = max(e.Each, one.Each)
		at := max(1, min(repeats*len(s.plans.specs), max(1, s.Pool.Size)/max(1, one.Workers)))
		e.Seconds += one.Seconds * float64(repeats) / float64(at)
		e.Bytes = max(e.Bytes, one.Bytes)
		if one.End != search.OutOfBudget {
			e.End = or(e.End, one.End)
		}
	}
	return e, true
}

// Navigated says that there is another fragment in the address, or that the page starts.
type Navigated struct{ Fragment string }

func (a Navigated) reduce(s State, _ float64) (State, []Effect) {
	f, unknown, err := ParseForm(a.Fragment)
	if err != nil {
		return s.notify("link", notice.Fault, "This link cannot be read: "+err.Error()+"."), nil
	}
	s.Notices = s.Notices.Without("link")
	if len(unknown) > 0 {
		s = s.notify("link", notice.Warning, "The link has more than this page knows: "+strings.Join(unknown, ", ")+". The rest is shown.")
	}
	s.Form = f
	return s, nil
}
