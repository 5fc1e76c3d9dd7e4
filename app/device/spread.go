package device

import (
	"fmt"
	"math"
	"slices"

	"protocell/app/breakdown"
	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const spreadID = "spread-chart"

// spread shows every architecture of the space by its MACs and its predicted time.
func (p *page) spread() ui.UI {
	s := p.state
	title := "Why FLOPs are not latency"
	v := s.Answers.Spread.Value
	switch {
	case s.Answers.Spread.Err != nil:
		return panel("spread", title, nil, ui.P().Class("problem").Text("This cannot be predicted: "+s.Answers.Spread.Err.Error()+"."))
	case v == nil:
		return panel("spread", title, nil, ui.P().Class("muted").Text("It appears once a predictor is fitted."))
	}
	e := s.Shown()
	c, slow, fast := spreadChart(e.Space, v)
	p.draw(spreadID, c)
	of := "All " + display.Thousands(int(v.Size)) + " architectures"
	if v.Codes != "" {
		of = fmt.Sprintf("%d random architectures of %s", v.Count, display.Count(v.Size))
	}
	words := of + fmt.Sprintf(", predicted by “%s” in %s: a point each.", predictorName(s.SpreadBy()), display.Millis(v.Millis))
	if v.Defined {
		words += fmt.Sprintf(" MACs and time rank them alike with ρ = %.3f.", v.Spearman)
	}
	words += alike(v)
	body := []ui.UI{
		ui.P().Class("muted").DataSet("testid", "spread-words").Text(words),
		element.Chart(spreadID, "Scatter chart of predicted time against MACs; the numbers are in the CSV", 20).DataSet("points", v.Count),
		ui.P().Class("muted").Text("On a dashed line are those of the same speed: a tenth of all is faster or slower than these two. Choose a point to open it in the playground."),
	}
	if slow >= 0 && fast != slow {
		body = append(body, ui.Div().Class("study-pair", "device-pair").DataSet("testid", "twins").Body(
			p.twin(e, v, fast, "The same MACs, fast"), p.twin(e, v, slow, fmt.Sprintf("The same MACs, %s times as long", display.Significant(v.Times[slow]/v.Times[fast], 2))),
		))
	}
	return panel("spread", title, p.saves(spreadID, "macs-latency", p.spreadCSV), body...)
}

// alike says how much the times of architectures with the same MACs differ, of those MACs
// where they differ most.
func alike(v *state.Spread) string {
	most, at := 1.0, -1
	for i, a := range v.Alike {
		if a.Low > 0 && a.High/a.Low > most {
			most, at = a.High/a.Low, i
		}
	}
	if at < 0 {
		return ""
	}
	a := v.Alike[at]
	return fmt.Sprintf(" %s architectures have the same %s M MACs, and take %s to %s.", display.Thousands(a.Count), display.Significant(a.MACs, 3), display.Seconds(a.Low), display.Seconds(a.High))
}

// twin is one of two architectures with the same MACs.
func (p *page) twin(e *state.Entry, v *state.Spread, i int, title string) ui.UI {
	a, err := space.ParseCode(e.Space, v.Archs[i])
	if err != nil {
		return ui.Div()
	}
	return ui.Figure().Class("device-twin").Body(
		ui.FigCaption().Body(
			ui.B().Text(title),
			ui.Span().Class("muted").Text(fmt.Sprintf("%s M MACs, %s", display.Significant(v.Costs[i], 3), display.Seconds(v.Times[i]))),
			ui.A().Href(p.networkURL(v.Archs[i])).Target("_blank").Rel("noopener").Text(clipped(e.Space.Print(a)))),
		element.Cells(e.Space, a, p.state.Narrow, breakdown.Short),
	)
}

// clipped shortens an architecture that is long in its own notation.
func clipped(text string) string {
	if len(text) > 70 {
		return text[:67] + "…"
	}
	return text
}

// spreadChart returns the chart, and the two architectures with the same MACs whose times
// differ most, of those whose input reaches their output; -1 if no two have the same.
func spreadChart(sp space.Space, v *state.Spread) (c chart.Cloud, slow, fast int) {
	c = chart.Cloud{X: chart.Axis{Name: "MACs, millions"}, Y: chart.Axis{Name: "Predicted, ms"}}
	type pair struct{ slow, fast int }
	alike := map[float64]pair{}
	var rates []float64 // milliseconds for a million MACs
	most, high := 0.0, 0.0
	for i, t := range v.Times {
		m := v.Costs[i]
		if !(t > 0) || math.IsInf(t, 0) || !(m >= 0) {
			continue
		}
		c.Add(v.Archs[i], m, 1e3*t)
		most, high = math.Max(most, m), math.Max(high, 1e3*t)
		if m > 0 {
			rates = append(rates, 1e3*t/m)
		}
		if a, err := space.ParseCode(sp, v.Archs[i]); err != nil || sp.Valid(a) != nil {
			continue
		}
		p, ok := alike[m]
		if !ok {
			p = pair{i, i}
		}
		if t > v.Times[p.slow] {
			p.slow = i
		}
		if t < v.Times[p.fast] {
			p.fast = i
		}
		alike[m] = p
	}
	slow, fast = -1, -1
	ratio := 1.0
	for i, m := range v.Costs { // in order, so that the choice is the same each time
		p, ok := alike[m]
		if !ok || p.fast != i && p.slow != i {
			continue
		}
		if r := v.Times[p.slow] / v.Times[p.fast]; r > ratio {
			ratio, slow, fast = r, p.slow, p.fast
		}
	}
	if len(rates) > 0 {
		slices.Sort(rates)
		zero := 0.0
		_, right := nice(0, most)
		_, top := nice(0, high)
		c.X.Min, c.X.Max, c.Y.Min, c.Y.Max = &zero, &right, &zero, &top
		for _, rate := range []float64{rates[len(rates)/20], rates[len(rates)-1-len(rates)/20]} {
			to := math.Min(right, top/rate)
			c.Guides = append(c.Guides, chart.Guide{Name: display.Significant(rate, 2) + " ms/M", X: []float64{0, to}, Y: []float64{0, rate * to}, Dashed: true})
		}
	}
	if slow >= 0 {
		c.Marked = []chart.Mark{
			{Label: "slow", Name: v.Archs[slow], X: v.Costs[slow], Y: 1e3 * v.Times[slow], Best: true},
			{Label: "fast", Name: v.Archs[fast], X: v.Costs[fast], Y: 1e3 * v.Times[fast]},
		}
	}
	return c, slow, fast
}

func (p *page) spreadCSV() string {
	v := p.state.Answers.Spread.Value
	var t display.CSV
	t.Line("arch", "macs_m", "predicted_s")
	for i, code := range v.Archs {
		t.Line(code, v.Costs[i], v.Times[i])
	}
	return t.String()
}
