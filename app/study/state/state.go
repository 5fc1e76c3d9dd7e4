// Package state is what the study page shows and how it changes: a pure function of
// the actions. Package study draws it.
package state

import (
	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/job/analysis"
)

// State is what the page shows. It is a value: an action makes another, which may share
// what the former points to.
type State struct {
	Theme  theme.Theme
	Narrow bool // whether the window is too narrow for wide drawings
	Pool   pool.Status

	Shelf Shelf
	Study Study
	// Table is the open table, and Problem why the one that is asked for is not open.
	Table   *Table
	Problem error

	Answer  Answer
	Points  Points
	Tasks   Tasks
	Curves  Curves
	View    View
	Here    Here
	Notices notice.List
	Open    map[string]bool // parts that are unfolded
	Still   bool            // whether the latest action changes nothing that is shown

	jobs     map[purpose]jobOf // jobs under way
	last     int               // number of the last job
	unopened string            // name of the table that could not be opened
	former   Study             // the last one whose table was open
}

// View is how the page shows an answer.
type View struct {
	Statistic Statistic // in the chart of all proxies
	Sort      Statistic // of the table; "" is by name
	X         string    // proxy of the scatter chart; "" is the best
	Order     bool      // whether the scatter chart shows ranks
	Curve     string    // id of the learning curve
	Given     string    // proxy that the partial correlations are given
}

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
		View: View{Statistic: Spearman, Sort: Spearman},
		Open: map[string]bool{}, jobs: map[purpose]jobOf{}, Here: newHere(),
	}
}

// Answer is what is known of how the proxies compare.
type Answer struct {
	Value     *analysis.Comparison // the latest, or nil
	Key       string               // of the question that it answers
	Asked     analysis.Question    // that question
	Intervals bool                 // whether it has intervals; before there are any, an answer without is shown
	Done      float64              // fraction of the intervals that is computed
	Err       error                // why the present question has no answer
	failed    string               // key of the question that has none
}

// Points are what the scatter chart shows.
type Points struct {
	Key  string
	X    string // proxy
	Rows []int  // of the table
	Xs   []float64
	Ys   []float64
	Err  error
}

// Tasks are ranks over the tasks of the table, and Curves what training looks like.
type (
	Tasks struct {
		Key   string
		Value *analysis.TasksOutput
		Err   error
	}
	Curves struct {
		Key   string
		Value *analysis.CurvesOutput
		Err   error
	}
)

// Reduce returns the state after an action at a time in milliseconds, and what there is
// to do.
func Reduce(s State, a Action, now float64) (State, []Effect) {
	s.Still = false
	s, effects := a.reduce(s, now)
	s, more := s.schedule()
	return s, append(effects, more...)
}
