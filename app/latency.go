package app

import (
	"protocell/app/breakdown"
	"protocell/app/state"
	"protocell/core/job/metering"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// latencyKey is what the panel of the latency depends on.
type latencyKey struct {
	device  string
	devices int
	space   string
	value   *metering.BreakdownOutput
	problem error
	fresh   bool
}

func (p *page) latencyKey() latencyKey {
	s := p.state
	k := latencyKey{devices: len(s.Latency.Devices), space: s.Spec.Space, value: s.Latency.Value, problem: s.LatencyProblem(), fresh: s.Latency.Arch == s.Net.Arch}
	if d := s.Device(); d != nil {
		k.device = d.Ref
	}
	return k
}

// latency is where the time of the network goes on a device that was measured, beside
// where its MACs go.
func (p *page) latency() ui.UI {
	s := p.state
	d := s.Device()
	if d == nil {
		words := "Measure this device once, in half a minute, and see here where the time of each cell goes, beside its MACs."
		if len(s.Latency.Devices) > 0 {
			words = "No device was measured on " + s.Net.Space.Info().Name + " yet."
		}
		way := ui.A().Class("button").Href("device.html").DataSet("testid", "latency-measure").Body(icon("play"), ui.Span().Text("Measure"))
		return panel("latency", "Latency", []ui.UI{way}, ui.P().Class("muted").Text(words))
	}
	body := []ui.UI{p.devices(d)}
	v := s.Latency.Value
	switch problem := s.LatencyProblem(); {
	case problem != nil:
		body = append(body, ui.P().Class("problem").Attr("role", "alert").Text("The network cannot be taken apart: "+problem.Error()+"."))
	case v == nil:
		body = append(body, ui.P().Class("muted").Text("Taking it apart…"))
	default:
		tables := []ui.UI{breakdown.Table("By operator", v.Operators[:min(len(v.Operators), 12)], v)}
		if len(v.Edges) > 0 {
			tables = append(tables, breakdown.Table("By edge, over all cells", breakdown.Named(s.Net.Space, s.Latency.Arch, v.Edges), v))
		}
		body = append(body,
			ui.P().DataSet("testid", "latency-words").DataSet("fresh", s.Latency.Arch == s.Net.Arch).DataSet("seconds", v.Seconds).Text(breakdown.Words(v)),
			ui.Div().Class("times").Body(tables...))
	}
	return panel("latency", "Latency", nil, body...)
}

// devices is the choice of the device.
func (p *page) devices(d *state.Device) ui.UI {
	var options []ui.UI
	for _, other := range p.state.Latency.Devices {
		if other.Space == d.Space {
			options = append(options, ui.Option().Value(other.Ref).Selected(other.Ref == d.Ref).Text(other.Name))
		}
	}
	return ui.Div().Class("field").Body(
		ui.Label().For("latency-device").Text("Device"),
		ui.Select().ID("latency-device").DataSet("testid", "latency-device").Disabled(len(options) < 2).Body(options...).
			OnChange(func(ctx ui.Context, _ ui.Event) {
				p.do(state.ChooseDevice{Ref: ctx.JSSrc().Get("value").String()})
			}),
	)
}
