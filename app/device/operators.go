package device

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/graph"
	"protocell/core/latency"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// measure is something that is known of a measured operator.
type measure struct {
	id, name, unit, long string
	of                   func(o latency.OperatorTime, batch int) float64 // NaN if it has none
}

// measures are what operators are shown by.
var measures = []measure{
	{"time", "Time", "µs", "Time of one run, the mean of the fastest tenth of the samples", func(o latency.OperatorTime, _ int) float64 { return 1e6 * o.Time.Seconds }},
	{"gflops", "Speed", "GFLOP/s", "Operations a second, two a multiply-accumulate; of what multiplies alone", func(o latency.OperatorTime, batch int) float64 {
		return some(2e-9 * float64(o.MACs()) * float64(batch) / o.Time.Seconds)
	}},
	{"gbs", "Traffic", "GB/s", "Bytes that are read and written a second, as if no cache kept anything", func(o latency.OperatorTime, batch int) float64 {
		return some(1e-9 * float64(o.Bytes(batch)) / o.Time.Seconds)
	}},
	{"macs", "MACs", "M", "Multiply-accumulates of one image, in millions", func(o latency.OperatorTime, _ int) float64 { return some(1e-6 * float64(o.MACs())) }},
}

// some returns v, or NaN for nothing.
func some(v float64) float64 {
	if v > 0 {
		return v
	}
	return math.NaN()
}

func measureOf(id string) measure {
	for _, m := range measures {
		if m.id == id {
			return m
		}
	}
	return measures[0]
}

// kindOf is an operator without its shapes: a line of the map.
func kindOf(o latency.Operator) string {
	name := strings.TrimSuffix(o.String(), " "+shapesOf(o))
	return strings.ReplaceAll(name, "_", " ")
}

// shapesOf is what it works on: a column.
func shapesOf(o latency.Operator) string {
	text := o.In.String()
	if o.Channels != o.In.C {
		text += ">" + strconv.Itoa(o.Channels)
	}
	return text
}

// operators are the operators of the profile on show as a map, and as a table.
func (p *page) operators() ui.UI {
	e := p.state.Shown()
	if len(e.Operators) == 0 {
		return panel("operators", "Operators", nil, ui.P().Class("muted").Text("This profile has no operators."))
	}
	m := measureOf(p.state.View.Heat)
	var offered []element.Choice
	for _, v := range measures[:3] {
		offered = append(offered, element.Choice{Value: v.id, Text: v.name + ", " + v.unit})
	}
	return panel("operators", "What each operator costs", []ui.UI{
		choose("heat-of", "Show", "What the map shows", m.id, offered, func(v string) {
			view := p.state.View
			view.Heat = v
			p.do(state.SetView{View: view})
		}),
		ui.Button().Type("button").Class("button", "small").DataSet("testid", "operators-csv").Title("Download the numbers as CSV").Aria("label", "Download the operators as CSV").
			OnClick(func(ui.Context, ui.Event) {
				p.do(state.Save{Name: "protocell-operators.csv", Text: operatorsCSV(p.state.Shown())})
			}).Text("CSV"),
	},
		ui.P().Class("muted").Text(m.long+". A line is a kind of operator, a column what it works on: channels x height x width, and what channels become."),
		heatMap(e, m),
		ui.Details().Class("study-more").Body(ui.Summary().DataSet("testid", "operators-table").Text("All "+display.Plural(len(e.Operators), "operator")+" as a table"), p.operatorTable(e)),
		p.fusion(e),
	)
}

