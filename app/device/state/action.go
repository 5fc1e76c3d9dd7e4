package state

import (
	"maps"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/job"
)

// Action is something that happens. Its fields are all that the state learns of it.
type Action interface {
	reduce(s State, now float64) (State, []Effect)
}

// Effect is something for the outside world to do. It is only a description.
type Effect interface{ effect() }

// Actions of the page around what is measured.
type (
	// SetTheme chooses a colour scheme.
	SetTheme struct{ Theme theme.Theme }
	// Resized says how wide the window is.
	Resized struct{ Narrow bool }
	// PoolChanged says how the worker that measures is.
	PoolChanged struct{ Status pool.Status }
	// Toggle folds or unfolds a part of the page.
	Toggle struct{ Part string }
	// SetView changes how the profile is shown.
	SetView struct{ View View }
	// Dismiss removes a notice.
	Dismiss struct{ ID int }
	// Navigated says that a fragment came into the address.
	Navigated struct{ Fragment string }
	// Copied says how copying went.
	Copied struct {
		What string
		Err  error
	}
	// Save offers a file, and SavePicture the picture of a chart.
	Save        struct{ Name, Text string }
	SavePicture struct{ ID, Kind, Name string }
)

// Effects.
type (
	// KeepTheme stores the colour scheme and shows the page in it.
	KeepTheme struct{ Theme theme.Theme }
	// RunJob has a job run; how it ends is told by an action that names its ID.
	RunJob struct {
		ID    string
		Kind  job.Kind
		Input any
	}
	// StopJob stops one, of which nothing is heard any more.
	StopJob struct{ ID string }
	// RestartPool lets a worker that has failed be started again.
	RestartPool struct{}
	// CopyText puts text on the clipboard.
	CopyText struct{ Text, What string }
	// SaveFile offers a file for download.
	SaveFile struct{ Name, Text string }
	// SaveChart offers the picture of a chart for download, "png" or "svg".
	SaveChart struct{ ID, Kind, Name string }
	// Say has screen readers told.
	Say struct{ Text string }
	// ListProfiles asks for the profiles that are kept.
	ListProfiles struct{}
	// KeepProfile keeps the file of a profile, and RemoveProfile removes it.
	KeepProfile   struct{ Ref, Text string }
	RemoveProfile struct{ Ref string }
	// ListTables asks for the list of the site's tables.
	ListTables struct{}
	// WriteURL puts a fragment into the address bar.
	WriteURL struct{ Fragment string }
)

func (KeepTheme) effect()     {}
func (RunJob) effect()        {}
func (StopJob) effect()       {}
func (RestartPool) effect()   {}
func (CopyText) effect()      {}
func (SaveFile) effect()      {}
func (SaveChart) effect()     {}
func (Say) effect()           {}
func (ListProfiles) effect()  {}
func (KeepProfile) effect()   {}
func (RemoveProfile) effect() {}
func (ListTables) effect()    {}
func (WriteURL) effect()      {}

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

func (a Dismiss) reduce(s State, _ float64) (State, []Effect) {
	s.Notices = s.Notices.Dismissed(a.ID)
	return s, nil
}

// notify shows a notice.
func (s State) notify(n notice.Notice) State {
	s.Notices = s.Notices.With(n)
	return s
}

func (a Copied) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify(notice.Notice{Topic: "copy", Kind: notice.Fault, Text: a.What + " could not be copied: " + a.Err.Error() + "."}), nil
	}
	s = s.notify(notice.Notice{Topic: "copy", Kind: notice.Good, Text: a.What + " copied."})
	return s, []Effect{Say{a.What + " copied."}}
}

func (a Save) reduce(s State, _ float64) (State, []Effect) { return s, []Effect{SaveFile(a)} }

func (a SavePicture) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{SaveChart(a)}
}
