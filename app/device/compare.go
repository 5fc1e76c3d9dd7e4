package device

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/app/chart"
	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/job/metering"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const (
	besideID = "beside-chart"
	speedsID = "speeds-chart"
	scaledID = "scaled-chart"
)

// compare puts the profile on show beside others, and beside published devices.
func (p *page) compare() ui.UI {
	s := p.state
	e := s.Shown()
	if e == nil {
		return ui.Div().Hidden(true)
	}
	var body []ui.UI
	c := s.Answers.Compare
	published := len(s.Tables.Published())
	if len(s.Shelf.Beside) == 0 {
		body = append(body, ui.P().Class("muted").Text("Put another profile beside this one: tick it below, or drop the files of a whole class on this page."))
	}
	switch {
	case c.Err != nil:
		body = append(body, ui.P().Class("problem").Text("They cannot be compared: "+c.Err.Error()+"."))
	case c.Value != nil:
		if pairs := p.pairs(c.Value); pairs != nil {
			body = append(body, pairs)
		}
		body = append(body, p.publishedDevices(c.Value)...)
	case len(s.Shelf.Beside) > 0 || published > 0:
		body = append(body, ui.P().Class("muted").Text("Comparing…"))
	}
	if published == 0 && s.Tables.Listed {
		body = append(body, ui.P().Class("muted").DataSet("testid", "no-published").Body(
			ui.Text("No latencies of published devices are part of this site. Whoever runs it adds them by "), ui.Code().Text("make data"), ui.Text(".")))
	}
	return panel("compare", "Beside other devices", nil, body...)
}

// pairs compares the profile on show with those beside it.
func (p *page) pairs(v *metering.CompareOutput) ui.UI {
	s := p.state
	others := []*state.Entry{s.Shown()}
	for _, ref := range s.Shelf.Beside {
		if o := s.Entry(ref); o != nil {
			others = append(others, o)
		}
	}
	c := chart.Whiskers{X: chart.Axis{Name: "Times as long as " + others[0].Name, Whole: true}, Bars: true, Beside: &chart.Beside{Name: others[0].Name, Value: 1}}
	var rows []ui.UI
	for _, pair := range v.Pairs {
		if pair.I != 0 || pair.J >= len(others) {
			continue
		}
		o := others[pair.J]
		row := []ui.UI{ui.Th().Scope("row").Text(o.Name)}
		speed := "–"
		if pair.Scale > 0 {
			speed = display.Significant(pair.Scale, 3) + " ×"
			c.Lines = append(c.Lines, chart.Whisker{Name: o.Name, Low: pair.Scale, Value: pair.Scale, High: pair.Scale, Note: o.Name + "\n" + speed})
		}
		row = append(row, ui.Td().Text(speed))
		if pair.Alike {
			rho, within := "–", "–"
			if pair.Defined && pair.Networks > 2 {
				rho = fmt.Sprintf("%.3f", pair.Spearman)
			}
			if pair.Networks > 0 {
				within = display.Percent(pair.Within5)
			}
			row = append(row, ui.Td().Text(rho), ui.Td().Text(within), ui.Td().Text(pair.Networks), ui.Td().Text(pair.Operators))
		} else {
			row = append(row, ui.Td().ColSpan(4).Class("muted").Text("another space, network or batch"))
		}
		rows = append(rows, ui.Tr().DataSet("testid", "pair").Body(row...))
	}
	if len(rows) == 0 {
		return nil
	}
	list := ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Profiles beside "+s.Shown().Name).Body(
		ui.Table().Class("numbers", "statistics").DataSet("testid", "pairs").Body(
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Profile"), ui.Th().Scope("col").Title("The median over the networks or, if they have none in common, the operators").Text("Time"),
				ui.Th().Scope("col").Title("Whether both rank the networks alike").Text("Spearman ρ"), ui.Th().Scope("col").Title("Networks that agree to 5 %, once times are scaled").Text("±5 %, scaled"),
				ui.Th().Scope("col").Text("Networks"), ui.Th().Scope("col").Text("Operators"))),
			ui.TBody().Body(rows...)))
	if len(c.Lines) < 2 {
		return list
	}
	p.draw(speedsID, c)
	return ui.Div().Body(list, element.Chart(speedsID, "Chart of how many times as long each profile takes; the numbers are in the table above", len(c.Lines)))
}