// heatMap is the operators by kind and shape, in colours of a logarithmic scale.
func heatMap(e *state.Entry, m measure) ui.UI {
	var kinds, shapes []string
	cells := map[[2]string]latency.OperatorTime{}
	size := map[string]int{}
	low, high := math.Inf(1), math.Inf(-1)
	for _, o := range e.Operators {
		k, s := kindOf(o.Operator), shapesOf(o.Operator)
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
		if !slices.Contains(shapes, s) {
			shapes = append(shapes, s)
			size[s] = o.In.H*o.In.W<<16 - o.In.C
		}
		cells[[2]string{k, s}] = o
		if v := m.of(o, e.Batch); o.Time.OK() && !math.IsNaN(v) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	slices.Sort(kinds)
	slices.SortStableFunc(shapes, func(a, b string) int { return cmp.Compare(size[b], size[a]) })
	head := []ui.UI{ui.Th().Scope("col").Text(m.unit)}
	for _, s := range shapes {
		head = append(head, ui.Th().Scope("col").Text(s))
	}
	var rows []ui.UI
	for _, k := range kinds {
		line := []ui.UI{ui.Th().Scope("row").Text(k)}
		for _, s := range shapes {
			o, ok := cells[[2]string{k, s}]
			v := m.of(o, e.Batch)
			switch {
			case !ok:
				line = append(line, ui.Td().Class("none"))
			case !o.Time.OK():
				line = append(line, ui.Td().Title("Refused: "+o.Time.Refused).Text("noisy"))
			case math.IsNaN(v):
				line = append(line, ui.Td().Text("–"))
			default:
				step := 0
				if high > low {
					step = int(math.Round(9 * math.Log(v/low) / math.Log(high/low)))
				}
				line = append(line, ui.Td().DataSet("heat", step).Title(o.String()+": "+display.Seconds(o.Time.Seconds)+" ±"+display.Percent(o.Time.Width())).Text(display.Significant(v, 3)))
			}
		}
		rows = append(rows, ui.Tr().Body(line...))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Map of the operators").Body(
		ui.Table().Class("numbers", "device-heat").DataSet("testid", "heat-map").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)))
}

// operatorTable has all numbers, sorted by one, the largest first.
func (p *page) operatorTable(e *state.Entry) ui.UI {
	by := measureOf(p.state.View.Sort)
	list := slices.Clone(e.Operators)
	value := func(o latency.OperatorTime) float64 {
		if v := by.of(o, e.Batch); o.Time.OK() && !math.IsNaN(v) {
			return v
		}
		return -1
	}
	slices.SortStableFunc(list, func(a, b latency.OperatorTime) int { return cmp.Compare(value(b), value(a)) })
	head := []ui.UI{ui.Th().Scope("col").Text("Operator")}
	for _, m := range measures {
		order := "none"
		if m.id == by.id {
			order = "descending"
		}
		view := p.state.View
		view.Sort = m.id
		head = append(head, ui.Th().Scope("col").Aria("sort", order).Body(
			ui.Button().Type("button").Class("sort").Title(m.long).DataSet("testid", "sort-"+m.id).OnClick(p.on(state.SetView{View: view})).Text(m.name+", "+m.unit)))
	}
	var rows []ui.UI
	for _, o := range list {
		cells := []ui.UI{ui.Th().Scope("row").Text(strings.ReplaceAll(o.String(), "_", " "))}
		for _, m := range measures {
			v := m.of(o, e.Batch)
			switch {
			case !o.Time.OK() && m.id != "macs":
				cells = append(cells, ui.Td().Title(o.Time.Refused).Text("noisy"))
			case math.IsNaN(v):
				cells = append(cells, ui.Td().Text("–"))
			case m.id == "time":
				cells = append(cells, ui.Td().Body(ui.Text(display.Significant(v, 3)), ui.Small().Class("muted", "interval").Text("±"+display.Percent(o.Time.Width()))))
			default:
				cells = append(cells, ui.Td().Text(display.Significant(v, 3)))
			}
		}
		rows = append(rows, ui.Tr().Body(cells...))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Operators").Body(
		ui.Table().Class("numbers", "statistics").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)))
}

func operatorsCSV(e *state.Entry) string {
	var t display.CSV
	t.Line("operation", "kernel", "stride", "groups", "relu", "c", "h", "w", "out", "seconds", "low", "high", "macs", "bytes", "refused")
	for _, o := range e.Operators {
		relu := 0
		if o.ReLU {
			relu = 1
		}
		t.Line(latency.OpName(o.Op), o.Kernel, o.Stride, o.Groups, relu, o.In.C, o.In.H, o.In.W, o.Channels,
			known(o.Time, o.Time.Seconds), known(o.Time, o.Time.Low), known(o.Time, o.Time.High), int(o.MACs()), int(o.Bytes(e.Batch)), o.Time.Refused)
	}
	return t.String()
}

// known is a number of an estimate, or an empty cell.
func known(e latency.Estimate, v float64) any {
	if !e.OK() {
		return ""
	}
	return v
}

// multiplies reports whether an operator is made of multiply-accumulates.
func multiplies(o latency.Operator) bool { return o.Op == graph.Conv || o.Op == graph.Linear }
