package search

import (
	"slices"
	"strconv"
	"strings"

	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/data"
	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/search"
	"protocell/core/space/spaces"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// field is a text field of the form, by its key in links.
func (p *page) field(key, label, title, value string, of func(f *state.Form) *string) ui.UI {
	return element.CheckedEntry("search-"+key, label, title, value, p.state.Problems[key], func(v string) {
		p.edit(func(f *state.Form) { *of(f) = v })
	})
}

// pick is a choice of the form.
func (p *page) pick(key, label, title, value string, offered []element.Choice, of func(f *state.Form) *string) ui.UI {
	c := choose("search-"+key, label, title, value, offered, func(v string) { p.edit(func(f *state.Form) { *of(f) = v }) })
	if problem := p.state.Problems[key]; problem != "" {
		return ui.Div().Class("search-field").Body(c, element.Wrong("search-"+key, problem))
	}
	return c
}

// tick is a box of the form.
func (p *page) tick(key, label, title string, on bool, of func(f *state.Form) *string) ui.UI {
	return check("search-"+key, label, title, on, func() {
		p.edit(func(f *state.Form) {
			if *of(f) == "1" {
				*of(f) = ""
			} else {
				*of(f) = "1"
			}
		})
	})
}

// setup is what is searched, how, and for how long.
func (p *page) setup() ui.UI {
	s := p.state
	f := s.Filled()
	rows := []ui.UI{
		ui.Div().Class("fields").Body(p.evaluatorFields(f)...),
		p.strategies(f),
		ui.Div().Class("fields").Body(p.budgetFields(f)...),
		p.more(f),
	}
	return ui.Section().ID("setup").Class("setup", "study-setup", "search-setup").Aria("label", "What is searched").Body(rows...)
}

// evaluatorFields are what a strategy asks.
func (p *page) evaluatorFields(f state.Form) []ui.UI {
	s := p.state
	var kinds []element.Choice
	note := ""
	for _, e := range state.Evaluators {
		kinds = append(kinds, element.Choice{Value: e.ID, Text: e.Name})
		if e.ID == f.Evaluator {
			note = e.Note
		}
	}
	fields := []ui.UI{p.pick("by", "Asks", note, f.Evaluator, kinds, func(f *state.Form) *string { return &f.Evaluator })}
	switch f.Evaluator {
	case state.ByTable, state.ByPredictor:
		fields = append(fields, p.tableField(f))
		if s.Table != nil {
			fields = append(fields, p.columnField(f))
		}
	default:
		var list []element.Choice
		for _, sp := range spaces.All() {
			list = append(list, element.Choice{Value: sp.Info().ID, Text: sp.Info().Name})
		}
		fields = append(fields, p.pick("space", "Space", "Which architectures there are", f.Space, list, func(f *state.Form) *string { return &f.Space }))
	}
	switch f.Evaluator {
	case state.ByProxy:
		fields = append(fields, p.pick("of", "Proxy", "Which score is searched for", f.Of, proxies(), func(f *state.Form) *string { return &f.Of }))
	case state.ByEnsemble:
		var list []element.Choice
		for _, e := range ensemble.All() {
			list = append(list, element.Choice{Value: e.Info().ID, Text: e.Info().Name})
		}
		fields = append(fields, p.pick("of", "Ensemble", "Which combination of proxies is searched for", f.Of, list, func(f *state.Form) *string { return &f.Of }))
	}
	if f.Evaluator == state.ByTraining {
		fields = append(fields,
			p.field("e", "Epochs", "Of each training", f.Epochs, func(f *state.Form) *string { return &f.Epochs }),
			p.field("lr", "Rate", "Learning rate that trainings begin with", f.Rate, func(f *state.Form) *string { return &f.Rate }),
			p.field("es", "Early stop", "Epochs without a better validation accuracy that end a training; empty is never", f.Patience, func(f *state.Form) *string { return &f.Patience }),
			p.field("tr", "Images", "To train on", f.Train, func(f *state.Form) *string { return &f.Train }),
			p.field("va", "Validation", "Images that the accuracy is of", f.Validation, func(f *state.Form) *string { return &f.Validation }))
	}
	if f.Evaluator == state.ByProxy || f.Evaluator == state.ByEnsemble || f.Evaluator == state.ByTraining || p.scoresCheaply(f) {
		fields = append(fields, p.networkFields(f)...)
	}
	return fields
}

// networkFields are the network that is scored or trained, and its images.
func (p *page) networkFields(f state.Form) (fields []ui.UI) {
	sp := p.state.Space()
	if sp == nil {
		return nil
	}
	names := sp.Skeletons()
	if names.C != "" {
		fields = append(fields, p.field("c", "C", names.C, f.C, func(f *state.Form) *string { return &f.C }))
	}
	if names.N != "" {
		fields = append(fields, p.field("k", "N", names.N, f.N, func(f *state.Form) *string { return &f.N }))
	}
	sets := []element.Choice{}
	for _, i := range data.Sets() {
		if f.Evaluator != state.ByTraining || i.ID != "noise" {
			sets = append(sets, element.Choice{Value: i.ID, Text: i.Name, Group: "Drawn"})
		}
	}
	for _, set := range p.state.Sets {
		sets = append(sets, element.Choice{Value: set.ID, Text: set.Name, Group: "Yours"})
	}
	if !slices.ContainsFunc(sets, func(c element.Choice) bool { return c.Value == f.Data }) {
		sets = append(sets, element.Choice{Value: f.Data, Text: f.Data, Group: "From the link"})
	}
	return append(fields,
		p.field("i", "Image", "Channels x height x width", f.Input, func(f *state.Form) *string { return &f.Input }),
		p.field("b", "Batch", "Images in a batch", f.Batch, func(f *state.Form) *string { return &f.Batch }),
		p.pick("d", "Data set", "Which images; your own are imported on the playground's page", f.Data, sets, func(f *state.Form) *string { return &f.Data }))
}

// scoresCheaply reports whether a strategy of the form asks a proxy that is computed here.
func (p *page) scoresCheaply(f state.Form) bool {
	s := p.state
	if f.Evaluator == state.ByTable && f.Cheap == "" && s.Table != nil && s.Table.Protocol != nil && s.Table.Protocol.Cheap != nil {
		return false
	}
	return p.cheap()
}

// cheap reports whether a strategy of the form asks a proxy, too.
func (p *page) cheap() bool {
	return slices.ContainsFunc(p.state.Strategies(), func(id string) bool {
		info, err := search.Lookup(id)
		return err == nil && info.Cheap
	})
}

func proxies() (list []element.Choice) {
	for _, x := range proxy.All() {
		name := x.Info().Name
		if x.Info().Slow {
			name += " (slow)"
		}
		list = append(list, element.Choice{Value: x.Info().ID, Text: name})
	}
	return list
}

// tableField is the choice of a table.
func (p *page) tableField(f state.Form) ui.UI {
	var list []element.Choice
	for _, t := range p.state.Tables {
		group := "Public benchmarks"
		if t.BuiltIn {
			group = "Built in"
		}
		list = append(list, element.Choice{Value: t.Name, Text: t.Title, Group: group})
	}
	for _, t := range p.state.Own {
		list = append(list, element.Choice{Value: t.Name, Text: t.Title, Group: "Imported on the study page"})
	}
	if !slices.ContainsFunc(list, func(c element.Choice) bool { return c.Value == f.Table }) && f.Table != "" {
		list = append(list, element.Choice{Value: f.Table, Text: f.Table, Group: "From the link"})
	}
	field := p.pick("table", "Table", "Where the accuracies are from", f.Table, list, func(f *state.Form) *string { return &f.Table })
	if err := p.state.Problem; err != nil {
		return ui.Div().Class("search-field").Body(field, element.Wrong("search-open", err.Error()))
	}
	return field
}

// columnField is the choice of what a search asks of the table.
func (p *page) columnField(f state.Form) ui.UI {
	t := p.state.Table
	var list []element.Choice
	if f.Evaluator == state.ByTable && t.Protocol != nil {
		list = append(list, element.Choice{Text: "as the published searches"})
	}
	for _, c := range t.Columns {
		group := c.Dataset
		if group == "" {
			group = "Of the network"
		}
		list = append(list, element.Choice{Value: c.ID, Text: c.ID, Group: group})
	}
	slices.SortStableFunc(list, func(a, b element.Choice) int { return strings.Compare(a.Group, b.Group) })
	if f.Evaluator == state.ByPredictor {
		return p.pick("of", "Learns", "The column that a hundred rows are taught of", f.Of, list, func(f *state.Form) *string { return &f.Of })
	}
	return p.pick("y", "Signal", "What a trial finds out", f.Column, list, func(f *state.Form) *string { return &f.Column })
}

// budgetFields are for how long is searched, and how often.
func (p *page) budgetFields(f state.Form) []ui.UI {
	return []ui.UI{
		p.field("n", "Trials", "At most so many of a search; empty: no bound", f.Trials, func(f *state.Form) *string { return &f.Trials }),
		p.field("cost", "Cost", p.clock(f), f.Cost, func(f *state.Form) *string { return &f.Cost }),
		p.field("sec", "Seconds", "At most so many of this machine's, for one search; what that allows differs from machine to machine. Empty: no bound", f.Seconds, func(f *state.Form) *string { return &f.Seconds }),
		p.field("s", "Seed", "Of the first search; the others have the next ones", f.Seed, func(f *state.Form) *string { return &f.Seed }),
		p.field("r", "Repeats", "Searches of each strategy, under successive seeds: 1 to "+strconv.Itoa(state.MaxRepeats), f.Repeats, func(f *state.Form) *string { return &f.Repeats }),
		p.field("p", "At once", "Trials of a search that may be under way at once: a strategy that learns knows less the more there are", f.Parallel, func(f *state.Form) *string { return &f.Parallel }),
	}
}

// clock says what the cost of a search is.
func (p *page) clock(f state.Form) string {
	switch f.Evaluator {
	case state.ByTraining:
		return "At most so many thousand million multiply-accumulates of training; empty: no bound"
	case state.ByTable:
		unit := "s"
		if t := p.state.Table; t != nil && t.Protocol != nil {
			unit = t.Protocol.Unit
		}
		return "At most so much on the simulated clock, in " + unit + "; empty: no bound"
	}
	return "Trials of this evaluator cost nothing; empty: no bound"
}
