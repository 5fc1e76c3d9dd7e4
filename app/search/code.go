package search

import (
	"strings"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// code is the pseudo-code of the strategy, with the lines of the last events marked.
func (p *page) code() ui.UI {
	side, _ := p.state.Shown()
	sight, _ := p.state.Sight()
	told, asked := sight.Lines(side.Info)
	var lines []ui.UI
	for i, l := range side.Info.Code {
		text := strings.TrimLeft(l.Text, "\t")
		depth := len(l.Text) - len(text)
		at := ""
		switch i {
		case asked:
			at = "asked"
		case told:
			at = "told"
		}
		item := ui.Li().DataSet("depth", depth).DataSet("at", at).DataSet("testid", "line").Body(ui.Code().Text(text))
		if at != "" {
			item.Aria("current", "step")
		}
		lines = append(lines, item)
	}
	now := "Nothing has happened yet."
	if r, ok := sight.Last(); ok {
		now = p.happened(r.Trial.ID)
	}
	return panel("algorithm", side.Info.Name, nil,
		ui.Ol().Class("search-code").Body(lines...),
		ui.P().Class("search-now").DataSet("testid", "now").Text(now),
		ui.P().Class("muted").Body(ui.Text(side.Info.Summary+" "), ui.Cite().Text(side.Info.Paper+".")),
	)
}
