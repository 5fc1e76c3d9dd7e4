package search

import (
	"encoding/json"
	"fmt"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// ordered is the order of the rows of the table of trials, as it was last drawn.
type ordered struct {
	key  orderKey
	rows []int
}

type orderKey struct {
	trace *state.Trace
	k     int
	by    state.Column
	down  bool
}

// Rows of the table of trials: their height in pixels, as search.css has it, and how many
// are drawn.
const (
	rowHeight = 44
	window    = 18
)

// trials is the table of all trials, of which only those in its window are drawn.
func (p *page) trials() ui.UI {
	s := p.state
	sight, _ := s.Sight()
	p.costs.open(sight.Trace)
	if key := (orderKey{sight.Trace, sight.K, s.View.Sort, s.View.Down}); p.order.key != key {
		p.order = ordered{key, sight.Order(s.View.Sort, s.View.Down)}
	}
	rows := p.order.rows
	first := min(max(0, s.View.First-4), max(0, len(rows)-window))
	last := min(len(rows), first+window)
	var body []ui.UI
	gap := func(n int) {
		if n > 0 {
			body = append(body, ui.Tr().Aria("hidden", "true").Body(ui.Td().ColSpan(7).Class("search-gap").Attr("height", n*rowHeight)))
		}
	}
	gap(first)
	for n, i := range rows[first:last] {
		body = append(body, p.trial(sight, i, first+n, sight.IsTold(i)))
	}
	gap(len(rows) - last)
	head := []ui.UI{
		p.sortable("Trial", state.ByNumber), p.plainHead("Cell"), p.sortable(s.Signal().Name, state.ByValue),
		p.sortable("Cost", state.ByPrice), p.plainHead("Params"), p.plainHead("MACs"), p.plainHead("How"),
	}
	title := fmt.Sprintf("All %d trials", len(rows))
	if len(rows) == 1 {
		title = "One trial"
	}
	return panel("trials", title, []ui.UI{
		p.file("trials-csv", "CSV", func() state.Save { return state.Save{Name: "protocell-trials.csv", Text: p.trialsCSV()} }),
		p.file("trials-json", "JSON", func() state.Save { return state.Save{Name: "protocell-trials.json", Text: p.trialsJSON()} }),
	},
		ui.Div().Class("scroll", "search-trials").ID("trials-scroll").DataSet("testid", "trials-table").DataSet("rows", len(rows)).TabIndex(0).Attr("role", "group").Aria("label", "Trials").
			On("scroll", func(ctx ui.Context, _ ui.Event) {
				row := ctx.JSSrc().Get("scrollTop").Int() / rowHeight
				if d := row - p.state.View.First; d > 6 || d < -3 || row == 0 && d != 0 {
					p.see(func(v *state.View) { v.First = row })
				}
			}).Body(
			ui.Table().Class("numbers").Aria("rowcount", len(rows)+1).Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...))),
	)
}

// trial is a row of the table.
func (p *page) trial(sight state.Sight, i, at int, told bool) ui.UI {
	r := sight.Row(i)
	id := r.Trial.ID
	value, cost := "…", ""
	switch {
	case told && r.Outcome.OK():
		value = worth(p.signed(r.Outcome.Value))
		if r.Trial.Signal != "" {
			value = worth(r.Outcome.Value) + " (proxy)"
		}
		if r.Outcome.Cost > 0 {
			cost = display.Significant(r.Outcome.Cost, 4)
		}
	case told:
		value = "failed"
	}
	params, macs := "", ""
	if v := p.costs.get(r.Trial.Arch); v != nil {
		params, macs = display.Count(int64(v[0])), display.Count(int64(v[1]))
	}
	how := string(r.Trial.Origin)
	if r.Trial.Parent > 0 {
		how += fmt.Sprintf(" of %d", r.Trial.Parent)
	}
	if r.Trial.Epochs > 0 {
		how += fmt.Sprintf(", %d ep.", r.Trial.Epochs)
	}
	best := told && r.Best == i
	return ui.Tr().DataSet("best", best).DataSet("chosen", id == p.state.View.Trial).Aria("rowindex", at+2).Body(
		ui.Th().Scope("row").Body(ui.Button().Type("button").Class("link").DataSet("testid", fmt.Sprintf("trial-%d", id)).Aria("label", fmt.Sprintf("Show the cell of trial %d", id)).
			OnClick(func(ui.Context, ui.Event) { p.see(func(v *state.View) { v.Trial = id }) }, fmt.Sprint("trial", id)).Text(fmt.Sprint(id))),
		ui.Td().Body(element.Miniature(sight.Space, r.Trial.Arch)),
		ui.Td().DataSet("status", r.Outcome.Failed != "").Title(r.Outcome.Failed).Text(value),
		ui.Td().Text(cost), ui.Td().Text(params), ui.Td().Text(macs), ui.Td().Class("search-how").Text(how),
	)
}

