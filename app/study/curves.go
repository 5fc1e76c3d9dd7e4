package study

import (
	"fmt"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const (
	curvesID = "curves-chart"
	earlyID  = "early-chart"
)

// curves shows what training looked like, and what stopping early would have ranked. It
// is nothing for a table without curves.
func (p *page) curves() ui.UI {
	s := p.state
	c, ok := s.Curve()
	if !ok {
		return ui.Div()
	}
	title := "Learning curves"
	v := s.Curves.Value
	switch {
	case s.Curves.Err != nil:
		return panel("curves", title, nil, ui.P().Class("problem").Text("This cannot be computed: "+s.Curves.Err.Error()+"."))
	case v == nil:
		return panel("curves", title, nil, ui.P().Class("muted").Text("They appear with the intervals."))
	case v.Rows == 0:
		return panel("curves", title, nil, ui.P().Class("muted").Text("No architecture of the sample has a whole curve."))
	}
	x := make([]float64, len(v.Steps))
	for i, e := range v.Steps {
		x[i] = float64(e)
	}
	epochs := chart.Axis{Name: "Epoch"}
	p.draw(curvesID, chart.Lines{X: epochs, Y: chart.Axis{Name: axisOf(c.Name, c.Unit)}, Height: tall, Lines: []chart.Line{
		{Name: "median", X: x, Y: v.Median, Low: v.Low, High: v.High},
		{Name: "best", X: x, Y: v.Best},
	}})
	p.draw(earlyID, chart.Lines{X: epochs, Y: chart.Axis{Name: "Spearman ρ with the truth"}, Lines: []chart.Line{{Name: "stopped here", X: x, Y: v.Rho}}})
	var offered []element.Choice
	for _, d := range s.Table.Curves {
		offered = append(offered, element.Choice{Value: d.ID, Text: s.Table.Words(d.Meta)})
	}
	tools := []ui.UI{choose("curve", "Curve", "Which curve is shown", c.ID, offered, func(id string) {
		view := p.state.View
		view.Curve = id
		p.do(state.SetView{View: view})
	})}
	return panel("curves", title, append(tools, p.saves(curvesID, "curves", p.curvesCSV)...),
		ui.P().Class("muted").Text(fmt.Sprintf("Training of %s architectures, each the mean of %s: the median, the band of 90 %% of them, and the best by the truth. Beside it, how well an epoch ranks what the truth ranks: what training for less would give.",
			thousands(v.Rows), plural(len(c.Runs), "run"))),
		ui.Div().Class("study-pair").Body(
			place(curvesID, "Chart of the learning curves; the numbers are in the CSV", 12),
			ui.Div().Body(
				place(earlyID, "Chart of the rank correlation of each epoch with the truth; the numbers are in the CSV", 12),
				ui.Div().Class("tools", "study-below").Body(p.saves(earlyID, "stopping-early", p.curvesCSV)...),
			),
		),
	)
}

func (p *page) curvesCSV() string {
	v := p.state.Curves.Value
	var t display.CSV
	t.Line("epoch", "low", "median", "high", "best", "rho")
	for i, e := range v.Steps {
		t.Line(e, v.Low[i], v.Median[i], v.High[i], v.Best[i], v.Rho[i])
	}
	return t.String()
}
