package state

import (
	"fmt"
	"slices"

	"protocell/app/notice"
	"protocell/app/shelf"
	"protocell/core/evaluate/lecture"
	"protocell/core/job/searching"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// Table is an open table.
type Table struct {
	*searching.TableOutput
	Name    string // in links
	Ref     string
	Space   space.Space
	Reports []searching.Report // of the protocol, if it has one
}

// has reports whether there is a column or a curve with an id.
func (t *Table) has(id string) bool {
	for _, c := range t.Columns {
		if c.ID == id {
			return true
		}
	}
	return slices.ContainsFunc(t.Curves, func(c searching.TableCurve) bool { return c.ID == id })
}

// signal returns the column that is searched by where the table has no protocol: a
// validation accuracy, or else the first one that says how good architectures are. It is
// "" if there is none.
func (t *Table) signal() (id string) {
	for _, c := range t.Columns {
		switch {
		case c.Kind == table.Accuracy && c.Split == "valid":
			return c.ID
		case c.Kind.Truth() && id == "":
			id = c.ID
		}
	}
	return id
}

// Listed has the list of the site's tables, as JSON, or "" if it has none.
type Listed struct {
	Text, Base string // Base is the address of the page
	Err        error
}

func (a Listed) reduce(s State, _ float64) (State, []Effect) {
	s.Listed, s.Base = true, a.Base
	if a.Err == nil {
		s.Tables, a.Err = shelf.Read(a.Text, a.Base)
	}
	if a.Err != nil {
		s = s.notify("tables", notice.Fault, fmt.Sprintf("The list of the site's tables could not be read: %v.", a.Err))
	}
	return s, nil
}

func (a Shelved) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	s.Own = nil
	for _, t := range a.Output.Tables {
		s.Own = append(s.Own, shelf.Table{Name: t.Ref, Title: t.Title, Space: t.Space, Rows: t.Rows, Columns: t.Columns})
	}
	return s, nil
}

// TableName returns the name of the table that a search asks, or "" if there is none.
func (s State) TableName() string {
	if s.Form.Table == "" && len(s.Tables) > 0 {
		return s.Tables[0].Name
	}
	return s.Form.Table
}

// openTable opens the table that is asked for: the re-play of the lecture's table needs
// it, whatever the evaluator.
func (s State) openTable() (State, []Effect) {
	name := s.TableName()
	if name == "" || !s.Listed || s.Table != nil && s.Table.Name == name || s.jobs[opening].key == name || s.unopened == name {
		return s, nil
	}
	ref, err := shelf.Ref(s.Tables, s.Base, name)
	if err != nil {
		s.unopened, s.Problem, s.Table = name, err, nil
		return s, nil
	}
	return s.run(opening, name, RunJob{Kind: searching.Table, Input: searching.TableInput{Table: ref}})
}

func (a Opened) reduce(s State, _ float64) (State, []Effect) {
	s, _, name, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	ref, err := shelf.Ref(s.Tables, s.Base, name)
	t := &Table{TableOutput: a.Output, Name: name, Ref: ref}
	if err == nil {
		t.Space, err = spaces.ByID(a.Output.Space)
	}
	if err != nil {
		s.unopened, s.Problem = name, err
		return s, nil
	}
	if t.Protocol != nil {
		t.Reports = t.Protocol.Reports
	}
	s.Table, s.Problem, s.unopened = t, nil, ""
	s.Lecture = newLecture()
	return s, nil
}

// Figures returns the published figures of a row.
func Figures(row searching.Row) (list []lecture.Figure) {
	for _, f := range row.Figures {
		list = append(list, lecture.Figure{Mean: f.Mean, SD: f.SD, Given: f.Given})
	}
	return list
}