func (p *page) plainHead(text string) ui.UI { return ui.Th().Scope("col").Text(text) }

// sortable is the head of a column that the table can be sorted by.
func (p *page) sortable(text string, by state.Column) ui.UI {
	v := p.state.View
	th := ui.Th().Scope("col")
	if v.Sort == by {
		order := "ascending"
		if v.Down {
			order = "descending"
		}
		th.Aria("sort", order)
	}
	return th.Body(ui.Button().Type("button").Class("sort").DataSet("testid", "sort-"+or(string(by), "number")).OnClick(func(ui.Context, ui.Event) {
		p.see(func(v *state.View) {
			if v.Sort == by {
				v.Down = !v.Down
			} else {
				v.Sort, v.Down = by, by == state.ByValue
			}
			v.First = 0
		})
		p.scrollUp()
	}, string(by)).Text(text))
}

// scrollUp has the table begin with its first row.
func (p *page) scrollUp() {
	if e := p.browser.GetElementByID("trials-scroll"); e.Truthy() {
		e.Set("scrollTop", 0)
	}
}

// file offers a file.
func (p *page) file(id, label string, make func() state.Save) ui.UI {
	return ui.Button().Type("button").Class("button", "small").DataSet("testid", id).Title("Download all trials as "+label).Aria("label", "Download all trials as "+label).
		OnClick(func(ui.Context, ui.Event) { p.do(make()) }, id).Text(label)
}

func (p *page) trialsCSV() string {
	var t display.CSV
	t.Line("trial", "arch", "signal", "epochs", "value", "cost", "seconds", "failed", "origin", "parent", "bracket", "best")
	sight, _ := p.state.Sight()
	for _, i := range sight.Told() {
		r := sight.Row(i)
		best := 0
		if r.Best >= 0 {
			best = sight.Row(r.Best).Trial.ID
		}
		t.Line(r.Trial.ID, sight.Space.Print(r.Trial.Arch), string(r.Trial.Signal), r.Trial.Epochs, r.Outcome.Value, r.Outcome.Cost, r.Outcome.Seconds, r.Outcome.Failed, string(r.Trial.Origin), r.Trial.Parent, r.Trial.Bracket, best)
	}
	return t.String()
}

// trialsJSON writes the trials with what they found.
func (p *page) trialsJSON() string {
	type entry struct {
		Trial   int     `json:"trial"`
		Arch    string  `json:"arch"`
		Epochs  int     `json:"epochs,omitempty"`
		Value   float64 `json:"value"`
		Cost    float64 `json:"cost,omitempty"`
		Seconds float64 `json:"seconds,omitempty"`
		Failed  string  `json:"failed,omitempty"`
		Origin  string  `json:"origin"`
		Parent  int     `json:"parent,omitempty"`
	}
	sight, _ := p.state.Sight()
	var list []entry
	for _, i := range sight.Told() {
		r := sight.Row(i)
		list = append(list, entry{r.Trial.ID, sight.Space.Print(r.Trial.Arch), r.Trial.Epochs, r.Outcome.Value, r.Outcome.Cost, r.Outcome.Seconds, r.Outcome.Failed, string(r.Trial.Origin), r.Trial.Parent})
	}
	text, err := json.MarshalIndent(map[string]any{"format": "protocell-trials", "version": 1, "space": sight.Space.Info().ID, "digest": sight.History.Digest(), "trials": list}, "", " ")
	if err != nil {
		return "" // numbers of a trace are finite
	}
	return string(text)
}
