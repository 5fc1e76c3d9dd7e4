package app

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// ensembles is where the cell stands by combinations of proxies.
func (p *page) ensembles() ui.UI {
	var list []ui.UI
	if !p.state.Folded["ensembles"] {
		for _, c := range p.state.Combined() {
			list = append(list, ensembleRow(c))
		}
	}
	return p.scoreGroup("ensembles", "Ensembles", "They rank the cell within the reference sample",
		ui.Ul().Class("scores").DataSet("testid", "ensembles").Body(list...),
		p.mixField("card"),
	)
}

// ensembleRow is one ensemble.
func ensembleRow(c state.Combined) ui.UI {
	value, percent := "–", ui.Span().Class("score-rank")
	caption := names(c.Info.Members)
	switch {
	case len(c.Missing) > 0:
		caption = "needs " + names(c.Missing)
	case c.Place == 0:
		caption = "waits for the reference sample"
	default:
		value = fmt.Sprintf("%s of %d", display.Ordinal(c.Place), c.Of)
		percent.Title(fmt.Sprintf("Better than %d %% of the reference sample", c.Percent)).
			Body(ui.Text(display.Ordinal(c.Percent)), ui.Span().Class("visually-hidden").Text(" percentile"))
	}
	return ui.Li().Class("score", "ensemble").DataSet("testid", "ensemble-"+c.Info.ID).DataSet("place", c.Place).Title(c.Info.Summary + " " + c.Info.Paper).Body(
		ui.Div().Class("score-head").Body(
			ui.Span().Class("score-name").Body(ui.Span().Body(ui.B().Text(c.Info.Name), ui.Small().Text(caption))),
			ui.Span().Class("score-value").Body(ui.Span().Text(value), ui.If(c.Place > 0 && !c.OK, ui.Span().Class("badge").Text("not ok"))),
			ui.Span(), ui.Span().Class("strip"), percent,
		),
	)
}
