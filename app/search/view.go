package search

import (
	"fmt"

	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/app/theme"
	"protocell/core/job/searching"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// The elements that all pages share, by short names.
var (
	button, panel        = element.Button, element.Panel
	choose, entry, check = element.Choose, element.Entry, element.Check
)

// drawnKey is what every part with something of a search depends on.
type drawnKey struct {
	run     *state.Run
	version int
	view    state.View
	table   *state.Table
	theme   theme.Theme
	dark    bool
	narrow  bool
}

func (p *page) drawn() drawnKey {
	s := p.state
	k := drawnKey{s.Run, 0, s.View, s.Table, s.Theme, p.browser.Dark(), s.Narrow}
	if s.Run != nil {
		k.version = s.Run.Version
	}
	return k
}

// plain is the key of what does not depend on the window of the table of trials.
func (k drawnKey) plain() drawnKey {
	k.view.First, k.view.Sort, k.view.Down, k.view.Trial = 0, "", false, 0
	return k
}

// What parts of the page depend on beside.
type (
	setupKey struct {
		form           state.Form
		table          *state.Table
		problem        error
		tables, sets   int
		problems, open string
	}
	bestKey struct {
		drawn  drawnKey
		versus *searching.VersusOutput
		err    error
	}
	costKey struct {
		drawn drawnKey
		known int
	}
	tracesKey struct {
		known bool
		count int
		first string
		open  bool
	}
	lectureKey struct {
		table   *state.Table
		runs    string
		problem string
		version int
	}
)

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	s := p.state
	colours, next := element.ThemeButton(s.Theme)
	body := []ui.UI{
		element.Notices(s.Notices, func(id int) { p.do(state.Dismiss{ID: id}) }),
		p.answer(),
		p.parts.Once("setup", setupKey{s.Form, s.Table, s.Problem, len(s.Tables) + len(s.Own), len(s.Sets), fmt.Sprint(s.Problems), fmt.Sprint(s.Open)}, p.setup),
	}
	if s.Run != nil {
		d := p.drawn()
		best := bestKey{d.plain(), s.Versus.Value, s.Versus.Err}
		stage := []ui.UI{p.parts.Later("best", best, p.best)}
		if s.Run.Several() {
			stage = append(stage, p.parts.Later("versus", best, p.versus))
		}
		body = append(body, ui.Div().Class("search-stage").DataSet("parts", len(stage)).Body(stage...))
		if _, ok := s.Sight(); ok {
			body = append(body, p.parts.Once("replay", d.plain(), p.replay),
				ui.Div().Class("search-stage").Body(
					p.parts.Later("found", costKey{d, p.costs.known()}, p.found),
					p.parts.Later("code", d.plain(), p.code),
				),
				ui.Div().Class("search-stage", "search-figures").Body(p.figures(d)...),
				p.parts.Later("trials", costKey{d, p.costs.known()}, p.trials),
			)
		}
	}
	body = append(body, p.parts.Later("lecture", lectureKey{s.Table, s.Lecture.Runs, s.Lecture.Problem, s.Lecture.Version}, p.lecture), p.parts.Later("traces", tracesKey{s.Stored.Known, len(s.Stored.Traces), first(s.Stored.Traces), s.Open["traces"]}, p.traces))
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.Text)
	return ui.Div().Class("frame").DataSet("frame", "search").Body(
		element.Header("Search", "Neural architecture search, live", ui.Div(), p.shareButton(), colours.OnClick(p.on(state.SetTheme{Theme: next}))),
		ui.Main().ID("main").Class("main").Body(body...),
		ui.Footer().Class("footer").Body(
			ui.P().Text("Everything is computed in this tab, on your machine. Nothing is uploaded."),
			ui.P().Body(ui.Kbd().Text("Space"), ui.Text(" runs and pauses, "), ui.Kbd().Text("."), ui.Text(" is a single step.")),
		),
		live,
	)
}

// shareButton copies the address of the search, with the digest of what it found.
func (p *page) shareButton() ui.UI {
	return button("share", "Copy link").Class("primary").DataSet("testid", "share").Title("Whoever opens the link runs the same search, and is told whether it is identical").
		OnClick(func(ui.Context, ui.Event) {
			f := p.state.Form
			if r := p.state.Run; r != nil && r.Form == f {
				f.Digest = r.Sum()
			}
			url := p.browser.Address()
			if text := f.Fragment(); text != "" {
				url += "#" + text
			}
			p.do(state.Copy{Text: url, What: "Link"})
		}, "share")
}

// first returns which of the stored traces is the latest.
func first(list []searching.Stored) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Session
}
