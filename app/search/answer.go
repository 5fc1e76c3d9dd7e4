package search

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/search/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// answer is what was found, in words, and the controls of the search.
func (p *page) answer() ui.UI {
	s := p.state
	var body []ui.UI
	switch {
	case s.Problem != nil && s.Run == nil:
		body = append(body, p.trouble("The table could not be opened: "+s.Problem.Error()+"."))
	case s.Run == nil && !s.Listed:
		body = append(body, ui.P().Class("study-verdict").Text("Reading the table…"))
	default:
		v := s.Verdict()
		body = append(body, ui.P().Class("study-verdict").DataSet("testid", "verdict").DataSet("phase", p.phase()).Text(v.Short))
		for _, more := range v.More {
			body = append(body, ui.P().Class("verdict-more").Text(more))
		}
	}
	if s.Run != nil || s.Listed {
		body = append(body, ui.P().Class("muted", "verdict-of").DataSet("testid", "basis").Text(p.basis()))
	}
	body = append(body, p.controls())
	if s.Pool.Err != nil {
		body = append(body, p.trouble("Nothing can be computed: "+s.Pool.Err.Error()+"."))
	} else if _, x := s.Shown(); x != nil && x.Err != nil {
		body = append(body, p.trouble("The search cannot go on: "+x.Err.Error()+". What has been computed stays."))
	}
	return ui.Section().ID("answer").Class("panel", "verdict-panel").Aria("labelledby", "answer-title").Body(
		append([]ui.UI{ui.Div().Class("verdict-head").Body(ui.H2().ID("answer-title").Text("What finds a good network, and how soon?"))}, body...)...)
}

// phase is what the page does, for tests and styles.
func (p *page) phase() string {
	if p.state.Run == nil {
		return "none"
	}
	return string(p.state.Run.Phase)
}

// trouble is why something is not there, with a way out.
func (p *page) trouble(text string) ui.UI {
	return ui.Div().Class("callout", "fault").Attr("role", "alert").DataSet("testid", "problem").Body(
		ui.P().Text(text),
		button("refresh", "Try again").DataSet("testid", "retry").OnClick(p.on(state.Retry{})),
	)
}

// basis says what the answer is of.
func (p *page) basis() string {
	s := p.state
	signal := s.Signal()
	text := "By " + signal.Name
	if sight, ok := s.Sight(); ok {
		text += " · " + sight.Space.Info().Name
	} else if sp := s.Space(); sp != nil {
		text += " · " + sp.Info().Name
	}
	if s.Table != nil && s.Filled().Evaluator == state.ByTable && (s.Run == nil || s.Run.Form == s.Form) {
		text += " · " + s.Table.Title
		if s.Table.Known < s.Table.Rows {
			text += fmt.Sprintf(", %d of %d architectures", s.Table.Known, s.Table.Rows)
		}
	}
	return text
}

// runAction is what the large button and the space bar do.
func (p *page) runAction() state.Action {
	r := p.state.Run
	switch {
	case r == nil || r.Form != p.state.Form && !r.Foreign || r.Phase == state.Done:
		return state.StartRun{}
	case r.Phase == state.Running:
		return state.Pause{}
	}
	return state.Resume{}
}

// controls run, pause, step and stop.
func (p *page) controls() ui.UI {
	s := p.state
	r := s.Run
	symbol, label := "play", "Run"
	able := s.Problems == nil
	switch a := p.runAction().(type) {
	case state.Pause:
		symbol, label, able = "pause", "Pause", true
	case state.Resume:
		label, able = "Go on", true
	default:
		_ = a
		if r != nil && r.Phase == state.Done && r.Form == s.Form {
			label = "Run again"
		} else if r != nil {
			label = "Run this"
		}
	}
	_, x := s.Shown()
	stepping := x != nil && x.Steps > 0
	running := r != nil && r.Phase == state.Running
	buttons := []ui.UI{
		button(symbol, label).Class("primary", "run").DataSet("testid", "run").DataSet("does", label).Disabled(!able).
			OnClick(func(ui.Context, ui.Event) { p.do(p.runAction()) }, "run"),
		button("chevron", "Step").DataSet("testid", "step").Title("One trial: what it found, and what is asked next ( . )").
			Disabled(running || stepping || s.Problems != nil && r == nil || x != nil && x.Ended() && r.Form == s.Form).OnClick(p.on(state.Step{})),
		button("close", "Stop").DataSet("testid", "stop").Title("Ends what is being evaluated, too; what has been computed stays").
			Disabled(!running).OnClick(p.on(state.Stop{})),
	}
	parts := []ui.UI{ui.Div().Class("tools").Body(buttons...)}
	if r != nil {
		parts = append(parts, p.progress()...)
	}
	if words := p.estimate(); words != "" && !running {
		parts = append(parts, ui.P().Class("muted", "search-estimate").DataSet("testid", "estimate").Text(words))
	}
	return ui.Div().Class("search-controls").Body(parts...)
}

// progress says how far the run is.
func (p *page) progress() []ui.UI {
	s := p.state
	r := s.Run
	told, ended := r.Trials()
	searches := len(r.All())
	words := display.Plural(told, "trial")
	if searches > 1 {
		words = fmt.Sprintf("%d of %d searches · %s", ended, searches, words)
	}
	done, ok := s.Fraction()
	left := ""
	if ok && r.Phase == state.Running && r.Millis > 800 && done > 0.02 {
		if began := r.Began(); done > began {
			left = " · about " + display.Millis(r.Millis*(1-done)/(done-began)) + " left"
		}
	}
	if r.Phase == state.Paused && r.Busy() {
		left = " · a trial under way ends"
	}
	parts := []ui.UI{ui.P().Class("muted").DataSet("testid", "progress").DataSet("trials", told).DataSet("ended", ended).Text(words + left)}
	if ok && r.Phase != state.Done {
		parts = append(parts, ui.Progress().Class("verdict-progress").Max(1).Value(done).Aria("label", "Search"))
	}
	return parts
}

// estimate says what the searches of the form take.
func (p *page) estimate() string {
	s := p.state
	if r := s.Run; r != nil && r.Form == s.Form && r.Phase != state.Paused {
		return ""
	}
	e, ok := s.Estimate()
	switch {
	case s.Problems != nil:
		return "It cannot run yet: see the fields that are marked."
	case !ok:
		return "Estimating…"
	}
	text := display.Plural(e.Trials, "trial") + " in all"
	if e.Searches > 1 {
		text = fmt.Sprintf("%d searches, %s", e.Searches, text)
	}
	if e.Epochs > 0 {
		text += fmt.Sprintf(", %d epochs of training", e.Epochs)
	}
	text += ": about " + display.Millis(1000*e.Seconds) + " on this machine"
	if e.Bytes > 0 {
		text += ", " + display.Bytes(e.Bytes) + " a worker"
	}
	if e.End != "" {
		text += "; it would end early: " + e.End
	}
	return text + "."
}
