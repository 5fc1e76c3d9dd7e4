package search

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/rank"
	"protocell/core/search"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// many events take so long to draw a Pareto front of that it is drawn less often.
const many = 4000

// figures are what there is to see of the strategy and its trials.
func (p *page) figures(d drawnKey) (list []ui.UI) {
	side, x := p.state.Shown()
	chosen := d.plain()
	chosen.view.Trial = d.view.Trial
	add := func(name string, key drawnKey, draw func() ui.UI) {
		list = append(list, p.parts.Later(name, key, draw))
	}
	if x.TrainingSpec() != nil {
		add("curves", d.plain(), p.curves)
	}
	switch side.Info.ID {
	case "rea", "area", "warmup", "moves", "local", "nsga2":
		add("population", chosen, p.population)
	case "reinforce", "tpe":
		add("controller", d.plain(), p.controller)
	case "halving", "hyperband", "bohb":
		add("brackets", d.plain(), p.brackets)
	case "bananas", "predictor":
		add("predicted", d.plain(), p.predicted)
	}
	slow := costKey{d.plain(), p.costs.known()}
	if n := len(x.Trace.Events); n > many && p.state.Run.Phase == state.Running {
		slow.drawn.version, slow.known = bits.Len(uint(n)), 0 // whenever there are twice as many
	}
	list = append(list, p.parts.Later("pareto", slow, p.pareto))
	return list
}

const populationID = "population-chart"

// population shows who the parents are, and whom a trial derives from.
func (p *page) population() ui.UI {
	sight, _ := p.state.Sight()
	side, _ := p.state.Shown()
	c := chart.Cloud{X: chart.Axis{Name: "Trial", Whole: true}, Y: chart.Axis{Name: p.state.Signal().Name}}
	at := map[int]int{} // point by row
	told := sight.Told()
	for _, i := range told[max(0, len(told)-dots):] {
		if r := sight.Row(i); r.Outcome.OK() && r.Trial.Signal == search.Main {
			at[i] = len(c.Names)
			c.Add(fmt.Sprint(r.Trial.ID), float64(r.Trial.ID), p.signed(r.Outcome.Value))
		}
	}
	title, words := "Population and ancestry", ""
	switch size := int(sight.History.Spec.Params["population"]); {
	case side.Info.ID == "local":
		title, words = "Where it climbs", "The line goes back from the best architecture, neighbour by neighbour, to the random one that it began with."
	case side.Info.ID == "nsga2":
		words = "The line goes back from the best architecture, parent by parent."
	default:
		if size == 0 {
			for _, x := range side.Info.Params {
				if x.ID == "population" {
					size = int(x.Default)
				}
			}
		}
		var g []int
		for _, i := range sight.Population(size) {
			g = append(g, at[i])
		}
		c.Groups = []chart.Group{{Ink: 1, Points: g}}
		words = fmt.Sprintf("In colour the %s of the population, which parents are drawn from; every child pushes the oldest out. The line goes back from the best architecture, parent by parent.", display.Plural(len(g), "member"))
	}
	from := -1
	if best, ok := sight.Best(); ok {
		from, _ = sight.ByID(best.Trial.ID)
	}
	if i, ok := sight.ByID(p.state.View.Trial); ok && p.state.View.Trial > 0 {
		from = i
	}
	if from >= 0 {
		var g chart.Guide
		for _, i := range sight.Ancestry(from) {
			if _, drawn := at[i]; drawn {
				r := sight.Row(i)
				g.X, g.Y = append(g.X, float64(r.Trial.ID)), append(g.Y, p.signed(r.Outcome.Value))
			}
		}
		c.Guides = []chart.Guide{g}
		r := sight.Row(from)
		if _, drawn := at[from]; drawn {
			c.Marked = []chart.Mark{{Label: fmt.Sprintf("trial %d", r.Trial.ID), Name: fmt.Sprint(r.Trial.ID), X: float64(r.Trial.ID), Y: p.signed(r.Outcome.Value), Best: true}}
		}
	}
	p.draw(populationID, c)
	return panel("population", title, p.saves(populationID, "population", p.trialsCSV),
		element.Chart(populationID, "Chart of the trials, with the population and the ancestors of one; the numbers are in the table of trials", 0),
		ui.P().Class("muted").Text(words))
}

const controllerID = "controller-chart"

