package device

import (
	"fmt"
	"strconv"

	"protocell/app/breakdown"
	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/energy"
	"protocell/core/job/metering"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const (
	energyID = "energy-chart"
	joulesID = "joules-chart"
)

// energy is what networks cost in joules, by a model that can be edited.
func (p *page) energy() ui.UI {
	s := p.state
	m := s.Energy.Model
	body := []ui.UI{
		ui.P().Class("muted").Text("A browser has no counter of energy, so this is a model, and measures nothing: arithmetic by the type of numbers, and bytes by the smallest memory that holds an operator's data, at the published costs of a chip in 45 nm (Horowitz, Computing's energy problem, ISSCC 2014, figure 1.1.9). Edit them."),
		p.costs(m),
	}
	if s.Energy.Problem != nil {
		body = append(body, ui.P().Class("problem").Attr("role", "alert").DataSet("testid", "energy-problem").Text("These costs are not taken: "+s.Energy.Problem.Error()+"."))
	}
	a := s.Answers.Energy
	title := "Energy, modelled"
	switch {
	case a.Err != nil:
		return panel("energy", title, nil, append(body, ui.P().Class("problem").Text("It cannot be modelled: "+a.Err.Error()+"."))...)
	case a.Value == nil:
		return panel("energy", title, nil, append(body, ui.P().Class("muted").Text("It appears once times are predicted."))...)
	}
	v := a.Value
	c := chart.Cloud{X: chart.Axis{Name: "MACs, millions"}, Y: chart.Axis{Name: "Modelled, µJ"}}
	low, high := 0.0, 0.0
	for i, t := range v.Times {
		if !(t > 0) {
			continue
		}
		c.Add(v.Archs[i], v.Costs[i], 1e6*t)
		if low == 0 || t < low {
			low = t
		}
		high = max(high, t)
	}
	p.draw(energyID, c)
	words := fmt.Sprintf("From %s to %s a run of %s.", breakdown.Joules(low), breakdown.Joules(high), display.Plural(s.Shown().Batch, "image"))
	if v.Defined {
		words += fmt.Sprintf(" MACs rank architectures by it with ρ = %.3f.", v.Spearman)
	}
	pair := []ui.UI{element.Chart(energyID, "Scatter chart of modelled energy against MACs; the numbers are in the CSV", 14).DataSet("points", v.Count)}
	if t, of := joulesTrial(s.Answers.Joules.Value); t != nil {
		truth, how := "Modelled, µJ", "the model says"
		if !of.Modelled {
			truth, how = "Measured, µJ", "the machine's counters measured"
		}
		p.draw(joulesID, against(of.Tests, t.Predicted, 1e6, truth, "Predicted, µJ"))
		pair = append(pair, ui.Div().Body(
			element.Chart(joulesID, "Chart of predicted against modelled energy; the numbers are in the CSV", 14),
			ui.P().Class("muted", "note").Text(fmt.Sprintf("%s knows no costs: fitted to %d networks and judged by %d others, it puts %s within ±10 %% of what %s.", predictorName(t.ID), of.Fitted, len(of.Tests), display.Percent(t.Within10), how)),
		))
	}
	return panel("energy", title, p.saves(energyID, "energy", p.energyCSV), append(body,
		ui.P().DataSet("testid", "energy-words").Text(words),
		ui.Div().Class("study-pair").Body(pair...),
	)...)
}

// joulesTrial is the best predictor of energy that knows no costs of the chip.
func joulesTrial(of *metering.PredictOutput) (*metering.Trial, *metering.PredictOutput) {
	if of == nil {
		return nil, nil
	}
	var t *metering.Trial
	for i := range of.Trials {
		if x := &of.Trials[i]; x.Error == "" && !x.Ranks && x.ID != "energy_model" && (t == nil || x.MAPE < t.MAPE) {
			t = x
		}
	}
	return t, of
}

// costs are the constants of the model.
func (p *page) costs(m energy.Model) ui.UI {
	field := func(id, label, title string, v float64) ui.UI {
		return entry("cost-"+id, label, title, strconv.FormatFloat(v, 'g', -1, 64), func(text string) { p.do(state.EditCost{Field: id, Text: text}) })
	}
	fields := []ui.UI{
		choose("cost-type", "Numbers", "The type that a network computes in: takes its published costs", string(m.Type), []element.Choice{
			{Value: string(energy.Float32), Text: "float32"}, {Value: string(energy.Float16), Text: "float16"}, {Value: string(energy.Int8), Text: "int8"},
		}, func(v string) { p.do(state.PickType{Type: energy.Type(v)}) }),
		field("mul", "Multiply, pJ", "Of one multiplication", m.Mul),
		field("add", "Add, pJ", "Of one addition", m.Add),
	}
	for i, l := range m.Levels {
		fields = append(fields, field(strconv.Itoa(i), l.Name+", pJ", "Of an access of 64 bits", l.Word))
	}
	return ui.Div().Class("fields").Body(append(fields, field("idle", "Idle, W", "Drawn whatever is done, for as long as a network runs", m.Idle))...)
}

func (p *page) energyCSV() string {
	v := p.state.Answers.Energy.Value
	var t display.CSV
	t.Line("arch", "macs_m", "modelled_j")
	for i, code := range v.Archs {
		t.Line(code, v.Costs[i], v.Times[i])
	}
	return t.String()
}
