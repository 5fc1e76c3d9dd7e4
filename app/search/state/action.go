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

// Actions of the page around the search.
type (
	// SetTheme chooses a colour scheme.
	SetTheme struct{ Theme theme.Theme }
	// Resized says how wide the window is.
	Resized struct{ Narrow bool }
	// PoolChanged says how the workers are.
	PoolChanged struct{ Status pool.Status }
	// Toggle folds or unfolds a part of the page.
	Toggle struct{ Part string }
	// SetView changes how a search is shown.
	SetView struct{ View View }
	// Dismiss removes a notice.
	Dismiss struct{ ID int }
	// Copied says how copying went.
	Copied struct {
		What string
		Err  error
	}
	// Copy puts a text on the clipboard.
	Copy struct{ Text, What string }
	// Save offers a file, and SavePicture the picture of a chart.
	Save        struct{ Name, Text string }
	SavePicture struct{ ID, Kind, Name string }
	// Retry tries again what could not be done.
	Retry struct{}
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
	// ListTables asks for the list of the site's tables, and ListSets for that of the
	// visitor's image sets.
	ListTables struct{}
	ListSets   struct{}
	// RestartPools lets workers that have failed be started again.
	RestartPools struct{}
)

func (KeepTheme) effect()    {}
func (RunJob) effect()       {}
func (StopJob) effect()      {}
func (WriteURL) effect()     {}
func (CopyText) effect()     {}
func (SaveFile) effect()     {}
func (SaveChart) effect()    {}
func (Say) effect()          {}
func (ListTables) effect()   {}
func (ListSets) effect()     {}
func (RestartPools) effect() {}

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
func (s State) notify(topic string, kind notice.Kind, text string, details ...string) State {
	s.Notices = s.Notices.With(notice.Notice{Topic: topic, Kind: kind, Text: text, Details: details})
	return s
}

func (a Copied) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify("copy", notice.Fault, a.What+" could not be copied: "+a.Err.Error()+"."), nil
	}
	s.Notices = s.Notices.Without("copy")
	return s, []Effect{Say{a.What + " copied."}}
}

func (a Copy) reduce(s State, _ float64) (State, []Effect) { return s, []Effect{CopyText(a)} }

func (a Save) reduce(s State, _ float64) (State, []Effect) { return s, []Effect{SaveFile(a)} }

func (a SavePicture) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{SaveChart(a)}
}

// Retry lets workers be started again, and goes on where they were lost.
func (Retry) reduce(s State, now float64) (State, []Effect) {
	s.Problem, s.unopened = nil, ""
	s.Versus.Err, s.Versus.failed = nil, ""
	if r := s.Run; r != nil {
		for _, x := range r.All() {
			x.retry()
		}
		if r.Phase == Done {
			r.Phase = Paused
		}
		r.changed(now)
	}
	return s, []Effect{RestartPools{}}
}
