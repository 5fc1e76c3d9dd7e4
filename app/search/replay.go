package search

import (
	"fmt"
	"strconv"

	"protocell/app/element"
	"protocell/app/search/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// replay chooses which search is looked at, and up to which of its events.
func (p *page) replay() ui.UI {
	s := p.state
	side, x := s.Shown()
	sight, _ := s.Sight()
	var fields []ui.UI
	if s.Run.Several() {
		var sides, repeats []element.Choice
		for i, other := range s.Run.Sides {
			sides = append(sides, element.Choice{Value: strconv.Itoa(i), Text: other.Info.Name})
		}
		for i, other := range side.Sessions {
			text := fmt.Sprintf("seed %d", other.Spec.Seed)
			repeats = append(repeats, element.Choice{Value: strconv.Itoa(i), Text: text})
		}
		pick := func(v string) int { n, _ := strconv.Atoi(v); return n }
		if len(sides) > 1 {
			fields = append(fields, choose("search-side", "Search by", "Whose search is shown", strconv.Itoa(s.View.Side), sides, func(v string) { p.show(pick(v), p.state.View.Which) }))
		}
		if len(repeats) > 1 {
			fields = append(fields, choose("search-which", "with", "Which of its repeats", strconv.Itoa(s.View.Which), repeats, func(v string) { p.show(p.state.View.Side, pick(v)) }))
		}
	}
	all := len(x.Trace.Events)
	// The browser bounds a value by what the largest one was when it is set.
	p.loop.After(func() {
		if e := p.browser.GetElementByID("search-scrub"); e.Truthy() {
			e.Set("value", sight.K)
		}
	})
	step := func(label, id, name string, to int) ui.UI {
		return element.IconButton(name, label).DataSet("testid", id).Disabled(to < 0 || to > all || to == sight.K).OnClick(func(ui.Context, ui.Event) { p.seek(to) }, fmt.Sprint(id, to))
	}
	words := fmt.Sprintf("event %d of %d", sight.K, all)
	fields = append(fields, ui.Div().Class("search-scrub").Body(
		step("One event back", "back", "undo", sight.K-1),
		ui.Input().ID("search-scrub").DataSet("testid", "scrub").Type("range").Min(0).Max(all).Step(1).Aria("label", "Events that are looked at").Aria("valuetext", words).
			On("input", func(ctx ui.Context, _ ui.Event) {
				k, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
				if err == nil {
					p.seek(k)
				}
			}),
		step("One event on", "forth", "redo", sight.K+1),
		ui.Span().Class("muted").DataSet("testid", "position").Text(words),
	))
	return ui.Section().ID("replay").Class("setup", "search-replay").Aria("label", "Which search is looked at, and until when").Body(
		ui.Div().Class("fields").Body(fields...),
		ui.Div().Class("tools").Body(
			ui.Button().Type("button").Class("button", "small").DataSet("testid", "trace").Title("Download the trace: its spec, and every event, as lines of JSON").
				OnClick(func(ui.Context, ui.Event) { p.saveTrace() }, "trace").Text("Trace"),
		),
	)
}

// seek looks at the first k events; at all of them whatever comes is looked at, too.
func (p *page) seek(k int) {
	_, x := p.state.Shown()
	if x == nil || x.Trace == nil {
		return
	}
	if k = max(0, k); k >= len(x.Trace.Events) {
		k = -1
	}
	p.see(func(v *state.View) { v.K, v.Trial = k, 0 })
}

// saveTrace offers the trace of the search on show.
func (p *page) saveTrace() {
	side, x := p.state.Shown()
	if x == nil || x.Trace == nil {
		return
	}
	text, err := x.Trace.Text()
	if err != nil {
		return // what was read can be written
	}
	p.do(state.Save{Name: fmt.Sprintf("protocell-%s-%d.jsonl", side.Info.ID, x.Spec.Seed), Text: text})
}
