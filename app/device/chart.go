package device

import (
	"protocell/app/device/state"
	"protocell/app/element"
	"protocell/app/shell"
	"protocell/core/experiment"
	"protocell/core/share"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// draw has a chart drawn once the page is, if what it shows has changed. A point that is
// chosen is an architecture, by its code, and opens in the playground.
func (p *page) draw(id string, c shell.Drawable) {
	p.charts.Draw(id, p.state.Theme, c, p.openNetwork)
}

// saves offers a chart as files.
func (p *page) saves(id, name string, csv func() string) []ui.UI {
	file := "protocell-" + name
	return element.Saves(id,
		func(kind string) { p.do(state.SavePicture{ID: id, Kind: kind, Name: file + "." + kind}) },
		func() { p.do(state.Save{Name: file + ".csv", Text: csv()}) })
}

// Inks of groups of points, by the names that device.css has for them.
const (
	inkSample = "sample"
	inkShown  = "shown"  // number 0
	inkPinned = "pinned" // number 1
)

// key is a line of a legend.
type key struct{ ink, name string }

// legend says what the colours of points mean.
func legend(keys ...key) ui.UI {
	var items []ui.UI
	for _, k := range keys {
		items = append(items, ui.Li().DataSet("ink", k.ink).Text(k.name))
	}
	return ui.Ul().Class("device-legend").Body(items...)
}

// networkURL is the address of an architecture of the profile on show in the playground,
// or "".
func (p *page) networkURL(code string) string {
	e := p.state.Shown()
	if e == nil {
		return ""
	}
	a, err := space.ParseCode(e.Space, code)
	if err != nil {
		return ""
	}
	spec := experiment.DefaultOf(e.Space)
	spec.Arch, spec.Skeleton = e.Space.Print(a), e.Skeleton
	fragment, err := share.Link{Spec: spec}.Fragment()
	if err != nil {
		return ""
	}
	return "./#" + fragment
}

// openNetwork opens an architecture in the playground. Of an operator nothing opens.
func (p *page) openNetwork(code string) {
	if url := p.networkURL(code); url != "" {
		p.browser.Call("open", url, "_blank", "noopener")
	}
}
