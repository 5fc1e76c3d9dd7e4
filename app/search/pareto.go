package search

import (
	"fmt"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const paretoID = "pareto-chart"

// pareto shows what is best at every size.
func (p *page) pareto() ui.UI {
	sight, _ := p.state.Sight()
	p.costs.open(sight.Trace)
	distinct := sight.Distinct()
	all := p.count(sight, distinct)
	by, name := 0, "Parameters"
	switch p.state.View.Costs {
	case "macs":
		by, name = 1, "Multiply-accumulates of one image"
	case "peak":
		by, name = 2, "Bytes of activations"
	}
	c := chart.Cloud{X: chart.Axis{Name: name, Log: true}, Y: chart.Axis{Name: p.state.Signal().Name}}
	var points [][]float64
	var rows []int
	for _, i := range distinct {
		r := sight.Row(i)
		if v, known := p.costs.has(r.Trial.Arch); known && v != nil && v[by] > 0 {
			points, rows = append(points, []float64{r.Outcome.Value, -v[by]}), append(rows, i)
		}
	}
	for k, i := range rows {
		c.Add(fmt.Sprint(sight.Row(i).Trial.ID), -points[k][1], p.signed(points[k][0]))
	}
	front := frontOf(points)
	g := chart.Group{Ink: 0, Points: front}
	var guide chart.Guide
	for n, k := range front {
		x, y := -points[k][1], p.signed(points[k][0])
		if n > 0 {
			guide.X, guide.Y = append(guide.X, x), append(guide.Y, guide.Y[len(guide.Y)-1])
		}
		guide.X, guide.Y = append(guide.X, x), append(guide.Y, y)
	}
	c.Groups, c.Guides = []chart.Group{g}, []chart.Guide{guide}
	p.draw(paretoID, c)
	offered := []element.Choice{{Value: "params", Text: "parameters"}, {Value: "macs", Text: "MACs"}, {Value: "peak", Text: "activations"}}
	tools := append([]ui.UI{choose("search-costs", "Against", "What costs", p.state.View.Costs, offered, func(v string) { p.see(func(w *state.View) { w.Costs = v }) })},
		p.saves(paretoID, "pareto", func() string {
			var t display.CSV
			t.Line("trial", "arch", "value", p.state.View.Costs, "front")
			for k, i := range rows {
				on := 0
				if slices.Contains(front, k) {
					on = 1
				}
				t.Line(sight.Row(i).Trial.ID, sight.Space.Print(sight.Row(i).Trial.Arch), points[k][0], -points[k][1], on)
			}
			return t.String()
		})...)
	words := fmt.Sprintf("%s on the Pareto front: no other of these is as good with fewer.", display.Plural(len(front), "architecture"))
	if !all {
		words = "Networks are being counted…"
	}
	return panel("pareto", "What is best at each size", tools,
		element.Chart(paretoID, "Scatter chart of value against cost, with the Pareto front; the numbers are in the CSV file", 0).DataSet("front", len(front)),
		ui.P().Class("muted").Text(words))
}

// frontOf returns the points that no other dominates, by rising cost.
func frontOf(points [][]float64) (front []int) {
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case points[a][1] != points[b][1]:
			return compare(points[b][1], points[a][1])
		}
		return compare(points[b][0], points[a][0])
	})
	for _, i := range order {
		if len(front) == 0 || points[i][0] > points[front[len(front)-1]][0] {
			front = append(front, i)
		}
	}
	return front
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
