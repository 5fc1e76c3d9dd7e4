// Package state is what the device page shows and how it changes: a pure function of the
// actions. Package device draws it.
package state

import (
	"strconv"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/job/metering"
	"protocell/core/latency"
)

// State is what the page shows. It is a value: an action makes another, which may share
// what the former points to.
type State struct {
	Theme  theme.Theme
	Narrow bool // whether the window is too narrow for wide drawings
	Hidden bool // whether the tab is
	Pool   pool.Status

	// Here is what this machine is, or nil as long as that is not known; Trouble is why
	// it cannot be.
	Here    *metering.CalibrateOutput
	Trouble error

	Shelf   Shelf
	Form    Form
	Run     *Run // the measurement under way, or nil
	Answers Answers
	Tables  Tables
	Network Network
	Energy  Energy
	View    View
	Notices notice.List
	Open    map[string]bool // parts that are unfolded

	visit string            // tells the sessions of this page from others
	jobs  map[purpose]jobOf // those under way
	last  int               // number of the last job
}

// Shelf is the profiles that there are.
type Shelf struct {
	Entries []*Entry // that of the page first
	Listed  bool     // whether those that are kept are known
	Shown   string   // reference of the one on show
	Beside  []string // references of those that it is compared with
}

// View is how a profile is shown.
type View struct {
	Heat      string // what the map of operators shows
	Sort      string // column of the table of operators
	Predictor string // whose predictions are shown
	Device    string // column of the published device that is beside this one; "" for the nearest
	Bound     string // milliseconds that a network may take, as typed; "" for the median
}

// Start is what a page starts with.
type Start struct {
	Theme     theme.Theme
	Narrow    bool
	Hidden    bool
	Pool      pool.Status
	Random    uint64
	Reference *latency.Profile // to look at before anything is measured; nil for none
}

// New returns the state of a page that starts.
func New(s Start) State {
	st := State{
		Theme: s.Theme, Narrow: s.Narrow, Hidden: s.Hidden, Pool: s.Pool,
		Form:   newForm(),
		Energy: newEnergy(),
		View:   View{Heat: "time", Sort: "time", Predictor: "corrected"},
		Open:   map[string]bool{}, jobs: map[purpose]jobOf{},
		visit: strconv.FormatUint(s.Random, 36),
	}
	if s.Reference != nil {
		st.Shelf.Entries = []*Entry{entryOf(s.Reference, referenceRef, Reference)}
		st = st.show(referenceRef)
	}
	return st
}

// Reduce returns the state after an action at a time in milliseconds, and what there is
// to do.
func Reduce(s State, a Action, now float64) (State, []Effect) {
	s, effects := a.reduce(s, now)
	s, more := s.schedule()
	return s, append(effects, more...)
}

// Started says that the page is on screen.
type Started struct{}

func (Started) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{ListProfiles{}, ListTables{}}
}

// Retry tries again what could not be done.
type Retry struct{}

func (Retry) reduce(s State, _ float64) (State, []Effect) {
	s.Trouble = nil
	s.Answers = s.Answers.forgiven()
	return s, []Effect{RestartPool{}}
}
