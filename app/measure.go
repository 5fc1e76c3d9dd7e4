package app

import (
	"slices"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// value writes a score by a measure.
func value(m state.Measure, score proxy.Score) []ui.UI {
	if m.Cost {
		return []ui.UI{ui.Span().Text(display.Count(int64(score.Value)))}
	}
	number := display.Score(float64(score.Value), m.Log)
	var parts []ui.UI
	if m.Log && !strings.Contains(number, "∞") && number != "NaN" {
		parts = append(parts, ui.Span().Class("base").Body(ui.Text("log"), ui.Sub().Text("10")))
	}
	parts = append(parts, ui.Span().Text(number))
	if words := statusWords[score.Status]; words != "" {
		parts = append(parts, ui.Span().Class("badge").Text(words))
	}
	return parts
}

// axisName returns how an axis is called, and its unit.
func axisName(m state.Measure) (name string, unit float64) {
	switch {
	case m.Cost:
		return m.Name + ", millions", 1e6
	case m.Log:
		return "log₁₀ " + m.Name, 1
	}
	return m.Name, 1
}

// measureField is the choice of a measure, proxies apart from ensembles.
func (p *page) measureField(id, label, value string, offered []state.Measure, act func(id string) state.Action) ui.UI {
	var proxies, ensembles []ui.UI
	for _, m := range offered {
		option := ui.Option().Value(m.ID).Text(m.Name).Selected(m.ID == value)
		if m.Ensemble() {
			ensembles = append(ensembles, option)
		} else {
			proxies = append(proxies, option)
		}
	}
	groups := []ui.UI{ui.OptGroup().Label("Proxies").Body(proxies...)}
	if len(ensembles) > 0 {
		groups = append(groups, ui.OptGroup().Label("Ensembles").Body(ensembles...))
	}
	return ui.Div().Class("field").Body(
		ui.Label().For(id).Text(label),
		ui.Select().ID(id).DataSet("testid", id).Body(groups...).OnChange(func(ctx ui.Context, _ ui.Event) {
			p.do(act(ctx.JSSrc().Get("value").String()))
		}),
	)
}

// unasked names the proxies that measures need and the experiment does not ask for.
func (p *page) unasked(measures ...state.Measure) string {
	var ids []string
	for _, m := range measures {
		ids = append(ids, m.Needs()...)
	}
	return names(without(ids, p.state.Spec.ProxyIDs()))
}

// without returns the ids that are not among others, each once.
func without(ids, others []string) []string {
	var list []string
	for _, id := range ids {
		if !slices.Contains(others, id) && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// names writes the names of proxies.
func names(ids []string) string {
	var list []string
	for _, id := range ids {
		list = append(list, proxyName(id))
	}
	return strings.Join(list, ", ")
}

// measureName returns the name of a measure.
func (p *page) measureName(id string) string {
	m, _ := p.state.Measure(id)
	return m.Name
}

// proxyName returns the name of a proxy.
func proxyName(id string) string {
	info, _ := state.Proxy(id)
	return info.Name
}
