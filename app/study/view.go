package study

import (
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/app/theme"
	"protocell/core/job/analysis"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// The elements that all pages share, by short names.
var (
	button, iconButton, icon, panel = element.Button, element.IconButton, element.Icon, element.Panel
	choose, entry                   = element.Choose, element.Entry
	thousands                       = display.Thousands
)

// drawnKey is what every part with a chart depends on.
type drawnKey struct {
	answer *analysis.Comparison
	fresh  bool
	theme  theme.Theme
	dark   bool
	narrow bool
}

func (p *page) drawn() drawnKey {
	s := p.state
	return drawnKey{s.Answer.Value, s.Fresh(), s.Theme, p.browser.Dark(), s.Narrow}
}

// What parts of the page depend on beside.
type (
	viewKey struct {
		drawn drawnKey
		view  state.View
	}
	pointsKey struct {
		drawn drawnKey
		key   string
		x     string
		order bool
	}
	tasksKey struct {
		drawn drawnKey
		value *analysis.TasksOutput
		err   error
	}
	curvesKey struct {
		drawn drawnKey
		value *analysis.CurvesOutput
		err   error
		curve string
	}
)

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	s := p.state
	colours, next := element.ThemeButton(s.Theme)
	body := []ui.UI{element.Notices(s.Notices, func(id int) { p.do(state.Dismiss{ID: id}) }), p.answer(), p.question()}
	if s.Answer.Value != nil && s.Answer.Value.Rows > 0 {
		d := p.drawn()
		stage := []ui.UI{
			p.parts.Once("statistics", viewKey{d, s.View}, p.statistics),
			p.parts.Once("scatter", pointsKey{d, s.Points.Key, s.X(), s.View.Order}, p.scatter),
			p.parts.Once("heat", viewKey{drawn: d}, p.heat),
			p.parts.Once("partial", viewKey{d, state.View{Given: s.View.Given}}, p.partial),
			p.parts.Once("converge", viewKey{d, s.View}, p.converge),
		}
		if s.Table.Datasets() > 1 {
			stage = append(stage, p.parts.Once("tasks", tasksKey{d, s.Tasks.Value, s.Tasks.Err}, p.tasks))
		}
		body = append(body,
			ui.Div().Class("study-stage").DataSet("fresh", s.Fresh()).Body(stage...),
			p.parts.Once("curves", curvesKey{d, s.Curves.Value, s.Curves.Err, s.View.Curve}, p.curves),
			p.parts.Once("lecture", lectureKey{d, s.Tasks.Value, s.Open["lecture"]}, p.lecture),
		)
	}
	body = append(body, p.here(), p.shelf())
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.Text)
	return ui.Div().Class("frame").DataSet("frame", "study").Body(
		element.Header("Study", "Which proxy ranks best?", ui.Div(), p.shareButton(), colours.OnClick(p.on(state.SetTheme{Theme: next}))),
		ui.Main().ID("main").Class("main").Body(body...),
		ui.Footer().Class("footer").Body(
			ui.P().Text("Everything is computed in this tab, on your machine. Nothing is uploaded."),
			ui.P().Text("Intervals: 95 %, percentile bootstrap over architectures; the same numbers on every machine."),
		),
		live,
	)
}

// shareButton copies the address of the study.
func (p *page) shareButton() ui.UI {
	return button("share", "Copy link").Class("primary").DataSet("testid", "share").OnClick(func(ui.Context, ui.Event) {
		url := p.browser.Address()
		if f := p.state.Study.Fragment(); f != "" {
			url += "#" + f
		}
		p.do(state.Copy{Text: url, What: "Link"})
	}, "share")
}
