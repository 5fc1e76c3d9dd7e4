package search

import (
	"fmt"
	"time"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/job/searching"
	"protocell/core/search"
	"protocell/core/space/spaces"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// listed is how many stored traces are listed at first.
const listed = 8

// traces are the searches that are stored on this machine, and a place for others.
func (p *page) traces() ui.UI {
	s := p.state
	body := []ui.UI{
		ui.P().Class("muted").Text("Every search keeps its trace in this browser, line by line: its spec, and what was asked and told. Open one to look at it event by event, or drop one anywhere on this page, from here or from the command line."),
		ui.Div().Class("data-bar").Body(
			ui.Label().Class("button").For("trace-files").Body(element.Icon("open"), ui.Span().Text("Open a trace")),
			ui.Input().ID("trace-files").DataSet("testid", "trace-files").Class("visually-hidden").Type("file").
				OnChange(func(ctx ui.Context, _ ui.Event) { p.files.picked(ctx.JSSrc(), p.hear) }),
			ui.If(len(s.Stored.Traces) > 1, button("close", "Delete all").DataSet("testid", "forget-all").OnClick(p.on(state.ForgetAll{}))),
		),
	}
	if s.Stored.Err != nil {
		body = append(body, ui.P().Class("problem").Text("What is stored cannot be read: "+s.Stored.Err.Error()+"."))
	}
	var items []ui.UI
	all := s.Stored.Traces
	if !s.Open["traces"] {
		all = all[:min(len(all), listed)]
	}
	for _, t := range all {
		items = append(items, p.stored(t))
	}
	if len(items) > 0 {
		body = append(body, ui.Ul().Class("sets").Body(items...))
	}
	if n := len(s.Stored.Traces); n > listed {
		text := fmt.Sprintf("All %d", n)
		if s.Open["traces"] {
			text = "Fewer"
		}
		body = append(body, ui.Button().Type("button").Class("link").Aria("expanded", s.Open["traces"]).OnClick(p.on(state.Toggle{Part: "traces"})).Text(text))
	}
	return panel("traces", "Traces", nil, body...)
}

// stored is one stored trace.
func (p *page) stored(t searching.Stored) ui.UI {
	name := t.Spec.Strategy
	if info, err := search.Lookup(t.Spec.Strategy); err == nil {
		name = info.Name
	}
	words := time.UnixMilli(t.Modified).Format("2 Jan 15:04") + " · " + display.Bytes(t.Bytes)
	switch {
	case t.Error != "":
		name, words = t.Session, "cannot be read: "+t.Error
	case t.Read:
		words += " · " + display.Plural(t.Trials, "trial")
		if t.End == "" {
			words += ", not ended"
		}
	}
	var drawing ui.UI = ui.Span().Hidden(true)
	if sp, err := spaces.ByID(t.Spec.Space); err == nil && t.Arch != "" {
		if a, err := sp.Parse(t.Arch); err == nil {
			drawing = element.Miniature(sp, a)
		}
	}
	return ui.Li().Class("set", "search-stored").DataSet("testid", "stored").DataSet("session", t.Session).Body(
		ui.H3().Text(fmt.Sprintf("%s, seed %d", name, t.Spec.Seed)),
		ui.P().Class("muted").Text(words), drawing,
		ui.Div().Class("tools").Body(
			ui.If(t.Error == "", ui.Button().Type("button").Class("button").DataSet("testid", "open-"+t.Session).OnClick(p.on(state.OpenTrace{Session: t.Session})).Text("Open")),
			button("close", "Delete").Aria("label", "Delete the trace of "+name).DataSet("testid", "forget-"+t.Session).OnClick(p.on(state.Forget{Session: t.Session})),
		),
	)
}
