package app

import (
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// mixKey is what the field of the mix depends on, and whatever shows the mix.
type mixKey struct {
	text  string
	wrong error
}

func mixKeyOf(s state.State) mixKey { return mixKey{s.Mix.Text, s.Mix.Wrong} }

// mixField asks for the weights of the weighted mix, which holds on the whole page.
// place tells the fields from each other.
func (p *page) mixField(place string) ui.UI {
	m := p.state.Mix
	id := place + "-weights"
	note := ui.P().ID(id + "-note").Class("muted").Text("Weights from −1 to 1, of ranks scaled to 0 to 1. The mix is ranked and charted by like any proxy.")
	if missing := p.missingOfSample(); m.Wrong != nil {
		note = ui.P().ID(id+"-note").Class("problem").DataSet("testid", id+"-problem").Text("No weights: " + m.Wrong.Error() + ".")
	} else if place == "sample" && missing != "" {
		note = ui.P().ID(id+"-note").Class("problem").DataSet("testid", id+"-problem").Text("This sample has no mix, for it is not scored by " + missing + ".")
	}
	return ui.Div().Class("mix").Body(
		ui.Div().Class("field").Body(
			ui.Label().For(id).Text("Weighted mix"),
			ui.Input().ID(id).DataSet("testid", id).Type("text").Class("mono", "weights").
				Placeholder("synflow 1, nwot 0.5, params -0.2").AutoComplete(false).Spellcheck(false).Value(m.Text).
				Aria("invalid", m.Wrong != nil).Aria("describedby", id+"-note").
				OnChange(func(ctx ui.Context, _ ui.Event) {
					p.do(state.SetWeights{Text: ctx.JSSrc().Get("value").String()})
				}),
		),
		note,
	)
}

// missingOfSample returns the members of the mix that the sample is not scored by.
func (p *page) missingOfSample() string {
	r := p.state.Sample.Run
	mix, ok := p.state.Measure("mix")
	if r == nil || !ok {
		return ""
	}
	return names(without(mix.Members, r.Table.Proxies))
}
