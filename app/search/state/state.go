// Package state is what the search page shows and how it changes: a pure function of
// the actions. Package search draws it.
package state

import (
	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/app/shelf"
	"protocell/app/theme"
	"protocell/core/job/searching"
)

// State is what the page shows. It is a value: an action makes another, which may share
// what the former points to.
type State struct {
	Theme  theme.Theme
	Narrow bool // whether the window is too narrow for wide drawings
	Pool   pool.Status

	Tables  []shelf.Table // of the site
	Own     []shelf.Table // that the visitor imported on the study page
	Listed  bool          // whether Tables is known
	Base    string        // address of the site
	Table   *Table        // the open one
	Problem error         // why the table that is asked for is not open

	Form      Form
	Problems  Problems // of the form, by field; nil if there are none
	Estimates map[string]*searching.EstimateOutput
	Run       *Run // the searches under way, or nil
	Versus    Versus
	Lecture   Lecture
	Stored    Stored
	Sets      []Set // the visitor's image sets
	View      View
	Notices   notice.List
	Open      map[string]bool // parts that are unfolded
	Still     bool            // whether the latest action changes nothing that is shown

	jobs      map[purpose]jobOf // jobs under way
	last      int               // number of the last job
	unopened  string            // name of the table that could not be opened
	plans     *planned          // the last plan
	setsKnown bool              // whether Sets is known
	fresh     bool              // whether the page is to begin by itself
}

// Set is one of the visitor's image sets.
type Set struct {
	ID, Name string
	Classes  int // of its labels; 0 if it has none
}

// View is how the page shows a search.
type View struct {
	Axis  Axis
	Side  int // whose search is shown
	Which int // of its repeats
	K     int // events that are looked at; below 0 all
	Trial int // ID of the trial whose cell is shown; 0 is the best
	Sort  Column
	Down  bool // whether the table of trials is from the largest
	First int  // row of the table at the top of its window
	Costs string
}

// Column is a column of the table of trials.
type Column string

// The columns that the table of trials is sorted by.
const (
	ByNumber Column = ""
	ByValue  Column = "value"
	ByPrice  Column = "cost"
)

// Start is what a page starts with.
type Start struct {
	Theme  theme.Theme
	Narrow bool
	Pool   pool.Status
}

// New returns the state of a page that starts.
func New(s Start) State {
	return State{
		Theme: s.Theme, Narrow: s.Narrow, Pool: s.Pool,
		View: View{Axis: ByTrials, K: -1, Costs: "params"}, Open: map[string]bool{}, jobs: map[purpose]jobOf{},
		Estimates: map[string]*searching.EstimateOutput{}, Lecture: newLecture(),
	}
}

// Reduce returns the state after an action at a time in milliseconds, and what there is
// to do.
func Reduce(s State, a Action, now float64) (State, []Effect) {
	s.Still = false
	s, effects := a.reduce(s, now)
	s, more := s.schedule(now)
	return s, append(effects, more...)
}
