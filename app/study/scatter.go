package study

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/experiment"
	"protocell/core/share"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const scatterID = "scatter-chart"

// scatter shows a proxy against the ground truth, an architecture a point.
func (p *page) scatter() ui.UI {
	s := p.state
	pts := s.Points
	truth, _ := s.Truth()
	name := s.Table.ProxyName(s.X())
	var offered []element.Choice
	for _, x := range s.Ranked(state.Spearman) {
		offered = append(offered, element.Choice{Value: x.ID, Text: s.Table.ProxyName(x.ID)})
	}
	tools := []ui.UI{
		choose("scatter-x", "Proxy", "Which proxy is shown", s.X(), offered, func(v string) { p.do(p.show(v)) }),
		ui.Button().Type("button").Class("button", "small").DataSet("testid", "scatter-ranks").Aria("pressed", s.View.Order).Title("Show ranks in the place of values").
			OnClick(p.on(p.order())).Text("Ranks"),
	}
	if pts.Err != nil {
		return panel("scatter", "Proxy against truth", tools, ui.P().Class("problem").Text("This cannot be shown: "+pts.Err.Error()+"."))
	}
	c, left := p.cloud(pts)
	c.Y.Name, c.X.Name = axisOf(truth.Name, truth.Unit), name
	if s.View.Order {
		c.X.Name, c.Y.Name = "Rank by "+name, "Rank by truth"
	} else if c.X.Log {
		c.X.Name += ", logarithmic"
	}
	p.draw(scatterID, c)
	words := "Each point is an architecture; choose one to open it in the playground."
	if left > 0 {
		words += fmt.Sprintf(" Not in the chart, as the score is not a finite number: %s; they rank last.", thousands(left))
	}
	return panel("scatter", "Proxy against truth", append(tools, p.saves(scatterID, "scatter", p.scatterCSV)...),
		ui.Div().ID(scatterID).Class("chart", "study-chart").DataSet("size", "taller").DataSet("testid", scatterID).DataSet("points", len(c.Names)).
			Attr("role", "img").Aria("label", fmt.Sprintf("Scatter chart of %s against the truth for %s architectures", name, thousands(len(c.Names)))),
		ui.P().Class("muted").Text(words),
		p.picks(),
	)
}

// order returns the action that shows ranks, or values again.
func (p *page) order() state.Action {
	view := p.state.View
	view.Order = !view.Order
	return state.SetView{View: view}
}

func axisOf(name, unit string) string {
	if unit == "" {
		return name
	}
	return name + ", " + unit
}

// cloud returns the points as a chart, and how many have no place in it.
func (p *page) cloud(pts state.Points) (c chart.Cloud, left int) {
	s := p.state
	xs, ys := pts.Xs, pts.Ys
	if s.View.Order {
		xs, ys = places(xs), places(ys)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range xs {
		if !math.IsInf(x, 0) && !math.IsNaN(x) {
			low, high = math.Min(low, x), math.Max(high, x)
		}
	}
	c.X.Log = !s.View.Order && low > 0 && high > 1e4*low
	truth, _ := s.Truth()
	best, pick := -1, -1
	lower := s.LowerIsBetter(s.X())
	for i, row := range pts.Rows {
		x, y := xs[i], ys[i]
		if math.IsNaN(x) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) {
			left++
			continue
		}
		c.Add(s.Table.Codes[row], x, y)
		if best < 0 || pts.Ys[i] != pts.Ys[best] && pts.Ys[i] > pts.Ys[best] == truth.Higher {
			best = i
		}
		if pick < 0 || (pts.Xs[i] > pts.Xs[pick]) != lower && pts.Xs[i] != pts.Xs[pick] {
			pick = i
		}
	}
	if best >= 0 {
		mark := func(label string, i int, good bool) chart.Mark {
			return chart.Mark{Label: label, Name: s.Table.Codes[pts.Rows[i]], X: xs[i], Y: ys[i], Best: good}
		}
		c.Marked = []chart.Mark{mark("best", best, true)}
		if pick != best {
			c.Marked = append(c.Marked, mark("pick", pick, false))
		}
	}
	return c, left
}

// places returns the ranks of values, from 1 for the lowest; those that are not finite
// keep what they are.
func places(values []float64) []float64 {
	order := make([]int, 0, len(values))
	out := slices.Clone(values)
	for i, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(values[i], values[j]), cmp.Compare(i, j)) })
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+to+1) / 2
		}
		from = to
	}
	return out
}

// picks lists the ten architectures that the proxy ranks first.
func (p *page) picks() ui.UI {
	s := p.state
	pts := s.Points
	lower := s.LowerIsBetter(s.X())
	order := make([]int, 0, len(pts.Rows))
	for i := range pts.Rows {
		if !math.IsNaN(pts.Xs[i]) && !math.IsInf(pts.Xs[i], 0) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		x, y := pts.Xs[i], pts.Xs[j]
		if lower {
			x, y = y, x
		}
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(i, j))
	})
	truth := places(pts.Ys)
	t, _ := s.Truth()
	var rows []ui.UI
	for n, i := range order[:min(10, len(order))] {
		code := s.Table.Codes[pts.Rows[i]]
		place := truth[i]
		if t.Higher {
			place = float64(len(pts.Rows)) + 1 - place
		}
		rows = append(rows, ui.Tr().Body(
			ui.Td().Text(n+1),
			ui.Th().Scope("row").Body(ui.A().Href(p.cellURL(code)).Target("_blank").Rel("noopener").Title("Open it in the playground").Body(ui.Code().Text(code))),
			ui.Td().Text(display.Significant(pts.Xs[i], 5)),
			ui.Td().Text(display.Significant(pts.Ys[i], 5)),
			ui.Td().Text(display.Exact(place)),
		))
	}
	return ui.Details().Class("study-more").Open(!s.Narrow).Body(
		ui.Summary().Text("Its ten picks"),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "The ten best by the proxy").Body(ui.Table().Class("numbers").Body(
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("#"), ui.Th().Scope("col").Text("Cell"), ui.Th().Scope("col").Text("Score"), ui.Th().Scope("col").Text("Truth"), ui.Th().Scope("col").Text("Place by truth"))),
			ui.TBody().Body(rows...),
		)))
}

// cellURL is the address of an architecture in the playground, or "".
func (p *page) cellURL(code string) string {
	sp := p.state.Table.Space
	a, err := space.ParseCode(sp, code)
	if err != nil {
		return ""
	}
	spec := experiment.DefaultOf(sp)
	spec.Arch = sp.Print(a)
	fragment, err := share.Link{Spec: spec}.Fragment()
	if err != nil {
		return ""
	}
	return "./#" + fragment
}

// openCell opens an architecture in the playground.
func (p *page) openCell(code string) {
	if url := p.cellURL(code); url != "" {
		p.browser.Call("open", url, "_blank", "noopener")
	}
}

// scatterCSV is the chart as a file.
func (p *page) scatterCSV() string {
	s := p.state
	truth, _ := s.Truth()
	var t display.CSV
	t.Line("arch", s.X(), truth.ID)
	for i, row := range s.Points.Rows {
		t.Line(s.Table.Codes[row], s.Points.Xs[i], s.Points.Ys[i])
	}
	return t.String()
}
