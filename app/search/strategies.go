package search

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/search"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// setStrategies chooses strategies.
func (p *page) setStrategies(ids []string) {
	p.edit(func(f *state.Form) { f.Strategies = strings.Join(ids, ",") })
}

// offered are the strategies that are not in a list, but for one of it.
func offered(ids []string, here string) (list []element.Choice) {
	for _, i := range search.All() {
		if i.ID == here || !slices.Contains(ids, i.ID) {
			list = append(list, element.Choice{Value: i.ID, Text: i.Name})
		}
	}
	return list
}

// strategies are the strategies that are run and compared.
func (p *page) strategies(f state.Form) ui.UI {
	ids := strings.Split(f.Strategies, ",")
	var cards []ui.UI
	for i, id := range ids {
		cards = append(cards, p.strategy(ids, i, id))
	}
	tools := []ui.UI{}
	if len(ids) < state.MaxStrategies {
		tools = append(tools, choose("search-add", "Compare with", "Run another strategy with the same budget and the same seeds", "",
			append([]element.Choice{{Text: "another strategy…"}}, offered(ids, "")...), func(v string) {
				if v != "" {
					p.setStrategies(append(slices.Clone(p.state.Strategies()), v))
				}
			}))
	}
	return ui.Div().Class("search-strategies").Body(append(append(cards, tools...), element.Wrong("search-a", p.state.Problems["a"]))...)
}

// strategy is one of them, with its hyperparameters.
func (p *page) strategy(ids []string, at int, id string) ui.UI {
	s := p.state
	info, err := search.Lookup(id)
	name := fmt.Sprintf("search-strategy-%d", at)
	label := "Strategy"
	if at > 0 {
		label = "against"
	}
	list := offered(ids, id)
	if err != nil {
		list = append([]element.Choice{{Value: id, Text: id}}, list...)
	}
	head := []ui.UI{choose(name, label, info.Summary, id, list, func(v string) {
		if next := slices.Clone(p.state.Strategies()); at < len(next) {
			next[at] = v
			p.setStrategies(next)
		}
	})}
	part := "params-" + id
	if len(info.Params) > 0 {
		head = append(head, ui.Button().Type("button").Class("link").Aria("expanded", s.Open[part]).DataSet("testid", part).
			OnClick(p.on(state.Toggle{Part: part})).Text(p.changed(info)))
	}
	if len(ids) > 1 {
		head = append(head, element.IconButton("close", "Leave out "+info.Name).DataSet("testid", "leave-"+id).OnClick(func(ui.Context, ui.Event) {
			p.setStrategies(slices.Delete(slices.Clone(ids), at, at+1))
		}, fmt.Sprint(ids, at)))
	}
	body := []ui.UI{ui.Div().Class("search-strategy-head").Body(head...)}
	wrong := slices.ContainsFunc(info.Params, func(x search.Param) bool { return s.Problems[id+"."+x.ID] != "" })
	if s.Open[part] || wrong {
		body = append(body, p.params(info))
	}
	return ui.Div().Class("search-strategy").DataSet("open", s.Open[part] || wrong).Body(body...)
}

// changed says how many hyperparameters have not their defaults.
func (p *page) changed(info search.Info) string {
	n := 0
	for name := range strings.SplitSeq(p.state.Form.Params, ",") {
		if strings.HasPrefix(name, info.ID+".") {
			n++
		}
	}
	if n == 0 {
		return "Hyperparameters"
	}
	return fmt.Sprintf("Hyperparameters, %d changed", n)
}

// params are the hyperparameters of a strategy, and what it is.
func (p *page) params(info search.Info) ui.UI {
	var fields []ui.UI
	for _, x := range info.Params {
		id := "search-" + info.ID + "-" + x.ID
		value := p.state.Param(info, x)
		set := func(v string) { p.do(state.SetParam{Strategy: info.ID, ID: x.ID, Value: v}) }
		if x.Whole && x.Min == 0 && x.Max == 1 {
			fields = append(fields, check(id, x.Name, x.Meaning, value != "0", func() {
				if p.state.Param(info, x) == "0" {
					set("1")
				} else {
					set("0")
				}
			}))
			continue
		}
		title := fmt.Sprintf("%s From %g to %g.", x.Meaning, x.Min, x.Max)
		fields = append(fields, element.CheckedEntry(id, x.Name, title, value, p.state.Problems[info.ID+"."+x.ID], set))
	}
	return ui.Div().Class("search-params").Body(
		ui.P().Class("muted").Body(ui.Text(info.Summary+" "), ui.Cite().Text(info.Paper+".")),
		ui.Div().Class("fields").Body(fields...),
		ui.Button().Type("button").Class("link").DataSet("testid", "reset-"+info.ID).OnClick(p.on(state.ResetParams{Strategy: info.ID})).Text("Defaults of the published code"),
	)
}

// more are the settings that few need: what is around any strategy.
func (p *page) more(f state.Form) ui.UI {
	s := p.state
	open := s.Open["more"] || s.Problems["max"]+s.Problems["warm"]+s.Problems["min"]+s.Problems["cheap"]+s.Problems["lr"] != ""
	head := ui.Button().Type("button").Class("link").Aria("expanded", open).DataSet("testid", "more").OnClick(p.on(state.Toggle{Part: "more"})).Text("Limits, failures, a start of your own…")
	if !open {
		return ui.Div().Class("search-more").Body(head)
	}
	policies := []element.Choice{{Text: "the strategy passes over it"}, {Value: "worst", Text: "it counts as the worst so far"}, {Value: "retry", Text: "it is tried again, twice"}, {Value: "stop", Text: "the search ends"}}
	fields := []ui.UI{
		p.field("max", "Limits", "Largest values of measures, as in params=500000, macs=2e7: params, macs, peak (bytes of activations) or a column of the table", f.Limits, func(f *state.Form) *string { return &f.Limits }),
		p.tick("u", "Isomorphic ones once", "An architecture that is the same network as one before is not evaluated again", f.Unique == "1", func(f *state.Form) *string { return &f.Unique }),
		p.pick("fail", "When a trial fails", "What is done about it", f.Failures, policies, func(f *state.Form) *string { return &f.Failures }),
		p.field("warm", "Begin with", "Architectures in any notation of the space, separated by semicolons: they take the place of the first random ones", f.Warm, func(f *state.Form) *string { return &f.Warm }),
	}
	if slices.Contains(p.state.Strategies(), "nsga2") {
		fields = append(fields, p.field("min", "Also minimise", "Further objectives of NSGA-II: params, macs, peak or columns of the table, separated by commas", f.Minimise, func(f *state.Form) *string { return &f.Minimise }))
	}
	if p.cheap() {
		list := append([]element.Choice{{Text: "as the table has it, or NWOT"}}, proxies()...)
		fields = append(fields, p.pick("cheap", "Cheap signal", "The proxy that strategies ask which ask one, too", f.Cheap, list, func(f *state.Form) *string { return &f.Cheap }))
	}
	if f.Evaluator == state.ByTraining {
		fields = append(fields,
			p.field("lr", "Learning rate", "Of the first step; it falls to 0 along a cosine", f.Rate, func(f *state.Form) *string { return &f.Rate }),
			p.tick("g", "Crop and flip", "Training images, at random", f.Augment == "1", func(f *state.Form) *string { return &f.Augment }))
	}
	return ui.Div().Class("search-more").Body(head, ui.Div().Class("fields").Body(fields...))
}
