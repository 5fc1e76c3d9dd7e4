package search

import (
	"fmt"
	"math"

	"protocell/app/display"
	"protocell/app/search/state"
	"protocell/core/hypothesis"
	"protocell/core/job/searching"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// versus compares the strategies in numbers.
func (p *page) versus() ui.UI {
	s := p.state
	v := s.Versus.Value
	title := "Side by side"
	if v == nil || len(v.Sides) != len(s.Run.Sides) {
		return panel("versus", title, nil, ui.Div().Class("search-waiting").Body(ui.P().Class("muted").Text("It appears when the first searches have ended.")))
	}
	head := []ui.UI{ui.Th().Scope("col").Text("Strategy"), ui.Th().Scope("col").Text("Searches"), ui.Th().Scope("col").Text("Mean ± sd"), ui.Th().Scope("col").Text("Trials")}
	if v.Friedman != nil {
		head = append(head, ui.Th().Scope("col").Title("1 is the best in every repeat").Text("Average rank"))
	}
	var rows []ui.UI
	for i, side := range v.Sides {
		trials, searches := 0, 0 // of those that have begun: the comparison may lag behind
		for _, x := range s.Run.Sides[i].Sessions {
			if x.Trace != nil && x.Trace.History.Spent.Trials > 0 {
				trials += x.Trace.History.Spent.Trials
				searches++
			}
		}
		n := len(side.Final)
		cells := []ui.UI{
			ui.Th().Scope("row").Body(ui.Button().Type("button").Class("link").DataSet("testid", "side-"+s.Run.Sides[i].Info.ID).Title("Show a search of it below").
				OnClick(func(ui.Context, ui.Event) { p.show(i, 0) }, fmt.Sprint("show", i)).Text(side.Name)),
			ui.Td().Text(fmt.Sprint(n)),
			ui.Td().DataSet("testid", "mean-"+s.Run.Sides[i].Info.ID).DataSet("value", display.Exact(mean(side.Final))).Text(spread(p.signed(mean(side.Final)), side.SD, n)),
			ui.Td().Text(fmt.Sprintf("%.1f", float64(trials)/float64(max(1, searches)))),
		}
		if v.Friedman != nil {
			cells = append(cells, ui.Td().Text(fmt.Sprintf("%.2f", v.Friedman.Average[i])))
		}
		rows = append(rows, ui.Tr().Body(cells...))
	}
	body := []ui.UI{ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", title).Body(
		ui.Table().Class("numbers").DataSet("testid", "versus-table").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)))}
	if v.Friedman != nil {
		body = append(body, ui.P().Class("muted").Text(fmt.Sprintf("Friedman's test over %d repeats: p %s.", v.Repeats, level(v.Friedman.P))))
	}
	if len(v.Pairs) > 0 {
		var lines []ui.UI
		for _, pair := range v.Pairs {
			lines = append(lines, ui.Li().Text(p.pair(v, pair)))
		}
		body = append(body, ui.Ul().Class("search-pairs").DataSet("testid", "pairs").Body(lines...),
			ui.P().Class("muted").Text("Wilcoxon's signed-rank test; repeats with one seed are a pair."+holm(len(v.Pairs))))
	}
	for _, note := range v.Notes {
		body = append(body, ui.P().Class("muted").Text(note))
	}
	return panel("versus", title, p.saveTrials(), body...)
}

func holm(pairs int) string {
	if pairs < 2 {
		return ""
	}
	return fmt.Sprintf(" Levels are corrected for %d comparisons, after Holm.", pairs)
}

// pair says how two strategies differ.
func (p *page) pair(v *searching.VersusOutput, pair searching.Pair) string {
	a, b, diff := v.Sides[pair.A].Name, v.Sides[pair.B].Name, pair.Mean
	if diff < 0 {
		a, b, diff = b, a, -diff
	}
	if pair.Holm > hypothesis.Alpha {
		return fmt.Sprintf("%s and %s are not told apart (%s on average, p %s).", a, b, display.Significant(diff, 3), level(pair.Holm))
	}
	return fmt.Sprintf("%s is better than %s by %s on average, p %s.", a, b, display.Significant(diff, 3), level(pair.Holm))
}

// level writes a level of significance.
func level(p float64) string {
	if p < 0.001 {
		return "< .001"
	}
	return fmt.Sprintf("= %.3f", p)
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(max(1, len(values)))
}

// spread writes a mean and a standard deviation.
func spread(mean, sd float64, n int) string {
	if n == 0 || math.IsNaN(mean) {
		return "–"
	}
	if n == 1 || math.IsNaN(sd) {
		return fmt.Sprintf("%.2f", mean)
	}
	return fmt.Sprintf("%.2f ± %.2f", mean, sd)
}

// show shows a search of the run.
func (p *page) show(side, which int) {
	p.see(func(v *state.View) { v.Side, v.Which, v.K, v.Trial, v.First = side, which, -1, 0, 0 })
}

// saveTrials offers the final values of all searches as a file.
func (p *page) saveTrials() []ui.UI {
	return []ui.UI{ui.Button().Type("button").Class("button", "small").DataSet("testid", "versus-csv").Title("Download what every search found as CSV").Aria("label", "Download what every search found as CSV").
		OnClick(func(ui.Context, ui.Event) { p.do(state.Save{Name: "protocell-searches.csv", Text: p.searchesCSV()}) }, "versus-csv").Text("CSV")}
}

func (p *page) searchesCSV() string {
	var t display.CSV
	t.Line("strategy", "seed", "arch", "value", "trials", "cost", "seconds", "end", "digest")
	for _, side := range p.state.Run.Sides {
		for _, x := range side.Sessions {
			if x.Trace == nil || x.Trace.History.Best < 0 {
				continue
			}
			h := x.Trace.History
			best := h.Rows[h.Best]
			t.Line(side.Info.ID, fmt.Sprint(x.Spec.Seed), x.Trace.Space.Print(best.Trial.Arch), best.Outcome.Value, h.Spent.Trials, h.Spent.Cost, h.Spent.Seconds, h.End, x.Digest)
		}
	}
	return t.String()
}
