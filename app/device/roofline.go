package device

import (
	"fmt"
	"math"

	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/latency"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const rooflineID = "roofline-chart"

// work is the operations of an operator on a batch: two a multiply-accumulate or, where
// nothing multiplies, one for each number that is read or written.
func work(o latency.Operator, batch int) float64 {
	if multiplies(o) {
		return 2 * float64(o.MACs()) * float64(batch)
	}
	return float64(o.Activations()) * float64(batch)
}

// roofline shows operators against what the machine can do.
func (p *page) roofline() ui.UI {
	e := p.state.Shown()
	c, others := rooflineChart(e)
	if len(c.Names) == 0 {
		return panel("roofline", "Roofline", nil, ui.P().Class("muted").Text("There is no operator to show."))
	}
	p.draw(rooflineID, c)
	words := "How many operations an operator does for each byte that it moves, against how fast it does them. "
	if m := e.Machine; m.Known() {
		ridge := m.Peak / m.Bandwidth
		words += fmt.Sprintf("Left of %s operations a byte this machine waits for memory, right of it for arithmetic. ", display.Significant(ridge, 2))
		if bound := boundBy(e, ridge); bound != "" {
			words += bound
		}
	}
	keys := []key{{inkSample, "Convolutions and linear layers"}}
	if others {
		keys = append(keys, key{inkPinned, "Everything else, as one operation a number"})
	}
	body := []ui.UI{
		ui.P().Class("muted").Text(words),
		element.Chart(rooflineID, "Roofline of "+e.Name+"; the numbers are in the CSV", 12),
		legend(keys...),
	}
	return panel("roofline", "Roofline", p.saves(rooflineID, "roofline", func() string { return operatorsCSV(p.state.Shown()) }), body...)
}

// rooflineChart returns the chart, and whether some operators do not multiply.
func rooflineChart(e *state.Entry) (c chart.Cloud, others bool) {
	c.X, c.Y = chart.Axis{Name: "Operations a byte", Log: true}, chart.Axis{Name: "GFLOP/s", Log: true}
	rest := chart.Group{Ink: 1}
	low, high := math.Inf(1), math.Inf(-1)
	for _, o := range e.Operators {
		if !o.Time.OK() {
			continue
		}
		x := work(o.Operator, e.Batch) / float64(o.Bytes(e.Batch))
		y := 1e-9 * work(o.Operator, e.Batch) / o.Time.Seconds
		if !(x > 0) || !(y > 0) {
			continue
		}
		if !multiplies(o.Operator) {
			rest.Points = append(rest.Points, len(c.Names))
		}
		c.Add(o.String(), x, y)
		low, high = math.Min(low, x), math.Max(high, x)
	}
	if len(rest.Points) > 0 {
		c.Groups = []chart.Group{rest}
	}
	if m := e.Machine; m.Known() && high > 0 {
		from, to := math.Pow(10, math.Floor(math.Log10(low))), math.Pow(10, math.Ceil(math.Log10(high)))
		ridge := m.Peak / m.Bandwidth
		to = math.Max(to, ridge)
		c.Guides = []chart.Guide{{Name: display.Significant(m.Peak, 3) + " GFLOP/s, " + display.Significant(m.Bandwidth, 3) + " GB/s",
			X: []float64{math.Min(from, ridge), ridge, to}, Y: []float64{m.Bandwidth * math.Min(from, ridge), m.Peak, m.Peak}}}
	}
	return c, len(rest.Points) > 0
}

// boundBy says what the operators of a profile wait for.
func boundBy(e *state.Entry, ridge float64) string {
	left, all := 0.0, 0.0
	for _, o := range e.Operators {
		if !o.Time.OK() {
			continue
		}
		all += o.Time.Seconds
		if work(o.Operator, e.Batch)/float64(o.Bytes(e.Batch)) < ridge {
			left += o.Time.Seconds
		}
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("Of the time of all operators, %s is spent by those on the left.", display.Percent(left/all))
}
