package state

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/app/shelf"
	"protocell/core/job/analysis"
)

// Shelf is the tables that there are.
type Shelf struct {
	Site   []shelf.Table // of the site, the built-in ones first
	Kept   []analysis.KeptTable
	Listed bool   // whether Site is known
	Base   string // address of the site
	Space  string // of files that are imported; "" if they tell it
	// Importing are the names of files that are being imported.
	Importing string
	Done      float64 // fraction of the import
	Rows      int     // that have been read
}

// Actions of the shelf.
type (
	// Listed has the list of the site's tables, as JSON, or "" if it has none.
	Listed struct {
		Text, Base string // Base is the address of the page
		Err        error
	}
	// KeptListed has the list of the tables that are kept.
	KeptListed struct {
		ID     string
		Output *analysis.KeptOutput
	}
	// PickSpace says which space the files are of that are imported.
	PickSpace struct{ ID string }
	// PickTable chooses a table.
	PickTable struct{ Name string }
	// GivenFiles says that the visitor gave files: a line each of reference, tab, name.
	GivenFiles struct{ List string }
	// Imported has what an Import job made.
	Imported struct {
		ID     string
		Output *analysis.ImportOutput
	}
	// StopImport stops the import under way.
	StopImport struct{}
	// DeleteTable removes a table that was kept.
	DeleteTable struct{ Ref string }
)

func (a Listed) reduce(s State, _ float64) (State, []Effect) {
	s.Shelf.Listed, s.Shelf.Base = true, a.Base
	if a.Err == nil {
		s.Shelf.Site, a.Err = shelf.Read(a.Text, a.Base)
	}
	if a.Err != nil {
		s = s.notify(notice.Notice{Topic: "shelf", Kind: notice.Fault, Text: fmt.Sprintf("The list of the site's tables could not be read: %v.", a.Err)})
	}
	return s, nil
}

func (a KeptListed) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if ok {
		s.Shelf.Kept = a.Output.Tables
	}
	return s, nil
}

// TableName returns the name of the table that the study is about, or "" if there is
// none.
func (s State) TableName() string {
	switch {
	case s.Study.Table != "":
		return s.Study.Table
	case len(s.Shelf.Site) > 0:
		return s.Shelf.Site[0].Name
	case len(s.Shelf.Kept) > 0:
		return s.Shelf.Kept[0].Ref
	}
	return ""
}

// ref returns the reference of a table, by its name in a link, or an error if it cannot
// be one. Before the site's tables are listed it may not be known.
func (s State) ref(name string) (ref string, err error) {
	return shelf.Ref(s.Shelf.Site, s.Shelf.Base, name)
}

func (a PickSpace) reduce(s State, _ float64) (State, []Effect) {
	s.Shelf.Space = a.ID
	return s, nil
}

// PickTable asks the same of another table, as far as it can be.
func (a PickTable) reduce(s State, _ float64) (State, []Effect) {
	if a.Name == s.TableName() {
		return s, nil
	}
	return s.ask(Study{Table: a.Name, Finite: s.Study.Finite})
}

func (a GivenFiles) reduce(s State, _ float64) (State, []Effect) {
	if a.List == "" {
		return s, nil
	}
	in := analysis.ImportInput{Space: s.Shelf.Space}
	var names []string
	for _, line := range strings.Split(a.List, "\n") {
		ref, name, _ := strings.Cut(line, "\t")
		in.Files = append(in.Files, analysis.GivenFile{Ref: ref, Name: name})
		names = append(names, name)
	}
	s.Shelf.Importing, s.Shelf.Done, s.Shelf.Rows = strings.Join(names, ", "), 0, 0
	s = s.withdraw("import")
	s, effects := s.run(importing, a.List, RunJob{Kind: analysis.Import, Input: in})
	return s, append(effects, Say{"Importing " + s.Shelf.Importing + "."})
}

func (a Imported) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	s.Shelf.Importing = ""
	n := notice.Notice{Topic: "import", Kind: notice.Good, Text: fmt.Sprintf("%s: %d architectures, %d columns, kept on this machine.", a.Output.Table.Title, a.Output.Table.Rows, a.Output.Table.Columns)}
	if a.Output.Unkept != "" {
		n.Kind, n.Text = notice.Warning, fmt.Sprintf("%s is there until this tab is closed: it could not be kept (%s).", a.Output.Table.Title, a.Output.Unkept)
	}
	for _, note := range a.Output.Notes {
		n.Details = append(n.Details, note)
	}
	s = s.notify(n)
	s.Shelf.Kept = append(slices.DeleteFunc(slices.Clone(s.Shelf.Kept), func(k analysis.KeptTable) bool { return k.Ref == a.Output.Table.Ref }), a.Output.Table)
	s, effects := s.ask(Study{Table: a.Output.Table.Ref})
	return s, append(effects, Say{n.Text})
}

func (StopImport) reduce(s State, _ float64) (State, []Effect) {
	s.Shelf.Importing = ""
	return s.stop(importing)
}

func (a DeleteTable) reduce(s State, _ float64) (State, []Effect) {
	s.Shelf.Kept = slices.DeleteFunc(slices.Clone(s.Shelf.Kept), func(k analysis.KeptTable) bool { return k.Ref == a.Ref })
	effects := []Effect{RemoveTable{a.Ref}}
	if s.Study.Table == a.Ref {
		var more []Effect
		s, more = s.ask(Study{})
		effects = append(effects, more...)
	}
	return s, effects
}
