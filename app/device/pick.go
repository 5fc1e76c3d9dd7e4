package device

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const pickID = "pick-chart"

// trained is an architecture whose accuracy is known, and whose time is predicted.
type trained struct {
	code           string
	time, accuracy float64 // milliseconds, the table's unit
}

// pick is where an engineer picks a network: the most accurate that is fast enough here.
func (p *page) pick() ui.UI {
	s := p.state
	title := "Pick a network"
	t := s.Tables
	if t.Open == nil || len(t.Accuracy) == 0 {
		return panel("pick", title, nil, ui.P().Class("muted").DataSet("testid", "no-accuracies").Text(p.noAccuracies()))
	}
	list := p.trained()
	if len(list) < 2 {
		return panel("pick", title, nil, ui.P().Class("muted").Text("It appears once a predictor is fitted."))
	}
	front := pareto(list)
	bound, err := strconv.ParseFloat(strings.TrimSpace(s.View.Bound), 64)
	if s.View.Bound == "" || err != nil || !(bound > 0) {
		bound = list[len(list)/2].time
	}
	c := chart.Cloud{X: chart.Axis{Name: "Predicted, ms"}, Y: chart.Axis{Name: accuracyName(t)}}
	var low, high = math.Inf(1), math.Inf(-1)
	for _, x := range list {
		c.Add(x.code, x.time, x.accuracy)
		low, high = math.Min(low, x.accuracy), math.Max(high, x.accuracy)
	}
	// The worst tenth would squeeze the others together.
	sorted := make([]float64, len(list))
	for i, x := range list {
		sorted[i] = x.accuracy
	}
	slices.Sort(sorted)
	low, high = nice(sorted[len(sorted)/10], high)
	c.Y.Min, c.Y.Max = &low, &high
	step := chart.Guide{}
	for i, x := range front {
		if x.accuracy < low {
			continue
		}
		if len(step.X) > 0 {
			step.X, step.Y = append(step.X, x.time), append(step.Y, front[i-1].accuracy)
		}
		step.X, step.Y = append(step.X, x.time), append(step.Y, x.accuracy)
	}
	c.Guides = []chart.Guide{step, {X: []float64{bound, bound}, Y: []float64{low, high}, Dashed: true}}
	best := -1
	for i, x := range front {
		if x.time <= bound {
			best = i
		}
	}
	words := "Nothing is as fast as that."
	var open ui.UI = ui.Div()
	if best >= 0 {
		x := front[best]
		words = fmt.Sprintf("Within %s ms: %s %s, predicted %s ms.", display.Significant(bound, 3), display.Significant(x.accuracy, 4), unitOf(t), display.Significant(x.time, 3))
		c.Marked = []chart.Mark{{Label: "your pick", Name: x.code, X: x.time, Y: x.accuracy, Best: true}}
		a, err := space.ParseCode(s.Shown().Space, x.code)
		if err == nil {
			open = ui.A().Class("button").Href(p.networkURL(x.code)).Target("_blank").Rel("noopener").DataSet("testid", "open-pick").Body(icon("open"), ui.Span().Text("Open "+clipped(s.Shown().Space.Print(a))))
		}
	}
	p.draw(pickID, c)
	tools := append([]ui.UI{entry("bound", "At most, ms", "How long the network may take on this device", display.Significant(bound, 3), func(v string) {
		p.do(p.view(func(w *state.View) { w.Bound = strings.ReplaceAll(v, ",", ".") }))
	})}, p.saves(pickID, "latency-accuracy", p.pickCSV)...)
	return panel("pick", title, tools,
		ui.P().DataSet("testid", "picked").Text(words),
		element.Chart(pickID, "Scatter chart of accuracy against predicted time, with the Pareto front; the numbers are in the CSV", 20).DataSet("points", len(list)),
		ui.Div().Class("device-start").Body(open, ui.P().Class("muted").Text(display.Thousands(len(list))+" architectures of the table “"+t.Open.Title+"”, trained. The line is the Pareto front: no other is both faster and better. The worst tenth is left out.")),
	)
}

// noAccuracies says why there is nothing to pick from.
func (p *page) noAccuracies() string {
	s := p.state
	switch {
	case s.Tables.Err != nil:
		return "The table of accuracies could not be opened: " + s.Tables.Err.Error() + "."
	case s.Tables.Listed && s.Tables.Name() == "":
		return "This site has no table of trained networks of this space."
	}
	return "It appears with the table of trained networks."
}

func accuracyName(t state.Tables) string {
	name := t.Truth.Name
	if name == "" {
		name = "Accuracy"
	}
	if t.Truth.Dataset != "" {
		name += " on " + t.Truth.Dataset
	}
	if t.Truth.Unit != "" {
		name += ", " + t.Truth.Unit
	}
	return name
}

func unitOf(t state.Tables) string {
	if t.Truth.Unit == "%" {
		return "% accuracy"
	}
	return strings.TrimSpace(t.Truth.Unit + " accuracy")
}

// trained returns the architectures with an accuracy and a prediction, the fastest first.
func (p *page) trained() []trained {
	s := p.state
	v := s.Answers.Spread.Value
	if v == nil {
		return nil
	}
	var list []trained
	for i, code := range v.Archs {
		if a, ok := s.Tables.Accuracy[code]; ok && v.Times[i] > 0 && !math.IsInf(v.Times[i], 0) {
			list = append(list, trained{code, 1e3 * v.Times[i], a})
		}
	}
	slices.SortFunc(list, func(a, b trained) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(b.accuracy, a.accuracy), cmp.Compare(a.code, b.code))
	})
	return list
}

// pareto returns those of a list, the fastest first, that no faster one exceeds.
func pareto(list []trained) (front []trained) {
	for _, x := range list {
		if len(front) == 0 || x.accuracy > front[len(front)-1].accuracy {
			front = append(front, x)
		}
	}
	return front
}

func (p *page) pickCSV() string {
	var t display.CSV
	t.Line("arch", "predicted_ms", p.state.Tables.Truth.ID)
	for _, x := range p.trained() {
		t.Line(x.code, x.time, x.accuracy)
	}
	return t.String()
}
