package study

import (
	"fmt"
	"strings"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/space/spaces"
	"protocell/core/table"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// shelf is the tables: what the open one is and whose, and a place for others.
func (p *page) shelf() ui.UI {
	s := p.state
	offered := []element.Choice{{Text: "as the architectures tell"}}
	for _, sp := range spaces.All() {
		offered = append(offered, element.Choice{Value: sp.Info().ID, Text: sp.Info().Name})
	}
	body := []ui.UI{
		ui.P().Class("muted").Text("Drop files anywhere on this page: JSON of NAS-Bench-Suite-Zero as NASLib writes it, CSV with a column of architectures in any notation, HW-NAS-Bench CSV, each also gzipped, or a table of this site. Several files of one space become one table. They stay on your machine."),
		ui.Div().Class("data-bar").Body(
			ui.Label().Class("button").For("table-files").Body(icon("open"), ui.Span().Text("Open files")),
			ui.Input().ID("table-files").DataSet("testid", "table-files").Class("visually-hidden").Type("file").Multiple(true).
				OnChange(func(ctx ui.Context, _ ui.Event) { p.files.picked(ctx.JSSrc(), p.hear) }),
			choose("table-space", "Search space of the files", "Some notations are in use for several spaces", s.Shelf.Space, offered, func(v string) { p.do(state.PickSpace{ID: v}) }),
		),
	}
	if s.Shelf.Importing != "" {
		body = append(body, ui.Div().Class("callout").DataSet("testid", "importing").Body(
			ui.P().Text("Importing "+s.Shelf.Importing+"…"),
			ui.Progress().Max(1).Value(s.Shelf.Done).Aria("label", "Import"),
			button("close", "Cancel").OnClick(p.on(state.StopImport{})),
		))
	}
	if !p.public() && s.Shelf.Listed {
		body = append(body, ui.P().Class("muted").DataSet("testid", "no-public").Body(
			ui.Text("The public benchmarks are not part of this site. Whoever runs it adds them by "), ui.Code().Text("make data"), ui.Text(".")))
	}
	var mine []ui.UI
	for _, t := range s.Shelf.Kept {
		mine = append(mine, ui.Li().Class("set").DataSet("testid", "kept").DataSet("used", t.Ref == s.TableName()).Body(
			ui.H3().Text(t.Title),
			ui.P().Class("muted").Text(fmt.Sprintf("%s · %s architectures, %d columns", t.Space, thousands(t.Rows), t.Columns)),
			ui.Div().Class("tools").Body(
				ui.Button().Type("button").Class("button").OnClick(p.on(state.PickTable{Name: t.Ref})).Text("Open"),
				button("close", "Delete").Aria("label", "Delete "+t.Title).DataSet("testid", "delete-table").OnClick(p.on(state.DeleteTable{Ref: t.Ref})),
			),
		))
	}
	if len(mine) > 0 {
		body = append(body, ui.Ul().Class("sets").Body(mine...))
	}
	if s.Table != nil {
		body = append(body, p.provenance())
	}
	return panel("tables", "Tables", nil, body...)
}

// public reports whether the site has public benchmarks.
func (p *page) public() bool {
	for _, t := range p.state.Shelf.Site {
		if !t.BuiltIn {
			return true
		}
	}
	return false
}

// provenance says where the open table is from.
func (p *page) provenance() ui.UI {
	t := p.state.Table
	var sources []ui.UI
	for i, s := range t.Sources {
		var names []string
		for _, c := range t.Columns {
			if c.Source == i {
				names = append(names, c.ID)
			}
		}
		for _, c := range t.Curves {
			if c.Source == i {
				names = append(names, c.ID)
			}
		}
		sources = append(sources, source(s, names))
	}
	return ui.Details().Class("study-more").DataSet("testid", "provenance").Body(
		ui.Summary().Text("Where the numbers of “"+t.Title+"” are from"),
		ui.P().Class("muted").Text(fmt.Sprintf("%s: %s architectures, %d columns, %s.", t.Space.Info().Name, thousands(t.Rows), len(t.Columns), display.Bytes(int64(t.Bytes)))),
		ui.Ul().Class("sources").Body(sources...),
	)
}

func source(s table.Source, columns []string) ui.UI {
	facts := []ui.UI{}
	fact := func(name, value string) {
		if value != "" {
			facts = append(facts, ui.Dt().Text(name), ui.Dd().Text(value))
		}
	}
	fact("Paper", s.Paper)
	fact("File", s.URL)
	fact("SHA-256", s.SHA256)
	fact("Licence", s.Licence)
	fact("Note", s.Note)
	for _, d := range s.Details {
		fact(d.Name, d.Value)
	}
	fact("Columns", strings.Join(columns, ", "))
	return ui.Li().Body(ui.H3().Text(s.Title), ui.Dl().Class("facts").Body(facts...))
}
