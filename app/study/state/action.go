package state

import (
	"maps"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/job"
	"protocell/core/job/analysis"
)

// Action is something that happens. Its fields are all that the state learns of it.
type Action interface {
	reduce(s State, now float64) (State, []Effect)
}

// Effect is something for the outside world to do. It is only a description.
type Effect interface{ effect() }

// Actions of the page around the study.
type (
	// SetTheme chooses a colour scheme.
	SetTheme struct{ Theme theme.Theme }
	// Resized says how wide the window is.
	Resized struct{ Narrow bool }
	// PoolChanged says how the workers that score networks are.
	PoolChanged struct{ Status pool.Status }
	// Toggle folds or unfolds a part of the page.
	Toggle struct{ Part string }
	// SetView changes how the answer is shown.
	SetView struct{ View View }
)

// Effects.
type (
	// KeepTheme stores the colour scheme and shows the page in it.
	KeepTheme struct{ Theme theme.Theme }
	// RunJob has a job run; how it ends is told by an action that names its ID.
	RunJob struct {
		ID         string
		Kind       job.Kind
		Input      any
		Background bool
	}
	// StopJob stops one, of which nothing is heard any more.
	StopJob struct{ ID string }
	// WriteURL puts a fragment into the address bar.
	WriteURL struct{ Fragment string }
	// CopyText puts text on the clipboard.
	CopyText struct{ Text, What string }
	// SaveFile offers a file for download.
	SaveFile struct{ Name, Text string }
	// SaveChart offers the picture of a chart for download, "png" or "svg".
	SaveChart struct{ ID, Kind, Name string }
	// Say has screen readers told.
	Say struct{ Text string }
	// Focus gives the focus to an element, once it is drawn.
	Focus struct{ ID string }
	// ListTables asks for the list of the site's tables.
	ListTables struct{}
	// RemoveTable removes a table that was kept.
	RemoveTable struct{ Ref string }
	// KeepRun keeps the file of scores that were computed here; LoadRun asks for it.
	KeepRun struct {
		Ref  string
		Data []byte
		Rows int
	}
	LoadRun struct{ Ref string }
	// RestartPools lets workers that have failed be started again.
	RestartPools struct{}
)

func (KeepTheme) effect()    {}
func (RestartPools) effect() {}
func (RunJob) effect()       {}
func (StopJob) effect()      {}
func (WriteURL) effect()     {}
func (CopyText) effect()     {}
func (SaveFile) effect()     {}
func (SaveChart) effect()    {}
func (Say) effect()          {}
func (Focus) effect()        {}
func (ListTables) effect()   {}
func (RemoveTable) effect()  {}
func (KeepRun) effect()      {}
func (LoadRun) effect()      {}

func (a SetTheme) reduce(s State, _ float64) (State, []Effect) {
	s.Theme = a.Theme
	return s, []Effect{KeepTheme(a)}
}

func (a Resized) reduce(s State, _ float64) (State, []Effect) {
	s.Narrow = a.Narrow
	return s, nil
}

func (a PoolChanged) reduce(s State, _ float64) (State, []Effect) {
	s.Pool = a.Status
	return s, nil
}

func (a Toggle) reduce(s State, _ float64) (State, []Effect) {
	s.Open = maps.Clone(s.Open)
	s.Open[a.Part] = !s.Open[a.Part]
	return s, nil
}

func (a SetView) reduce(s State, _ float64) (State, []Effect) {
	s.View = a.View
	return s, nil
}

// Actions of jobs that end, each with the ID of its job.
type (
	// Progressed says how far a job is.
	Progressed struct {
		ID       string
		Fraction float64
	}
	// Failed says that a job could not be computed.
	Failed struct {
		ID  string
		Err error
	}
	// Opened has what an Open job found.
	Opened struct {
		ID     string
		Output *analysis.Description
	}
	// Compared has what a Compare job found.
	Compared struct {
		ID     string
		Output *analysis.Comparison
	}
	// Pointed has what a Points job found.
	Pointed struct {
		ID     string
		Output *analysis.PointsOutput
	}
	// Tasked has what a Tasks job found.
	Tasked struct {
		ID     string
		Output *analysis.TasksOutput
	}
	// Curved has what a Curves job found.
	Curved struct {
		ID     string
		Output *analysis.CurvesOutput
	}
)

// Started says that the page is on screen: it asks what tables there are.
type Started struct{}

func (Started) reduce(s State, _ float64) (State, []Effect) {
	s, effects := s.run(listing, "", RunJob{Kind: analysis.Kept, Input: analysis.KeptInput{}})
	return s, append(effects, ListTables{})
}

// Copied says how copying went.
type Copied struct {
	What string
	Err  error
}

func (a Copied) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify(notice.Notice{Topic: "copy", Kind: notice.Fault, Text: a.What + " could not be copied: " + a.Err.Error() + "."}), nil
	}
	return s.withdraw("copy"), []Effect{Say{a.What + " copied."}}
}

// Copy puts a text on the clipboard.
type Copy struct{ Text, What string }

func (a Copy) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{CopyText(a)}
}

// Save offers a file, and SavePicture the picture of a chart.
type (
	Save        struct{ Name, Text string }
	SavePicture struct{ ID, Kind, Name string }
)

func (a Save) reduce(s State, _ float64) (State, []Effect) { return s, []Effect{SaveFile(a)} }

func (a SavePicture) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{SaveChart(a)}
}

// Retry tries again what could not be done.
type Retry struct{}

func (Retry) reduce(s State, _ float64) (State, []Effect) {
	s.Problem, s.unopened = nil, ""
	s.Answer.Err, s.Answer.failed = nil, ""
	return s, []Effect{RestartPools{}}
}
