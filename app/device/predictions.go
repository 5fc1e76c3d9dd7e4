package device

import (
	"fmt"
	"math"

	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/job/metering"
	"protocell/core/predict"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const predictedID = "predicted-chart"

// predictorName is what a predictor is called.
func predictorName(id string) string {
	if p, ok := predict.Lookup(id); ok {
		return p.Info().Name
	}
	return id
}

// shownTrial returns the predictor whose predictions are shown, or nil.
func shownTrial(s state.State) (t *metering.Trial, of *metering.PredictOutput) {
	trials, of := s.Answers.Trials()
	for i := range trials {
		x := &trials[i]
		if x.Error != "" || x.Ranks {
			continue
		}
		if x.ID == s.View.Predictor {
			return x, of
		}
		if t == nil {
			t = x
		}
	}
	return t, of
}

// predictions shows what a predictor says of the test networks against what was measured.
func (p *page) predictions() ui.UI {
	s := p.state
	title := "Predicted against measured"
	trials, _ := s.Answers.Trials()
	t, of := shownTrial(s)
	if t == nil {
		words := "Predictors are being fitted…"
		fits, tests, _, _ := s.Shown().Count()
		switch {
		case s.Answers.Quick.Err != nil:
			words = "This cannot be predicted: " + s.Answers.Quick.Err.Error() + "."
		case fits < 2 || tests < 2:
			words = "Predictors need networks to be fitted to, and others to be judged by: this profile has " + display.Plural(fits, "network") + " and " + fmt.Sprint(tests) + " to test."
		}
		return panel("predicted", title, nil, ui.P().Class("muted").DataSet("testid", "no-prediction").Text(words))
	}
	var offered []element.Choice
	for _, x := range trials {
		if x.Error == "" && !x.Ranks {
			offered = append(offered, element.Choice{Value: x.ID, Text: predictorName(x.ID)})
		}
	}
	tools := append([]ui.UI{choose("predictor", "By", "Whose predictions are shown", t.ID, offered, func(v string) { p.do(p.view(func(w *state.View) { w.Predictor = v })) })},
		p.saves(predictedID, "predicted", p.predictedCSV)...)
	p.draw(predictedID, against(of.Tests, t.Predicted, 1e3, "Measured, ms", "Predicted, ms"))
	return panel("predicted", title, tools,
		ui.P().Class("muted").Text(fmt.Sprintf("Networks that no predictor has seen, measured afterwards in a session of their own. On the line the prediction is right; between the dashed ones it is within ±10 %%. RMSE %s ms, ρ %s.",
			display.Significant(1e3*t.RMSE, 3), display.Significant(t.Spearman, 3))),
		element.Chart(predictedID, fmt.Sprintf("Chart of the times that %s predicts for %d networks against those that were measured; the numbers are in the CSV", predictorName(t.ID), len(of.Tests)), 30).DataSet("points", len(of.Tests)),
	)
}

// against is predictions against the truth, both times scale.
func against(tests []metering.Test, predicted []float64, scale float64, truth, prediction string) chart.Cloud {
	c := chart.Cloud{X: chart.Axis{Name: truth}, Y: chart.Axis{Name: prediction}}
	low, high := math.Inf(1), math.Inf(-1)
	off := chart.Group{Ink: 1}
	for i, t := range tests {
		x, y := scale*t.Value, scale*predicted[i]
		if math.Abs(y-x) > 0.1*x {
			off.Points = append(off.Points, i)
		}
		c.Add(t.Code, x, y)
		low, high = math.Min(low, math.Min(x, y)), math.Max(high, math.Max(x, y))
	}
	if !(high > 0) {
		return c
	}
	c.Groups = []chart.Group{off}
	low, high = nice(low, high)
	c.X.Min, c.X.Max, c.Y.Min, c.Y.Max = &low, &high, &low, &high
	line := func(name string, slope float64) chart.Guide {
		return chart.Guide{Name: name, X: []float64{low, math.Min(high, high/slope)}, Y: []float64{low * slope, math.Min(high, high*slope)}, Dashed: slope != 1}
	}
	c.Guides = []chart.Guide{line("y = x", 1), line("", 0.9), line("", 1.1)}
	if low*0.9 < low { // the lower one begins where it enters the chart
		c.Guides[1].X[0], c.Guides[1].Y[0] = low/0.9, low
	}
	return c
}

// nice returns bounds of an axis around values from low to high, at round numbers.
func nice(low, high float64) (from, to float64) {
	if !(high > low) {
		low, high = 0.9*low, 1.1*high
	}
	step := math.Pow(10, math.Floor(math.Log10((high-low)/3)))
	for _, times := range []float64{5, 2} {
		if times*step <= (high-low)/3 {
			step *= times
			break
		}
	}
	return math.Max(0, math.Floor(low/step)*step), math.Ceil(high/step) * step
}

// view returns the action that changes how the profile is shown.
func (p *page) view(change func(v *state.View)) state.Action {
	v := p.state.View
	change(&v)
	return state.SetView{View: v}
}

// predictedCSV has a line a test network, and a column a predictor.
func (p *page) predictedCSV() string {
	trials, of := p.state.Answers.Trials()
	var t display.CSV
	head := []any{"arch", "measured_s", "low_s", "high_s"}
	for _, x := range trials {
		if x.Error == "" {
			head = append(head, x.ID)
		}
	}
	t.Line(head...)
	for i, test := range of.Tests {
		line := []any{test.Code, test.Value, test.Low, test.High}
		for _, x := range trials {
			if x.Error == "" {
				line = append(line, x.Predicted[i])
			}
		}
		t.Line(line...)
	}
	return t.String()
}

// trials compares all predictors.
func (p *page) trials() ui.UI {
	s := p.state
	list, of := s.Answers.Trials()
	if of == nil {
		return ui.Div().Hidden(true)
	}
	var rows []ui.UI
	shown, _ := shownTrial(s)
	for _, t := range list {
		rows = append(rows, p.trialRow(t, shown))
	}
	words := "The others, which learn for longer, are being fitted…"
	switch {
	case s.Answers.Slow.Value != nil:
		words = ""
	case s.Answers.Slow.Err != nil:
		words = "The others could not be fitted: " + s.Answers.Slow.Err.Error() + "."
	}
	devices := "24 simulated ones"
	if of.Devices > 0 {
		devices = display.Plural(of.Devices, "device")
	}
	head := []ui.UI{}
	for _, h := range [][2]string{{"Predictor", ""}, {"±5 %", "Share of the test networks whose prediction is within 5 % of the measurement"}, {"±10 %", "Share within 10 %"}, {"Mean error", "Mean absolute error, of the measurement"}, {"Worst", "Largest absolute error"},
		{"RMSE, ms", "Root of the mean squared error"}, {"Spearman ρ", "Whether it ranks them alike"}, {"Fit", "Time that fitting it took here"}} {
		head = append(head, ui.Th().Scope("col").Title(h[1]).Text(h[0]))
	}
	return panel("trials", "How good each predictor is", []ui.UI{
		ui.Button().Type("button").Class("button", "small").DataSet("testid", "trials-csv").Title("Download the table as CSV").Aria("label", "Download the table of predictors as CSV").
			OnClick(func(ui.Context, ui.Event) { p.do(state.Save{Name: "protocell-predictors.csv", Text: p.trialsCSV()}) }).Text("CSV"),
	},
		ui.P().Class("muted").Text(fmt.Sprintf("Each fitted to the same %d networks and judged by the same %d others. Few-shot adaptation has learned from %s before. Choose one to see its predictions.", of.Fitted, len(of.Tests), devices)),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Predictors").Body(
			ui.Table().Class("numbers", "statistics").DataSet("testid", "trials").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...))),
		ui.If(words != "", ui.P().Class("muted", "note").Text(words)),
		ui.Details().Class("study-more").Body(ui.Summary().DataSet("testid", "predictors-about").Text("What each predictor is"), aboutPredictors()),
	)
}

