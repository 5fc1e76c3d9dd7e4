package study

import (
	"fmt"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/study"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const partialID = "partial-chart"

// partial shows what is left of each proxy once a cost is given.
func (p *page) partial() ui.UI {
	s := p.state
	given := s.Answer.Asked.Given
	if len(given) == 0 {
		return panel("partial", "Only because it follows size?", nil,
			ui.P().Class("muted").Text("With the parameters or the MACs among the proxies, this shows what is left of each other one once these are given."))
	}
	by := given[0]
	if slices.Contains(given, s.View.Given) {
		by = s.View.Given
	}
	info := state.Spearman.Info()
	c := chart.Whiskers{X: chart.Axis{Name: "ρ given " + s.Table.ProxyName(by)}, Bars: true}
	for _, x := range s.Ranked(state.Spearman) {
		i := slices.IndexFunc(x.Partial, func(q study.Partial) bool { return q.Given == by })
		if i < 0 || !x.Partial[i].Rho.Defined {
			continue
		}
		e := x.Partial[i].Rho
		name := s.Table.ProxyName(x.ID)
		w := chart.Whisker{Name: name, Value: e.Value, Low: e.Value, High: e.Value, Strong: e.Draws > 0 && e.Low > 0,
			Note: fmt.Sprintf("%s\nalone: %s\ngiven %s: %s", name, p.interval(info, x.Spearman), s.Table.ProxyName(by), p.interval(info, e))}
		if e.Draws > 0 {
			w.Low, w.High = e.Low, e.High
		}
		c.Lines = append(c.Lines, w)
	}
	p.draw(partialID, c)
	var offered []element.Choice
	for _, id := range given {
		offered = append(offered, element.Choice{Value: id, Text: s.Table.ProxyName(id)})
	}
	tools := append([]ui.UI{choose("partial-given", "Given", "Which cost is given", by, offered, func(v string) {
		view := p.state.View
		view.Given = v
		p.do(state.SetView{View: view})
	})}, p.saves(partialID, "partial", p.partialCSV)...)
	return panel("partial", "Only because it follows size?", tools,
		ui.P().DataSet("testid", "partial-words").Text(p.synflowWords(by)),
		place(partialID, "Chart of the partial correlations; the numbers are in the CSV", len(c.Lines)),
		ui.P().Class("muted").Text("The rank correlation of a proxy with the truth among architectures of the same size, so to speak. What is filled is above 0 with its whole interval."),
	)
}

// synflowWords answers "is SynFlow good only because it follows FLOPs?", or asks the same
// of the best proxy where there is no SynFlow.
func (p *page) synflowWords(by string) string {
	s := p.state
	list := s.Ranked(state.Spearman)
	i := slices.IndexFunc(list, func(x study.Proxy) bool { return s.Table.ProxyOf(x.ID) == "synflow" && x.ID != by })
	if i < 0 {
		i = slices.IndexFunc(list, func(x study.Proxy) bool { return x.ID != by })
	}
	if i < 0 {
		return ""
	}
	x := list[i]
	name, cost := s.Table.ProxyName(x.ID), s.Table.ProxyName(by)
	j := slices.IndexFunc(x.Partial, func(q study.Partial) bool { return q.Given == by })
	if j < 0 || !x.Partial[j].Rho.Defined || !x.Spearman.Defined {
		return fmt.Sprintf("Whether %s is good only because it follows %s cannot be told here.", name, cost)
	}
	rho := x.Partial[j].Rho
	lead := fmt.Sprintf("Is %s good only because it follows %s? Alone it has ρ = %s; given %s, %s is left", name, cost, state.Rho(x.Spearman.Value), cost, state.Rho(rho.Value))
	switch {
	case rho.Draws == 0:
		return lead + "."
	case rho.Low > 0:
		return fmt.Sprintf("%s (%s to %s): no, it knows more than that.", lead, state.Rho(rho.Low), state.Rho(rho.High))
	case rho.High < 0:
		return fmt.Sprintf("%s (%s to %s): it follows it, and misleads among architectures of the same size.", lead, state.Rho(rho.Low), state.Rho(rho.High))
	}
	return fmt.Sprintf("%s (%s to %s), which may be nothing: here, yes.", lead, state.Rho(rho.Low), state.Rho(rho.High))
}

func (p *page) partialCSV() string {
	var t display.CSV
	t.Line("proxy", "given", "rho", "rho_given", "low", "high")
	for _, x := range p.state.Ranked(state.Spearman) {
		for _, q := range x.Partial {
			t.Line(p.state.Table.ProxyName(x.ID), p.state.Table.ProxyName(q.Given), maybe(x.Spearman.Defined, x.Spearman.Value),
				maybe(q.Rho.Defined, q.Rho.Value), maybe(q.Rho.Draws > 0, q.Rho.Low), maybe(q.Rho.Draws > 0, q.Rho.High))
		}
	}
	return t.String()
}
