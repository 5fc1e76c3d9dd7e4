package search

import (
	"fmt"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const bestID = "best-chart"

// best shows the best value so far, of every strategy.
func (p *page) best() ui.UI {
	s := p.state
	axes := []element.Choice{{Value: string(state.ByTrials), Text: "trials"}}
	if s.Signal().Clock != "" {
		axes = append(axes, element.Choice{Value: string(state.ByCost), Text: "simulated cost"})
	}
	if _, x := s.Shown(); x != nil && x.Trace != nil && x.Trace.History.Spent.Seconds > 0 || s.View.Axis == state.BySeconds {
		axes = append(axes, element.Choice{Value: string(state.BySeconds), Text: "seconds here"})
	}
	tools := append([]ui.UI{choose("search-axis", "Against", "What the best is plotted against", string(s.View.Axis), axes, func(v string) {
		p.see(func(w *state.View) { w.Axis = state.Axis(v) })
	})}, p.saves(bestID, "search", p.bestCSV)...)
	title := "The best so far"
	if s.Versus.Err != nil {
		return panel("best", title, tools, ui.P().Class("problem").Text("This cannot be shown: "+s.Versus.Err.Error()+"."))
	}
	words := "The line is the best so far; a dot is a trial. Choose one to see it."
	if s.Run.Several() {
		l := p.bands()
		if len(l.Lines) == 0 {
			return panel("best", title, tools, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("It appears when the first searches have ended.")))
		}
		p.draw(bestID, l)
		words = "Lines are medians over the searches of a strategy; in a band is the middle half of them."
		if s.Versus.Value.Repeats == 1 {
			words = "A line is the best so far of one search."
		}
	} else {
		sight, ok := s.Sight()
		if !ok {
			return panel("best", title, tools, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("It appears with the first trial.")))
		}
		p.draw(bestID, p.steps(sight))
	}
	return panel("best", title, tools,
		element.Chart(bestID, "Chart of the best value so far; the numbers are in the CSV file", 0),
		ui.P().Class("muted").Text(words))
}

// bands are the curves of a comparison.
func (p *page) bands() chart.Lines {
	l := chart.Lines{X: chart.Axis{Name: p.axisName(), Whole: true}, Y: chart.Axis{Name: p.signalName()}, Height: high}
	v := p.state.Versus.Value
	if v == nil {
		return l
	}
	for _, side := range v.Sides {
		line := chart.Line{Name: side.Name}
		for i, median := range side.Median {
			line.X = append(line.X, v.At[side.First+i])
			line.Y = append(line.Y, p.signed(median))
			if len(side.Final) > 1 {
				low, high := p.signed(side.Low[i]), p.signed(side.High[i])
				line.Low, line.High = append(line.Low, min(low, high)), append(line.High, max(low, high))
			}
		}
		l.Lines = append(l.Lines, line)
	}
	return l
}

// dots is how many trials of a search are drawn at most, the latest ones.
const dots = 3000

// steps is one search: a dot a trial, and the best so far.
func (p *page) steps(sight state.Sight) chart.Cloud {
	axis := p.state.View.Axis
	c := chart.Cloud{X: chart.Axis{Name: p.axisName(), Whole: true}, Y: chart.Axis{Name: p.signalName()}}
	told := sight.Told()
	for _, i := range told[max(0, len(told)-dots):] {
		r := sight.Row(i)
		if r.Outcome.OK() && r.Trial.Signal == "" {
			c.Add(fmt.Sprint(r.Trial.ID), axis.Of(r.At), p.signed(r.Outcome.Value))
		}
	}
	x, y := sight.Steps(axis)
	for i := range y {
		y[i] = p.signed(y[i])
	}
	c.Guides = []chart.Guide{{X: x, Y: y}}
	if best, ok := sight.Best(); ok {
		c.Marked = []chart.Mark{{Label: "best", Name: fmt.Sprint(best.Trial.ID), X: axis.Of(best.At), Y: p.signed(best.Outcome.Value), Best: true}}
	}
	return c
}

func (p *page) bestCSV() string {
	var t display.CSV
	if !p.state.Run.Several() {
		if sight, ok := p.state.Sight(); ok {
			t.Line(string(p.state.View.Axis), "best")
			x, y := sight.Steps(p.state.View.Axis)
			for i := range x {
				t.Line(x[i], p.signed(y[i]))
			}
		}
		return t.String()
	}
	t.Line("strategy", string(p.state.View.Axis), "mean", "quartile_1", "median", "quartile_3")
	if v := p.state.Versus.Value; v != nil {
		for _, side := range v.Sides {
			for i := range side.Mean {
				t.Line(side.Name, v.At[side.First+i], p.signed(side.Mean[i]), p.signed(side.Low[i]), p.signed(side.Median[i]), p.signed(side.High[i]))
			}
		}
	}
	return t.String()
}
