package study

import (
	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/study/state"
	"protocell/core/study"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const convergeID = "converge-chart"

// converging is how many proxies the chart of convergence shows, one of them the one of
// the scatter chart.
const converging = 4

// converge shows how sure one can be with fewer architectures.
func (p *page) converge() ui.UI {
	s := p.state
	title, words := "How many architectures does it take?", "Spearman's ρ in random samples of the architectures, by the size of the sample: the median, and the band that 95 % of the samples are in. Where bands overlap, a sample of that size cannot tell the proxies apart."
	var c chart.Lines
	c.Height = tall
	c.X, c.Y = chart.Axis{Name: "Architectures in the sample", Log: true}, chart.Axis{Name: "Spearman ρ"}
	for _, x := range p.converged() {
		l := chart.Line{Name: s.Table.ProxyName(x.ID)}
		for _, step := range x.Convergence {
			l.X, l.Y = append(l.X, float64(step.Rows)), append(l.Y, step.Median)
			l.Low, l.High = append(l.Low, step.Low), append(l.High, step.High)
		}
		c.Lines = append(c.Lines, l)
	}
	if len(c.Lines) == 0 {
		return panel("converge", title, nil, ui.P().Class("muted").Text(words), ui.P().Class("muted").Text("It appears with the intervals."))
	}
	p.draw(convergeID, c)
	return panel("converge", title, p.saves(convergeID, "convergence", p.convergeCSV),
		ui.P().Class("muted").Text(words),
		place(convergeID, "Chart of ρ by the size of the sample; the numbers are in the CSV", 12),
	)
}

// converged returns the proxies whose convergence is shown: the best, and the one of the
// scatter chart.
func (p *page) converged() (list []study.Proxy) {
	for i, x := range p.state.Ranked(state.Spearman) {
		if len(x.Convergence) > 1 && (i < converging || x.ID == p.state.X()) {
			list = append(list, x)
		}
	}
	return list
}

func (p *page) convergeCSV() string {
	var t display.CSV
	t.Line("proxy", "rows", "low", "median", "high", "samples")
	for _, x := range p.state.Ranked(state.Spearman) {
		for _, s := range x.Convergence {
			t.Line(p.state.Table.ProxyName(x.ID), s.Rows, s.Low, s.Median, s.High, s.Count)
		}
	}
	return t.String()
}
