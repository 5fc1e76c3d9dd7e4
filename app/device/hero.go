package device

import (
	"fmt"
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/app/element"
	"protocell/core/job/metering"
	"protocell/core/space/spaces"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// hero is what comes first: the button that measures, a measurement under way, or what
// came of one.
func (p *page) hero() ui.UI {
	s := p.state
	title := "How fast is it on your device?"
	var body []ui.UI
	switch {
	case s.Run != nil:
		title = "Measuring this device"
		body = p.running()
	case s.Trouble != nil:
		body = append(body, p.trouble("Nothing can be measured here: "+s.Trouble.Error()+"."))
	case s.Pool.Err != nil:
		body = append(body, p.trouble("Nothing can be measured here: "+s.Pool.Err.Error()+"."))
	default:
		body = p.before()
	}
	return ui.Section().ID("measure").Class("panel", "verdict-panel").Aria("labelledby", "measure-title").Body(
		append([]ui.UI{ui.Div().Class("verdict-head").Body(ui.H2().ID("measure-title").Text(title))}, body...)...)
}

// trouble is why nothing can be done, with a way out.
func (p *page) trouble(text string) ui.UI {
	return ui.Div().Class("callout", "fault").Attr("role", "alert").DataSet("testid", "problem").Body(
		ui.P().Text(text),
		button("refresh", "Try again").DataSet("testid", "retry").OnClick(p.on(state.Retry{})),
	)
}

// before is the button that measures, with what will happen.
func (p *page) before() []ui.UI {
	s := p.state
	label := "Measure this device"
	if e := s.Shown(); e != nil && e.Whose == state.Mine {
		label = "Measure again"
	}
	if seconds := s.Form.Seconds; seconds != "0" && s.Form.Problem == nil {
		label += " (about " + seconds + " s)"
	}
	verdict, more := p.verdict()
	body := []ui.UI{
		ui.P().Class("study-verdict").DataSet("testid", "verdict").Text(verdict),
		ui.P().Class("verdict-more").Text(more),
		ui.Div().Class("device-start").Body(
			button("play", label).Class("primary", "large").DataSet("testid", "measure").Disabled(s.Here == nil || s.Form.Problem != nil).OnClick(p.on(state.Measure{})),
			ui.P().Class("muted").DataSet("testid", "here").Text(here(s.Here)),
		),
		p.form(),
	}
	return body
}

// verdict says in words what is known.
func (p *page) verdict() (short, more string) {
	s := p.state
	e := s.Shown()
	if e == nil || e.Whose == state.Reference {
		f := s.Form
		sp, err := spaces.ByID(f.Space)
		if err != nil {
			return "", ""
		}
		return "One button measures it, and predicts every other network.",
			fmt.Sprintf("%s networks of %s run here, over and over, in a worker of their own, in shuffled rounds beside a reference that shows when the machine slows down. From them predictors learn what any of the %s architectures takes; %s more networks, measured afterwards, say how far to trust them. Close what else runs, plug the machine in, and leave this tab in front. Until then, the figures below are of another device.",
				f.Networks, sp.Info().Name, countOf(sp.Info().Size), f.Tests)
	}
	low, high := e.Range()
	short = fmt.Sprintf("%s: networks take %s to %s.", e.Name, display.Seconds(low), display.Seconds(high))
	if t := best(s.Answers); t != nil {
		more = fmt.Sprintf("%s, fitted to %d of them, puts %s of %d others within ±10 %% of what was measured; Spearman's ρ is %s.",
			predictorName(t.ID), fitted(s.Answers), display.Percent(t.Within10), len(t.Predicted), display.Significant(t.Spearman, 3))
	}
	return short, more
}

// best returns the predictor with the least mean error, or nil as long as there is none.
func best(a state.Answers) *metering.Trial {
	trials, _ := a.Trials()
	var t *metering.Trial
	for i := range trials {
		if x := &trials[i]; x.Error == "" && !x.Ranks && (t == nil || x.MAPE < t.MAPE) {
			t = x
		}
	}
	return t
}

func fitted(a state.Answers) int {
	if _, of := a.Trials(); of != nil {
		return of.Fitted
	}
	return 0
}

// here says what is known of this machine before it is measured.
func here(c *metering.CalibrateOutput) string {
	if c == nil {
		return "Looking at this machine…"
	}
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(c.Device.Browser)
	add(c.Device.System)
	if c.Device.Cores > 0 {
		add(display.Plural(c.Device.Cores, "core"))
	}
	if c.Device.SIMD {
		add("SIMD")
	} else {
		add("no SIMD")
	}
	add("a clock of " + display.Seconds(c.Resolution))
	for _, e := range c.Engines {
		if e.ID == "webgpu" {
			if e.Missing != "" {
				add("no WebGPU")
			} else {
				add(strings.TrimSuffix("WebGPU on "+e.Adapter, " on "))
			}
		}
	}
	return "This machine: " + strings.Join(parts, ", ") + "."
}

// form is what can be asked for beside what is usual.
func (p *page) form() ui.UI {
	s := p.state
	f := s.Form
	edit := func(set func(f *state.Form, v string)) func(v string) {
		return func(v string) {
			form := p.state.Form
			set(&form, v)
			p.do(state.EditForm{Form: form})
		}
	}
	var offered, engines []element.Choice
	for _, sp := range spaces.All() {
		offered = append(offered, element.Choice{Value: sp.Info().ID, Text: sp.Info().Name})
	}
	var missing []ui.UI
	if s.Here != nil {
		for i, e := range s.Here.Engines {
			id := e.ID
			if i == 0 {
				id = ""
			}
			if e.Missing != "" {
				missing = append(missing, ui.P().Class("muted").DataSet("testid", "missing-"+e.ID).Text(engineName(e.ID)+" is not available: "+e.Missing+"."))
				continue
			}
			engines = append(engines, element.Choice{Value: id, Text: engineName(e.ID)})
		}
	}
	sp, err := spaces.ByID(f.Space)
	if err != nil {
		return ui.Div()
	}
	names := sp.Skeletons()
	fields := []ui.UI{
		choose("engine", "Engine", "What runs the networks", f.Engine, engines, edit(func(f *state.Form, v string) { f.Engine = v })),
		choose("space", "Space", "Whose architectures are measured", f.Space, offered, edit(func(f *state.Form, v string) { f.Space = v })),
	}
	sizes := []element.Choice{{Value: state.SmallSize, Text: "small"}, {Value: state.FullSize, Text: "the benchmark's own"}}
	if f.Size() == state.OwnSize {
		sizes = append(sizes, element.Choice{Value: state.OwnSize, Text: "as typed"})
	}
	fields = append(fields, choose("form-size", "Network", "The network around what is searched", f.Size(), sizes, edit(func(f *state.Form, v string) { *f = f.Sized(v) })))
	if names.C != "" {
		fields = append(fields, entry("form-c", "C", names.C, f.C, edit(func(f *state.Form, v string) { f.C = v })))
	}
	if names.N != "" {
		fields = append(fields, entry("form-n", "N", names.N, f.N, edit(func(f *state.Form, v string) { f.N = v })))
	}
	fields = append(fields,
		entry("form-input", "Image", "Channels x height x width", f.Input, edit(func(f *state.Form, v string) { f.Input = v })),
		entry("form-batch", "Batch", "Images that a network is given at once", f.Batch, edit(func(f *state.Form, v string) { f.Batch = v })),
		entry("form-networks", "Networks", "That predictors are fitted to", f.Networks, edit(func(f *state.Form, v string) { f.Networks = v })),
		entry("form-tests", "To test", "Further networks, measured in a session of their own, to judge predictors by", f.Tests, edit(func(f *state.Form, v string) { f.Tests = v })),
		entry("form-seconds", "Seconds", "About how long it may take; 0 for as long as it takes", f.Seconds, edit(func(f *state.Form, v string) { f.Seconds = v })),
		entry("form-seed", "Seed", "Of the choice of networks and of the order", f.Seed, edit(func(f *state.Form, v string) { f.Seed = v })),
		element.Check("form-operators", "Each operator alone", "For the look-up table, the map and the roofline", f.Operators, func() {
			form := p.state.Form
			form.Operators = !form.Operators
			p.do(state.EditForm{Form: form})
		}),
	)
	problem := ui.Div()
	if f.Problem != nil {
		problem = ui.Div().Body(ui.P().Class("problem").Attr("role", "alert").DataSet("testid", "form-problem").Text("This cannot be measured: " + f.Problem.Error() + "."))
	}
	return ui.Details().Class("study-more", "device-form").Body(
		ui.Summary().DataSet("testid", "options").Text("What is measured, and how"),
		ui.Div().Class("fields").Body(fields...),
		problem,
		ui.Div().Body(missing...),
	)
}

// countOf writes the size of a space: in full, if that is legible.
func countOf(n int64) string {
	if n < 1e7 {
		return display.Thousands(int(n))
	}
	return display.Significant(float64(n), 2)
}