// aboutPredictors says what the predictors are, and whose.
func aboutPredictors() ui.UI {
	var facts []ui.UI
	for _, f := range predict.All() {
		i := f.Info()
		text := i.Summary
		if i.Least > 0 {
			text += fmt.Sprintf(" It needs %s.", display.Plural(i.Least, "measured network"))
		}
		facts = append(facts, ui.Dt().Text(i.Name), ui.Dd().Body(ui.Text(text), ui.If(i.Paper != "", ui.Small().Class("muted").Text(" "+i.Paper+"."))))
	}
	return ui.Dl().Class("facts", "device-about").Body(facts...)
}

func (p *page) trialRow(t metering.Trial, shown *metering.Trial) ui.UI {
	info := predict.Info{Name: t.ID}
	if f, ok := predict.Lookup(t.ID); ok {
		info = f.Info()
	}
	name := ui.Th().Scope("row").Title(info.Summary)
	if t.Error != "" || t.Ranks {
		name = name.Text(info.Name)
	} else {
		name = name.Body(ui.Button().Type("button").Class("link").DataSet("testid", "show-"+t.ID).Aria("pressed", shown != nil && shown.ID == t.ID).
			OnClick(p.on(p.view(func(v *state.View) { v.Predictor = t.ID }))).Text(info.Name))
	}
	row := ui.Tr().DataSet("testid", "trial-"+t.ID)
	if t.Error != "" {
		return row.Body(name, ui.Td().ColSpan(7).Class("muted").Text("Cannot be fitted: "+t.Error+"."))
	}
	cells := []ui.UI{name}
	number := func(id, text string, exact float64) {
		cell := ui.Td().DataSet("testid", id+"-"+t.ID).DataSet("value", display.Exact(exact))
		if t.Ranks && id != "spearman" && id != "fit" {
			text = "–"
		}
		cells = append(cells, cell.Text(text))
	}
	number("within5", display.Percent(t.Within5), t.Within5)
	number("within10", display.Percent(t.Within10), t.Within10)
	number("mape", display.Percent(t.MAPE), t.MAPE)
	number("worst", display.Percent(t.Worst), t.Worst)
	number("rmse", display.Significant(1e3*t.RMSE, 3), t.RMSE)
	rho := "–"
	if t.Defined {
		rho = fmt.Sprintf("%.3f", t.Spearman)
	}
	number("spearman", rho, t.Spearman)
	number("fit", display.Millis(t.FitMillis), t.FitMillis)
	return row.Body(cells...)
}

func (p *page) trialsCSV() string {
	list, _ := p.state.Answers.Trials()
	var t display.CSV
	t.Line("predictor", "within5", "within10", "within10_of_prediction", "mape", "worst", "rmse_s", "spearman", "r2", "fit_ms", "error")
	for _, x := range list {
		if x.Error != "" {
			t.Line(x.ID, "", "", "", "", "", "", "", "", "", x.Error)
			continue
		}
		t.Line(x.ID, x.Within5, x.Within10, x.Backwards, x.MAPE, x.Worst, x.RMSE, x.Spearman, x.R2, x.FitMillis, "")
	}
	return t.String()
}
