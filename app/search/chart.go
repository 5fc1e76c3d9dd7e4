package search

import (
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/app/shell"
	"protocell/core/experiment"
	"protocell/core/share"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// draw has a chart drawn once the page is, if what it shows has changed. A point that is
// chosen is a trial, whose cell is then shown.
func (p *page) draw(id string, c shell.Drawable) {
	p.charts.Draw(id, p.state.Theme, c, func(name string) {
		if n := number(name); n > 0 {
			p.see(func(v *state.View) { v.Trial = n })
		}
	})
}

// number reads the number of a trial, 0 if it is none.
func number(text string) (n int) {
	for _, c := range text {
		if c < '0' || c > '9' || n > 1e8 {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// high is the height of a chart in pixels, as study.css has it.
const high = 320

// saves offers a chart as files. go-app keeps the first handler of a button: it asks for
// the latest csv.
func (p *page) saves(id, name string, csv func() string) []ui.UI {
	file := "protocell-" + name
	p.texts[id] = csv
	return element.Saves(id,
		func(kind string) { p.do(state.SavePicture{ID: id, Kind: kind, Name: file + "." + kind}) },
		func() { p.do(state.Save{Name: file + ".csv", Text: p.texts[id]()}) })
}

// signed returns a value as it is shown: searches maximise the negative of what is lower
// the better.
func (p *page) signed(v float64) float64 {
	if p.state.Signal().Lower {
		return -v
	}
	return v
}

// axisName names an axis of cost, and signalName that of the values.
func (p *page) axisName() string {
	switch p.state.View.Axis {
	case state.ByCost:
		return "Cost on the simulated clock, " + or(p.state.Signal().Clock, "none")
	case state.BySeconds:
		return "Seconds of evaluation, here"
	}
	return "Trials"
}

func (p *page) signalName() string {
	s := p.state.Signal()
	name := "Best " + s.Name
	if s.Unit != "" {
		name += ", " + s.Unit
	}
	return name
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// cellURL returns the address of an architecture in the playground.
func cellURL(sp space.Space, a space.Arch) string {
	spec := experiment.DefaultOf(sp)
	spec.Arch = sp.Print(a)
	f, err := share.Link{Spec: spec}.Fragment()
	if err != nil {
		return "./"
	}
	return "./#" + f
}

// worth writes a number of a table.
func worth(v float64) string { return display.Significant(v, 5) }