// publishedDevices puts the profile beside the devices of the table.
func (p *page) publishedDevices(v *metering.CompareOutput) []ui.UI {
	var list []metering.Published
	for _, x := range v.Published {
		if x.Profile == 0 && x.Networks > 1 {
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return nil
	}
	rho := func(x metering.Published) float64 {
		switch {
		case x.AllOf > 0:
			return x.All
		case x.Defined:
			return x.Spearman
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(list, func(a, b metering.Published) int { return cmp.Compare(rho(b), rho(a)) })
	c := chart.Whiskers{X: chart.Axis{Name: "Spearman ρ with this device"}, Bars: true}
	var rows []ui.UI
	drawn := map[string]bool{} // devices: the one of their data sets that ranks most alike is in the chart
	for _, x := range list {
		device := strings.TrimSuffix(x.Name, " latency")
		name := device
		if x.Dataset != "" {
			name += ", " + x.Dataset
		}
		if r := rho(x); !math.IsInf(r, 0) && !drawn[device] {
			drawn[device] = true
			c.Lines = append(c.Lines, chart.Whisker{Name: device, Low: r, Value: r, High: r, Strong: len(c.Lines) == 0, Note: fmt.Sprintf("%s\nρ = %.3f", name, r)})
		}
		all, measured := "–", "–"
		if x.AllOf > 0 {
			all = fmt.Sprintf("%.3f", x.All)
		}
		if x.Defined {
			measured = fmt.Sprintf("%.3f", x.Spearman)
		}
		rows = append(rows, ui.Tr().DataSet("testid", "published").Body(
			ui.Th().Scope("row").Text(name), ui.Td().Text(all), ui.Td().Text(measured), ui.Td().Text(x.Networks),
			ui.Td().Title("Their unit for a second here, the median").Text(display.Significant(x.Scale/1e3, 3)+" "+x.Unit+"/ms")))
	}
	p.draw(besideID, c)
	near, far := list[0], list[len(list)-1]
	words := fmt.Sprintf("Of the published devices, %s ranks architectures most like this one (ρ = %.3f), and %s least (ρ = %.3f).",
		strings.TrimSuffix(near.Name, " latency"), rho(near), strings.TrimSuffix(far.Name, " latency"), rho(far))
	return []ui.UI{
		ui.P().DataSet("testid", "published-words").Text(words),
		ui.Div().Class("tools", "study-below").Body(p.saves(besideID, "devices", p.publishedCSV)...),
		ui.Div().Class("study-pair").Body(
			element.Chart(besideID, "Chart of the rank correlation with each published device; the numbers are in the table below", len(c.Lines)),
			p.scaled(list)),
		ui.Details().Class("study-more").Body(ui.Summary().Text("Numbers"),
			ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Published devices").Body(
				ui.Table().Class("numbers", "statistics").Body(
					ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Device"), ui.Th().Scope("col").Title("Over all architectures, by what is predicted here").Text("ρ, all"),
						ui.Th().Scope("col").Title("Over the networks that were measured here").Text("ρ, measured"), ui.Th().Scope("col").Text("Networks"), ui.Th().Scope("col").Text("Scale"))),
					ui.TBody().Body(rows...)))),
	}
}

// scaled shows the networks that were measured here beside their times on a published
// device, scaled to those here.
func (p *page) scaled(list []metering.Published) ui.UI {
	shown := list[0]
	var offered []element.Choice
	for _, x := range list {
		offered = append(offered, element.Choice{Value: x.Column, Text: strings.TrimSuffix(x.Name, " latency") + ", " + x.Dataset})
		if x.Column == p.state.View.Device {
			shown = x
		}
	}
	c := chart.Cloud{X: chart.Axis{Name: "Measured here, ms"}, Y: chart.Axis{Name: "There, scaled, ms"}}
	low, high := math.Inf(1), math.Inf(-1)
	for _, point := range shown.Points {
		x, y := 1e3*point.Here, 1e3*point.There
		c.Add(point.Code, x, y)
		low, high = math.Min(low, math.Min(x, y)), math.Max(high, math.Max(x, y))
	}
	if high > 0 {
		low, high = nice(low, high)
		c.X.Min, c.X.Max, c.Y.Min, c.Y.Max = &low, &high, &low, &high
		c.Guides = []chart.Guide{{Name: "y = x", X: []float64{low, high}, Y: []float64{low, high}}}
	}
	p.draw(scaledID, c)
	return ui.Div().Body(
		choose("published-device", "Device", "Which published device is beside this one", shown.Column, offered, func(v string) { p.do(p.view(func(w *state.View) { w.Device = v })) }),
		element.Chart(scaledID, "Chart of the networks' times on the published device, scaled, against those here; the numbers are in the CSV", 10).DataSet("points", len(shown.Points)))
}

func (p *page) publishedCSV() string {
	var t display.CSV
	t.Line("column", "device", "dataset", "arch", "here_s", "there_scaled_s")
	for _, x := range p.state.Answers.Compare.Value.Published {
		for _, point := range x.Points {
			if x.Profile == 0 {
				t.Line(x.Column, x.Name, x.Dataset, point.Code, point.Here, point.There)
			}
		}
	}
	return t.String()
}
