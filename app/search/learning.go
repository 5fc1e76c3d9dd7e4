package search

import (
	"fmt"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const curvesID = "learning-chart"

// curves shows the learning curves of the last trainings, and of those under way.
func (p *page) curves() ui.UI {
	_, x := p.state.Shown()
	sight, _ := p.state.Sight()
	const most = 8
	l := chart.Lines{X: chart.Axis{Name: "Epoch", Whole: true}, Y: chart.Axis{Name: "Validation accuracy, %"}, Height: high}
	images := 1
	if t := x.TrainingSpec(); t != nil {
		images = t.Validation
	}
	var ids []int
	for id, curve := range x.Curves {
		if i, ok := sight.ByID(id); ok && i < sight.Asked() && len(curve) > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var t display.CSV
	t.Line("trial", "epoch", "loss", "train", "validation", "test")
	for n, id := range ids {
		line := chart.Line{Name: fmt.Sprintf("trial %d", id), Dashed: x.Under[id]}
		for e, v := range x.Curves[id] {
			line.X, line.Y = append(line.X, float64(e+1)), append(line.Y, 100*float64(v.Validation)/float64(images))
			t.Line(id, e+1, v.Loss, v.Train, v.Validation, v.Test)
		}
		if n >= len(ids)-most {
			l.Lines = append(l.Lines, line)
		}
	}
	if len(ids) == 0 {
		return panel("learning", "Learning curves", nil, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("They appear with the first epoch that is trained here.")))
	}
	p.draw(curvesID, l)
	words := "The last trainings; one that is under way is dashed."
	return panel("learning", "Learning curves", p.saves(curvesID, "learning-curves", t.String),
		element.Chart(curvesID, "Chart of the learning curves of the last trainings; the numbers are in the CSV file", 0).DataSet("curves", len(ids)),
		ui.P().Class("muted").Text(words))
}
