package study

import (
	"fmt"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/study"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const statisticsID = "statistics-chart"

// statistics are how well the proxies do: a chart of one statistic and a table of all.
func (p *page) statistics() ui.UI {
	s := p.state
	shown := s.View.Statistic.Info()
	list := s.Ranked(shown.ID)
	c := chart.Whiskers{X: chart.Axis{Name: p.axis(shown), Whole: shown.Percent}, Bars: true}
	for i, x := range list {
		e := shown.ID.Of(x)
		if !e.Defined {
			continue
		}
		name := s.Table.ProxyName(x.ID)
		w := chart.Whisker{Name: name, Value: e.Value, Low: e.Value, High: e.Value, Strong: i == 0, Note: name + "\n" + p.interval(shown, e)}
		if e.Draws > 0 {
			w.Low, w.High = e.Low, e.High
		}
		if shown.Percent {
			w.Low, w.Value, w.High = 100*w.Low, 100*w.Value, 100*w.High
		}
		c.Lines = append(c.Lines, w)
	}
	p.draw(statisticsID, c)
	var offered []element.Choice
	for _, t := range state.Statistics() {
		offered = append(offered, element.Choice{Value: string(t.ID), Text: t.Name})
	}
	tools := append([]ui.UI{choose("statistic", "Show", "Which statistic the chart shows", string(shown.ID), offered, func(v string) {
		view := p.state.View
		view.Statistic, view.Sort = state.Statistic(v), state.Statistic(v)
		p.do(state.SetView{View: view})
	})}, p.saves(statisticsID, "proxies", p.statisticsCSV)...)
	return panel("statistics", "How well each proxy does", tools,
		ui.P().Class("muted").Text(shown.Long+"."),
		place(statisticsID, "Chart of "+shown.Name+" of each proxy with its interval; the numbers are in the table below", len(c.Lines)),
		p.statisticsTable(),
	)
}

// axis returns what the axis of a statistic is called.
func (p *page) axis(t state.StatisticInfo) string {
	truth, _ := p.state.Truth()
	switch {
	case t.Percent:
		return t.Name + ", %"
	case t.Unit && truth.Unit == "%":
		return t.Name + ", points"
	case t.Unit && truth.Unit != "":
		return t.Name + ", " + truth.Unit
	}
	return t.Name
}

// interval writes an estimate with its interval.
func (p *page) interval(t state.StatisticInfo, e study.Estimate) string {
	if !e.Defined {
		return "–"
	}
	text := p.number(t, e.Value)
	if e.Draws > 0 {
		text += fmt.Sprintf("  (%s to %s)", p.number(t, e.Low), p.number(t, e.High))
	}
	return text
}

// statisticsTable has all statistics, sorted by one.
func (p *page) statisticsTable() ui.UI {
	s := p.state
	by := s.View.Sort
	head := []ui.UI{ui.Th().Scope("col").Text("Proxy")}
	for _, t := range state.Statistics() {
		order := "none"
		if t.ID == by {
			order = "descending"
			if t.Lower {
				order = "ascending"
			}
		}
		view := s.View
		view.Sort = t.ID
		head = append(head, ui.Th().Scope("col").Aria("sort", order).Body(
			ui.Button().Type("button").Class("sort").Title(t.Long).DataSet("testid", "sort-"+string(t.ID)).OnClick(p.on(state.SetView{View: view})).Text(t.Name)))
	}
	var rows []ui.UI
	for _, x := range s.Ranked(by) {
		cells := []ui.UI{ui.Th().Scope("row").Body(
			ui.Button().Type("button").Class("link").Title("Show it against the truth").OnClick(p.on(p.show(x.ID))).Text(s.Table.ProxyName(x.ID)),
			ui.If(x.Unranked > 0, ui.Small().Class("muted").Title("Architectures for which it is not finite rank last").Text(fmt.Sprintf(" %s last", thousands(x.Unranked)))),
		)}
		for _, t := range state.Statistics() {
			e := t.ID.Of(x)
			cell := ui.Td().DataSet("testid", fmt.Sprintf("%s-%s", t.ID, x.ID)).DataSet("value", e.Value)
			if !e.Defined {
				cells = append(cells, cell.Text("–"))
				continue
			}
			body := []ui.UI{ui.Text(p.number(t, e.Value))}
			if e.Draws > 0 {
				body = append(body, ui.Small().Class("muted", "interval").Text(p.number(t, e.Low)+" – "+p.number(t, e.High)))
			}
			cells = append(cells, cell.Body(body...))
		}
		rows = append(rows, ui.Tr().DataSet("testid", "row-"+x.ID).Body(cells...))
	}
	note := "Each number with its 95 % interval. Architectures without a finite score rank last."
	if s.Answer.Value.Projected {
		note += " The intervals of Kendall's τ-b and of the pairs are from a linear approximation."
	}
	return ui.Div().Body(
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Statistics of each proxy").Body(
			ui.Table().Class("numbers", "statistics").DataSet("testid", "statistics").Body(
				ui.THead().Body(ui.Tr().Body(head...)),
				ui.TBody().Body(rows...),
			)),
		ui.P().Class("muted", "note").Text(note),
	)
}

// show returns the action that shows a proxy against the truth.
func (p *page) show(id string) state.Action {
	view := p.state.View
	view.X = id
	return state.SetView{View: view}
}

// statisticsCSV is the table as a file, one line a proxy.
func (p *page) statisticsCSV() string {
	var t display.CSV
	head := []any{"proxy", "column", "rows", "not_finite", "distinct"}
	for _, i := range state.Statistics() {
		head = append(head, string(i.ID), string(i.ID)+"_low", string(i.ID)+"_high")
	}
	t.Line(head...)
	for _, x := range p.state.Ranked(p.state.View.Sort) {
		line := []any{p.state.Table.ProxyName(x.ID), x.ID, p.state.Answer.Value.Rows, x.Unranked, x.Distinct}
		for _, i := range state.Statistics() {
			e := i.ID.Of(x)
			line = append(line, maybe(e.Defined, e.Value), maybe(e.Draws > 0, e.Low), maybe(e.Draws > 0, e.High))
		}
		t.Line(line...)
	}
	return t.String()
}

// maybe is a number, or an empty cell.
func maybe(known bool, v float64) any {
	if !known {
		return ""
	}
	return v
}
