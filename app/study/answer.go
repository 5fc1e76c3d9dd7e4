package study

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/study/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// answer is the question and its answer in words.
func (p *page) answer() ui.UI {
	s := p.state
	var body []ui.UI
	switch {
	case s.Problem != nil:
		body = append(body, p.trouble("The table could not be opened: "+s.Problem.Error()+"."))
	case s.TableName() == "" && s.Shelf.Listed:
		body = append(body, ui.P().Class("study-verdict").Text("There is no table yet: drop one anywhere on this page."))
	case s.Answer.Err != nil:
		body = append(body, p.trouble("This cannot be answered: "+s.Answer.Err.Error()+"."))
	case s.Table != nil && len(s.Proxies()) == 0:
		body = append(body, ui.P().Class("study-verdict").Text("This table has no proxies: compute some below."))
	case s.Answer.Value == nil:
		body = append(body, ui.P().Class("study-verdict").Text("Reading the table…"))
	default:
		v := s.Verdict()
		body = append(body, ui.P().Class("study-verdict").DataSet("testid", "verdict").DataSet("intervals", s.Answer.Intervals).DataSet("fresh", s.Fresh()).Text(v.Short))
		for _, more := range v.More {
			body = append(body, ui.P().Class("verdict-more").Text(more))
		}
	}
	if s.Table != nil {
		body = append(body, ui.P().Class("muted", "verdict-of").DataSet("testid", "basis").Text(p.basis()))
	}
	if s.Answer.Value != nil && (!s.Answer.Intervals || !s.Fresh()) {
		body = append(body, ui.Progress().Class("verdict-progress").Max(1).Value(s.Answer.Done).Aria("label", "Intervals"))
	}
	var tools []ui.UI
	if s.Answer.Value != nil && s.Answer.Intervals {
		tools = []ui.UI{
			ui.Button().Type("button").Class("button", "small").DataSet("testid", "results-json").Title("Download the question and all results as JSON").Aria("label", "Download the results as JSON").
				OnClick(func(ui.Context, ui.Event) { p.do(state.SaveResults{}) }, "results").Text("Results, JSON"),
		}
	}
	return ui.Section().ID("answer").Class("panel", "verdict-panel").Aria("labelledby", "answer-title").Body(
		append([]ui.UI{ui.Div().Class("verdict-head").Body(ui.H2().ID("answer-title").Text("Which proxy ranks best?"), ui.Div().Class("tools").Body(tools...))}, body...)...)
}

// trouble is why there is no answer, with a way out.
func (p *page) trouble(text string) ui.UI {
	return ui.Div().Class("callout", "fault").Attr("role", "alert").DataSet("testid", "problem").Body(
		ui.P().Text(text),
		button("refresh", "Try again").DataSet("testid", "retry").OnClick(p.on(state.Retry{})),
	)
}

// basis says what the answer is of.
func (p *page) basis() string {
	s := p.state
	truth, _ := s.Truth()
	text := s.Table.Title + " · " + s.Table.Words(truth.Meta)
	v := s.Answer.Value
	if v == nil {
		return text
	}
	text += fmt.Sprintf(" · %s of %s architectures", thousands(v.Rows), thousands(s.Table.Rows))
	if s.Study.Size > 0 {
		text += fmt.Sprintf(", random with seed %d", s.Study.Draw)
	}
	if v.Missing > 0 {
		text += fmt.Sprintf(" · %s lack a score or the truth", thousands(v.Missing))
	}
	if v.Unscored > 0 {
		text += fmt.Sprintf(" · %s of the sample are not scored here yet", thousands(v.Unscored))
	}
	if v.Left > 0 {
		text += fmt.Sprintf(" · %s left out, as a number is not finite", thousands(v.Left))
	}
	if v.Draws > 0 {
		text += fmt.Sprintf(" · intervals from %s bootstrap draws of architectures", thousands(v.Draws))
	}
	return text
}

// number writes an estimate for people.
func (p *page) number(t state.StatisticInfo, v float64) string {
	switch {
	case t.Percent:
		return display.Significant(100*v, 3) + " %"
	case t.Unit:
		return display.Significant(v, 3)
	}
	return state.Rho(v)
}
