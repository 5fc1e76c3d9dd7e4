package state

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Axes says which scores a chart shows.
type Axes struct{ X, Y string } // ids of measures

func (a Toggle) reduce(s State, _ float64) (State, []Effect) {
	s.Open = maps.Clone(s.Open)
	if s.Open == nil {
		s.Open = map[string]bool{}
	}
	if s.Open[a.Part] {
		delete(s.Open, a.Part)
	} else {
		s.Open[a.Part] = true
	}
	return s, nil
}

// OpenBlock returns the name of the block of the network that is unfolded, or "".
func (s State) OpenBlock() string {
	for name := range s.Open {
		if strings.HasPrefix(name, "block-") {
			return name
		}
	}
	return ""
}

func (a ToggleBlock) reduce(s State, now float64) (State, []Effect) {
	part := fmt.Sprintf("block-%d", a.Block)
	wasOpen := s.Open[part]
	s.Open = maps.Clone(s.Open)
	maps.DeleteFunc(s.Open, func(name string, _ bool) bool { return strings.HasPrefix(name, "block-") })
	if wasOpen {
		return s, nil
	}
	return Toggle{part}.reduce(s, now)
}

func (a ShowDialog) reduce(s State, _ float64) (State, []Effect) {
	s.Dialog = a.Dialog
	return s, nil
}

func (a Dismiss) reduce(s State, _ float64) (State, []Effect) {
	for _, n := range s.Notices {
		if n.ID == a.ID {
			return s.hush(n.Topic), nil
		}
	}
	return s, nil
}

func (a Fold) reduce(s State, _ float64) (State, []Effect) {
	s = s.fold(a.Group)
	return s, []Effect{KeepFolded{strings.Join(slices.Sorted(maps.Keys(s.Folded)), " ")}}
}

// fold folds a group, or unfolds it.
func (s State) fold(group string) State {
	s.Folded = maps.Clone(s.Folded)
	if s.Folded[group] {
		delete(s.Folded, group)
		return s
	}
	if s.Folded == nil {
		s.Folded = map[string]bool{}
	}
	s.Folded[group] = true
	return s
}

func (a SetTheme) reduce(s State, _ float64) (State, []Effect) {
	s.Theme = a.Theme
	return s, []Effect{KeepTheme(a)}
}

func (a SetAxes) reduce(s State, _ float64) (State, []Effect) {
	_, x := s.Measure(a.Axes.X)
	_, y := s.Measure(a.Axes.Y)
	if x && y {
		s.Axes = a.Axes
	}
	return s, nil
}

func (a Resized) reduce(s State, _ float64) (State, []Effect) {
	s.Narrow = a.Narrow
	return s, nil
}
