package search

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/element"
	playground "protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// found shows the cell of a trial: the one that was chosen, or the best.
func (p *page) found() ui.UI {
	s := p.state
	sight, _ := s.Sight()
	p.costs.open(sight.Trace)
	best, ok := sight.Best()
	title := "The best cell so far"
	row := best
	if i, known := sight.ByID(s.View.Trial); known && s.View.Trial > 0 && i < sight.Asked() {
		row = sight.Row(i)
		title = fmt.Sprintf("The cell of trial %d", s.View.Trial)
	} else if !ok {
		return panel("found", title, nil, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("Nothing is known yet.")))
	}
	sp, a := sight.Space, row.Trial.Arch
	value := "not told yet"
	switch {
	case row.Told && row.Outcome.OK():
		value = s.Value(row.Outcome.Value)
		if row.Trial.Signal != "" {
			value = worth(row.Outcome.Value)
		}
	case row.Told:
		value = "failed: " + row.Outcome.Failed
	}
	facts := []ui.UI{
		element.Figure("found-value", s.Signal().Name, value, "What the trial found out", display.Exact(row.Outcome.Value)),
	}
	if v := p.costs.get(a); v != nil {
		facts = append(facts,
			element.Figure("found-params", "Parameters", display.Count(int64(v[0])), "Of the network of this search", int64(v[0])),
			element.Figure("found-macs", "MACs", display.Count(int64(v[1])), "Multiply-accumulates for one image", int64(v[1])))
	}
	facts = append(facts, element.Figure("found-origin", "How", origin(row.Trial.Origin), "How the strategy came upon it", row.Trial.ID))
	tools := []ui.UI{ui.A().Class("button").Href(cellURL(sp, a)).DataSet("testid", "open-cell").Body(element.Icon("open"), ui.Span().Text("Open in the playground"))}
	return panel("found", title, tools,
		element.Cells(sp, a, s.Narrow, func(option string) string { return playground.Op(option).Label }),
		ui.Dl().Class("figures").Body(facts...),
		ui.Code().Class("search-arch").DataSet("testid", "found-arch").Text(sp.Print(a)),
	)
}
