package study

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/ensemble"
	"protocell/core/job/analysis"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// ask asks the same with a change.
func (p *page) ask(change func(q *state.Study)) {
	q := p.state.Study
	change(&q)
	p.do(state.Ask{Study: q})
}

// question is what is asked: of which table, by which truth, of which proxies.
func (p *page) question() ui.UI {
	s := p.state
	var fields []ui.UI
	fields = append(fields, choose("study-table", "Table", "Where the ground truth is from", s.TableName(), p.tableChoices(), func(v string) { p.do(state.PickTable{Name: v}) }))
	if s.Table != nil {
		truth, _ := s.Truth()
		var truths []element.Choice
		for _, c := range s.Table.Truths() {
			truths = append(truths, element.Choice{Value: c.ID, Text: s.Table.Words(c.Meta), Group: s.Table.Dataset(c.Dataset)})
		}
		slices.SortStableFunc(truths, func(a, b element.Choice) int { return strings.Compare(a.Group, b.Group) })
		size := ""
		if s.Study.Size > 0 {
			size = strconv.Itoa(s.Study.Size)
		}
		fields = append(fields,
			choose("study-truth", "Ranked by", "The ground truth", truth.ID, truths, func(v string) {
				p.ask(func(q *state.Study) { q.Truth, q.Proxies = v, nil })
			}),
			entry("study-size", "Sample", "How many architectures, at random; empty: all", size, func(v string) {
				n, err := strconv.Atoi(v)
				if v != "" && (err != nil || n < 2) {
					p.loop.Draw()
					return
				}
				p.ask(func(q *state.Study) { q.Size = min(n, s.Table.Rows) })
			}),
			entry("study-draw", "Seed", "Of the sample: the same seed draws the same architectures", strconv.FormatUint(s.Study.Draw, 10), func(v string) {
				if n, err := strconv.ParseUint(v, 10, 64); err == nil {
					p.ask(func(q *state.Study) { q.Draw = n })
				} else {
					p.loop.Draw()
				}
			}),
			element.Check("study-finite", "Finite only", "Leave out, for all proxies, architectures for which one has no finite score; otherwise these rank last", s.Study.Finite, func() {
				p.ask(func(q *state.Study) { q.Finite = !q.Finite })
			}),
		)
	}
	var below []ui.UI
	if s.Table != nil {
		below = append(below, p.proxyChoices())
	}
	if lacking := s.Lacking(); len(lacking) > 0 {
		below = append(below, ui.P().Class("problem").DataSet("testid", "lacking").Text("Not in this table: "+strings.Join(lacking, ", ")+"."))
	}
	return ui.Section().Class("setup", "study-setup").Aria("label", "What is asked").Body(append([]ui.UI{ui.Div().Class("fields").Body(fields...)}, below...)...)
}

// tableChoices are the tables that can be opened.
func (p *page) tableChoices() (list []element.Choice) {
	s := p.state
	for _, t := range s.Shelf.Site {
		group := "Public benchmarks"
		if t.BuiltIn {
			group = "Built in"
		}
		list = append(list, element.Choice{Value: t.Name, Text: t.Title, Group: group})
	}
	for _, t := range s.Shelf.Kept {
		list = append(list, element.Choice{Value: t.Ref, Text: t.Title, Group: "Yours"})
	}
	if name := s.TableName(); name != "" && !slices.ContainsFunc(list, func(c element.Choice) bool { return c.Value == name }) {
		list = append(list, element.Choice{Value: name, Text: name, Group: "From the link"})
	}
	return list
}

// proxyChoices are the proxies that can be compared.
func (p *page) proxyChoices() ui.UI {
	s := p.state
	truth, _ := s.Truth()
	chosen := s.Proxies()
	open := s.Open["proxies"]
	words := fmt.Sprintf("%d proxies", len(chosen))
	if len(chosen) == 1 {
		words = "1 proxy"
	}
	head := ui.Button().Type("button").Class("link").Aria("expanded", open).DataSet("testid", "proxies").OnClick(p.on(state.Toggle{Part: "proxies"})).Text("Compare " + words)
	if !open {
		return ui.Div().Class("study-proxies").Body(head)
	}
	var boxes []ui.UI
	box := func(id, name, note string) {
		on := slices.Contains(chosen, id)
		boxes = append(boxes, ui.Label().Class("study-box").Title(note).Body(
			ui.Input().Type("checkbox").Checked(on).DataSet("testid", "proxy-"+id).OnChange(func(ui.Context, ui.Event) { p.toggleProxy(id) }, id),
			ui.Span().Text(name),
		))
	}
	for _, c := range s.Table.Predictors(truth.Dataset) {
		name := s.Table.ProxyName(c.ID)
		if c.Dataset != "" && c.Dataset != truth.Dataset {
			name += " (" + s.Table.Dataset(c.Dataset) + ")"
		}
		box(c.ID, name, fmt.Sprintf("%s Known of %s architectures.", c.Meaning, thousands(c.Known)))
	}
	for _, e := range ensemble.All() {
		i := e.Info()
		box(analysis.Combined+i.ID, i.Name, i.Summary)
	}
	if r := s.Here.Run; r != nil && r.Saved > 0 {
		for _, id := range r.Proxies {
			box(analysis.Here+id, s.Table.ProxyName(analysis.Here+id), "Computed on this machine.")
		}
	}
	return ui.Div().Class("study-proxies").Body(head,
		ui.Div().Class("study-boxes").Attr("role", "group").Aria("label", "Proxies").Body(boxes...),
		ui.If(len(s.Study.Proxies) > 0, ui.Button().Type("button").Class("link").OnClick(func(ui.Context, ui.Event) {
			p.ask(func(q *state.Study) { q.Proxies = nil })
		}, "default").Text("The usual ones")),
	)
}

// toggleProxy compares a proxy or leaves it out.
func (p *page) toggleProxy(id string) {
	list := slices.Clone(p.state.Proxies())
	if i := slices.Index(list, id); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else {
		list = append(list, id)
	}
	if len(list) == 0 {
		p.loop.Draw() // one stays
		return
	}
	p.ask(func(q *state.Study) { q.Proxies = list })
}
