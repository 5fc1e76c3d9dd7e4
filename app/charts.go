package app

import (
	"strings"

	"protocell/app/chart"
	"protocell/app/state"
	"protocell/app/theme"
)

// charts are the charts of the page as they were drawn last. The zero value has none.
type charts struct {
	options map[string]string // by id of the chart
	colours map[scheme]chart.Colours
}

// scheme says in which colours the page is.
type scheme struct {
	theme theme.Theme
	dark  bool
}

// chartColours returns the colours of charts. The browser is asked once for each scheme:
// to answer, it styles the whole page.
func (p *page) chartColours() chart.Colours {
	now := scheme{p.state.Theme, p.browser.Dark()}
	if c, ok := p.charts.colours[now]; ok {
		return c
	}
	colour := func(name string) string { return strings.TrimSpace(p.browser.Colour("--" + name)) }
	c := chart.Colours{
		Text: colour("text"), Muted: colour("muted"), Line: colour("line"), Surface: colour("surface"),
		Sample: colour("sample"), Pinned: colour("pinned"), Shown: colour("accent"),
	}
	if p.charts.colours == nil {
		p.charts.colours = map[scheme]chart.Colours{}
	}
	p.charts.colours[now] = c
	return c
}

// drawChart has a chart drawn if what it shows has changed. A point that is chosen is
// a cell to be opened.
func (p *page) drawChart(id string, c chart.Scatter) {
	options, err := c.Options(p.chartColours())
	if err != nil || string(options) == p.charts.options[id] {
		return // finite numbers and strings always have a JSON form
	}
	if p.charts.options == nil {
		p.charts.options = map[string]string{}
	}
	p.charts.options[id] = string(options)
	p.loop.After(func() {
		p.browser.Chart(id, string(options), func(code string) { p.hear(state.EnterArch{Text: code}) })
	})
}
