// Package state is what the study page shows and how it changes: a pure function of
// the actions. Package study draws it.
package state

import (
	"protocell/app/theme"
)

// State is what the page shows. It is a value: an action makes another.
type State struct {
	Theme  theme.Theme
	Narrow bool // whether the window is too narrow for wide drawings
}

// Start is what a page starts with.
type Start struct {
	Theme  theme.Theme
	Narrow bool
}

// New returns the state of a page that starts.
func New(s Start) State { return State{Theme: s.Theme, Narrow: s.Narrow} }

// Action is something that happens. Its fields are all that the state learns of it.
type Action interface {
	reduce(s State, now float64) (State, []Effect)
}

// Effect is something for the outside world to do. It is only a description.
type Effect interface{ effect() }

// Reduce returns the state after an action at a time in milliseconds, and what there is to do.
func Reduce(s State, a Action, now float64) (State, []Effect) { return a.reduce(s, now) }

type (
	// SetTheme chooses a colour scheme.
	SetTheme struct{ Theme theme.Theme }
	// Resized says how wide the window is.
	Resized struct{ Narrow bool }
	// KeepTheme is the effect that stores the colour scheme and shows the page in it.
	KeepTheme struct{ Theme theme.Theme }
)

func (KeepTheme) effect() {}

func (a SetTheme) reduce(s State, _ float64) (State, []Effect) {
	s.Theme = a.Theme
	return s, []Effect{KeepTheme(a)}
}

func (a Resized) reduce(s State, _ float64) (State, []Effect) {
	s.Narrow = a.Narrow
	return s, nil
}
