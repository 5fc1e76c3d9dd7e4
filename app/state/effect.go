package state

import (
	"protocell/app/theme"
	"protocell/core/job"
	"protocell/core/job/analysis"
)

// Effect is something for the outside world to do. It is only a description.
type Effect interface{ effect() }

// RunJob has a job run by a worker. It ends in Scored, Previewed or Failed with
// its ID, unless StopJob comes first.
type RunJob struct {
	ID         string
	Kind       job.Kind
	Input      any
	Background bool
	Progress   bool // whether Progressed actions are wanted
}

// StopJob stops a job; nothing is heard of it any more.
type StopJob struct{ ID string }

// WriteURL puts the experiment into the address bar, as a new entry of the
// history or in the place of the present one.
type WriteURL struct {
	Fragment string
	Push     bool
}

// CopyText puts text on the clipboard, and says so under the name What.
type CopyText struct{ Text, What string }

// SaveFile offers a file for download.
type SaveFile struct{ Name, Text string }

// WriteNetwork has the network on show written in the format of another tool, and ends
// in NetworkWritten.
type WriteNetwork struct {
	Name  string // of the file
	Input analysis.NetworkInput
}

// Say has screen readers say a text, at most one every two seconds.
type Say struct{ Text string }

// Focus gives the focus to the element with an id, once it is drawn.
type Focus struct{ ID string }

// KeepFolded stores which groups of the scorecard are folded.
type KeepFolded struct{ Groups string }

// KeepTheme stores the colour scheme and shows the page in it.
type KeepTheme struct{ Theme theme.Theme }

// RestartPool lets failed workers be replaced again.
type RestartPool struct{}

func (RunJob) effect()       {}
func (WriteNetwork) effect() {}
func (StopJob) effect()      {}
func (WriteURL) effect()     {}
func (CopyText) effect()     {}
func (SaveFile) effect()     {}
func (Say) effect()          {}
func (Focus) effect()        {}
func (KeepTheme) effect()    {}
func (KeepFolded) effect()   {}
func (RestartPool) effect()  {}
