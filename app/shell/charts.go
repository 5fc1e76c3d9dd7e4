package shell

import (
	"strings"

	"protocell/app/chart"
	"protocell/app/theme"
)

// Drawable is a chart of package chart.
type Drawable interface {
	Options(chart.Colours) ([]byte, error)
}

// Charts draws the charts of a page, each when what it shows has changed. Its zero value
// with a Window and a Loop is ready.
type Charts struct {
	Window *Window
	Loop   *Loop
	drawn  map[string]string // options, by chart
}

// Dark reports whether a page in a colour scheme is dark.
func (c *Charts) Dark(t theme.Theme) bool {
	return t == theme.Dark || t == theme.System && c.Window.Dark()
}

// Draw has a chart drawn into the element with an id, once the page is drawn. chosen is
// called with the name of a point that the visitor chooses; it is that of the first call.
func (c *Charts) Draw(id string, t theme.Theme, d Drawable, chosen func(name string)) {
	options, err := d.Options(c.colours(t))
	if err != nil || string(options) == c.drawn[id] {
		return // finite numbers and strings always have a JSON form
	}
	if c.drawn == nil {
		c.drawn = map[string]string{}
	}
	c.drawn[id] = string(options)
	c.Loop.After(func() { c.Window.Chart(id, string(options), chosen) })
}

// colours are those of a colour scheme.
func (c *Charts) colours(t theme.Theme) chart.Colours {
	colour := func(name string) string { return strings.TrimSpace(c.Window.Colour("--" + name)) }
	return chart.Colours{
		Text: colour("text"), Muted: colour("muted"), Line: colour("line"), Surface: colour("surface"),
		Sample: colour("sample"), Pinned: colour("pinned"), Shown: colour("accent"),
		More: []string{colour("mark-1"), colour("mark-2"), colour("mark-3"), colour("mark-4")}, Dark: c.Dark(t),
	}
}
