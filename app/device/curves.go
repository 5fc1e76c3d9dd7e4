package device

import (
	"fmt"

	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/predict"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const curvesID = "curves-chart"

// enough is the share of networks within ±10 % from which on measurements are enough: what
// nn-Meter reports of its devices is 99 %, what BRP-NAS calls accurate about 90.
const enough = 0.9

// curves show how good predictors are with fewer measurements.
func (p *page) curves() ui.UI {
	s := p.state
	title := "Are ten measurements enough?"
	var lines []chart.Line
	for _, f := range predict.All() {
		i := f.Info()
		c := s.Answers.Curves[i.ID].Value
		if c == nil || len(c.Points) < 2 {
			continue
		}
		l := chart.Line{Name: i.Name}
		for _, point := range c.Points {
			y := 100 * point.Within10
			if i.Ranks {
				continue
			}
			l.X, l.Y = append(l.X, float64(point.Measured)), append(l.Y, y)
		}
		if len(l.X) > 1 {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return panel("curves", title, nil, ui.P().Class("muted").Text("The answer appears once predictors are fitted to parts of what was measured."))
	}
	p.draw(curvesID, chart.Lines{X: chart.Axis{Name: "Networks measured", Log: true}, Y: chart.Axis{Name: "Within ±10 %, %"}, Lines: lines, Height: tall})
	label := "All predictors, which takes minutes"
	if s.Open["curves-all"] {
		label = "The quick ones only"
	}
	return panel("curves", title, p.saves(curvesID, "measurements", p.curvesCSV),
		ui.P().DataSet("testid", "ten").Text(ten(s.Answers)),
		element.Chart(curvesID, "Chart of the accuracy of each predictor by the number of networks that it is fitted to; the numbers are in the CSV", 12),
		ui.P().Class("muted").Text("Mean over random parts of the measured networks; judged by the same test networks."),
		ui.Button().Type("button").Class("link").DataSet("testid", "curves-all").OnClick(p.on(state.Toggle{Part: "curves-all"})).Text(label),
	)
}

// tall is the height of a chart of size "tall" in pixels, as study.css has it.
const tall = 384

// ten answers the question in words.
func ten(a state.Answers) string {
	bestName, best, ranks := "", -1.0, 0.0
	first := map[string]int{}
	for _, f := range predict.All() {
		i := f.Info()
		c := a.Curves[i.ID].Value
		if c == nil || i.Ranks {
			continue
		}
		for _, point := range c.Points {
			if point.Measured == 10 && point.Within10 > best {
				bestName, best, ranks = i.Name, point.Within10, point.Spearman
			}
			if point.Within10 >= enough && first[i.Name] == 0 {
				first[i.Name] = point.Measured
			}
		}
	}
	if best < 0 {
		return "Too few networks are measured to tell."
	}
	text := "No: "
	if best >= enough {
		text = "Yes: "
	}
	text += fmt.Sprintf("with ten, %s puts %s of the others within ±10 %%, and ranks them with ρ = %.3f.", bestName, display.Percent(best), ranks)
	least, name := 0, ""
	for _, f := range predict.All() {
		if n := first[f.Info().Name]; n > 0 && (least == 0 || n < least) {
			least, name = n, f.Info().Name
		}
	}
	switch {
	case least == 0:
		text += " None reaches 90 % with what was measured."
	case least < 10 || best < enough:
		text += fmt.Sprintf(" It takes %d with %s to reach 90 %%.", least, name)
	}
	return text
}

func (p *page) curvesCSV() string {
	var t display.CSV
	t.Line("predictor", "measured", "repeats", "spearman", "least_spearman", "within10", "mape")
	for _, id := range predict.IDs() {
		if c := p.state.Answers.Curves[id].Value; c != nil {
			for _, x := range c.Points {
				t.Line(id, x.Measured, x.Repeats, x.Spearman, x.Low, x.Within10, x.MAPE)
			}
		}
	}
	return t.String()
}
