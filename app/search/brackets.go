package search

import (
	"fmt"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/search"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const bracketsID = "brackets-chart"

// rungKey is a rung of a bracket.
type rungKey struct{ bracket, rung int }

// brackets shows the rungs of successive halving, and who went through them.
func (p *page) brackets() ui.UI {
	sight, _ := p.state.Sight()
	c := chart.Cloud{X: chart.Axis{Name: "Trial", Whole: true}, Y: chart.Axis{Name: p.state.Signal().Name}}
	groups := map[int][]int{}
	counts := map[rungKey]int{}
	best := map[rungKey]float64{}
	epochs := map[rungKey]int{}
	last, rungs := 0, 0
	for _, i := range sight.Told() {
		r := sight.Row(i)
		if !r.Outcome.OK() || r.Trial.Signal != search.Main {
			continue
		}
		k := rungKey{r.Trial.Bracket, sight.Rung(i)}
		groups[k.rung] = append(groups[k.rung], len(c.Names))
		c.Add(fmt.Sprint(r.Trial.ID), float64(r.Trial.ID), p.signed(r.Outcome.Value))
		if counts[k] == 0 || r.Outcome.Value > best[k] {
			best[k] = r.Outcome.Value
		}
		counts[k]++
		epochs[k] = r.Trial.Epochs
		last, rungs = max(last, k.bracket), max(rungs, k.rung+1)
		if i, ok := sight.ByID(r.Trial.Parent); ok && r.Trial.Origin == search.Promotion {
			from := sight.Row(i)
			c.Guides = append(c.Guides, chart.Guide{X: []float64{float64(from.Trial.ID), float64(r.Trial.ID)}, Y: []float64{p.signed(from.Outcome.Value), p.signed(r.Outcome.Value)}})
		}
	}
	for k := range rungs {
		if k > 0 {
			c.Groups = append(c.Groups, chart.Group{Ink: k - 1, Points: groups[k]})
		}
	}
	c.Guides = c.Guides[max(0, len(c.Guides)-200):]
	p.draw(bracketsID, c)
	head := []ui.UI{ui.Th().Scope("col").Text("Bracket")}
	for k := range rungs {
		head = append(head, ui.Th().Scope("col").Text(fmt.Sprintf("Rung %d", k+1)))
	}
	var rows []ui.UI
	for b := last; b > 0 && b > last-12; b-- {
		cells := []ui.UI{ui.Th().Scope("row").Text(fmt.Sprint(b))}
		for k := range rungs {
			key := rungKey{b, k}
			text := ""
			if n := counts[key]; n > 0 {
				text = fmt.Sprintf("%d → %s", n, worth(p.signed(best[key])))
				if e := epochs[key]; e > 0 {
					text = fmt.Sprintf("%d × %d ep. → %s", n, e, worth(p.signed(best[key])))
				}
			}
			cells = append(cells, ui.Td().Text(text))
		}
		rows = append(rows, ui.Tr().Body(cells...))
	}
	return panel("brackets", "Brackets and rungs", p.saves(bracketsID, "brackets", p.trialsCSV),
		element.Chart(bracketsID, "Chart of the trials by rung; the numbers are in the table below", 0),
		ui.P().Class("muted").Text("The first rung is pale, each later one has a colour; a line leads from a trial to its promotion. Below: how many architectures a rung had, and the best of them."),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Brackets").Body(
			ui.Table().Class("numbers").DataSet("testid", "brackets-table").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...))))
}

const paretoID = "pareto-chart"

// pareto shows what is best at every size.
func (p *page) pareto() ui.UI {
	sight, _ := p.state.Sight()
	p.costs.open(sight.Trace)
	all := p.count(archs(sight))
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
	seen := map[space.Arch]int{}
	for _, i := range sight.Told() {
		r := sight.Row(i)
		v, known := p.costs.has(r.Trial.Arch)
		if !r.Outcome.OK() || r.Trial.Signal != search.Main || !known || v == nil || v[by] <= 0 {
			continue
		}
		if at, again := seen[r.Trial.Arch]; again {
			if r.Outcome.Value <= points[at][0] {
				continue
			}
		}
		seen[r.Trial.Arch] = len(points)
		points, rows = append(points, []float64{r.Outcome.Value, -v[by]}), append(rows, i)
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