// controller shows the probabilities of all options over time.
func (p *page) controller() ui.UI {
	_, x := p.state.Shown()
	sight, _ := p.state.Sight()
	side, _ := p.state.Shown()
	title := "The controller"
	if side.Info.ID == "tpe" {
		title = "How good ones decide"
	}
	seen := x.Probabilities(sight)
	if len(seen) == 0 {
		return panel("controller", title, nil, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("It appears when the strategy has probabilities.")))
	}
	const most = 60
	var columns []state.Seen
	for i := range min(most, len(seen)) {
		columns = append(columns, seen[i*(len(seen)-1)/max(1, min(most, len(seen))-1)])
	}
	h := chart.Heat{Digits: 2}
	decisions := sight.Space.Decisions()
	for i, c := range columns {
		name := ""
		if i == len(columns)-1 || i%max(1, len(columns)/8) == 0 {
			name = fmt.Sprintf("trial %d", sight.At(c.K).Spent().Trials)
		}
		h.Columns = append(h.Columns, name)
	}
	for d, decision := range decisions {
		for o, option := range decision.Options {
			h.Rows = append(h.Rows, decision.Name+" "+option)
			var row []float64
			for _, c := range columns {
				row = append(row, c.Probabilities[d][o])
			}
			h.Values = append(h.Values, row)
		}
	}
	p.draw(controllerID, h)
	csv := func() string {
		var t display.CSV
		t.Line("decision", "option", "trial", "probability")
		for i, c := range columns {
			for d, decision := range decisions {
				for o, option := range decision.Options {
					t.Line(decision.Name, option, sight.At(columns[i].K).Spent().Trials, c.Probabilities[d][o])
				}
			}
		}
		return t.String()
	}
	return panel("controller", title, p.saves(controllerID, "controller", csv),
		element.Chart(controllerID, "Heat map of the probability of every option of every decision over time; the numbers are in the CSV file", min(30, len(h.Rows))),
		ui.P().Class("muted").Text("The probability of every option when an architecture is drawn, from the first trial to the last: the darker the likelier."))
}

const predictedID = "predicted-chart"

// predicted shows what the model said of its proposals, and what they came to.
func (p *page) predicted() ui.UI {
	_, x := p.state.Shown()
	sight, _ := p.state.Sight()
	c := chart.Cloud{X: chart.Axis{Name: "Predicted"}, Y: chart.Axis{Name: "Told, " + p.state.Signal().Name}}
	var said, told []float64
	var t display.CSV
	t.Line("trial", "predicted", "sd", "told")
	for _, id := range slices.Sorted(maps.Keys(x.Predictions)) {
		m := x.Predictions[id]
		i, ok := sight.ByID(id)
		if !ok || !sight.IsTold(i) || !sight.Row(i).Outcome.OK() {
			continue
		}
		v := sight.Row(i).Outcome.Value
		said, told = append(said, m.Mean), append(told, v)
		c.Add(fmt.Sprint(id), p.signed(m.Mean), p.signed(v))
		t.Line(id, m.Mean, m.SD, v)
	}
	title := "How good the model is"
	if len(said) < 2 {
		return panel("predicted", title, nil, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("It appears when proposals of the model have been evaluated. Of a trace that was made elsewhere it is not known.")))
	}
	low, high := p.signed(slices.Min(told)), p.signed(slices.Max(told))
	c.Guides = []chart.Guide{{X: []float64{low, high}, Y: []float64{low, high}, Dashed: true, Name: "as predicted"}}
	p.draw(predictedID, c)
	words := fmt.Sprintf("%s that the model proposed.", display.Plural(len(said), "trial"))
	rho := func(a, b []float64) string {
		s := rank.Spearman(rank.New(a), rank.New(b))
		if !s.Defined {
			return "–"
		}
		return display.Significant(s.Value, 2)
	}
	words += " Predicted and told ranks agree by ρ = " + rho(said, told)
	if n := len(said); n >= 20 {
		words += fmt.Sprintf(": %s over the first half, %s over the second. Proposals are alike, so that little is left to tell apart", rho(said[:n/2], told[:n/2]), rho(said[n/2:], told[n/2:]))
	}
	return panel("predicted", title, p.saves(predictedID, "predicted", t.String),
		element.Chart(predictedID, "Scatter chart of what the model predicted and what was told; the numbers are in the CSV file", 0),
		ui.P().Class("muted").DataSet("testid", "predicted-words").Text(words+"."))
}
