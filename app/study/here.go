package study

import (
	"fmt"
	"slices"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/study/state"
	"protocell/core/data"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// here is where proxies are computed for the architectures of the sample.
func (p *page) here() ui.UI {
	s := p.state
	if s.Table == nil {
		return ui.Div()
	}
	form := s.Here.Form
	field := func(id, label, title, value string, set func(f *state.HereForm, v string)) ui.UI {
		return entry("here-"+id, label, title, value, func(v string) {
			f := p.state.Here.Form
			set(&f, v)
			p.do(state.EditHere{Form: f})
		})
	}
	var sets []element.Choice
	for _, i := range data.Sets() {
		sets = append(sets, element.Choice{Value: i.ID, Text: i.Name})
	}
	names := s.Table.Space.Skeletons()
	fields := []ui.UI{}
	if names.C != "" {
		fields = append(fields, field("c", "C", names.C, form.C, func(f *state.HereForm, v string) { f.C = v }))
	}
	if names.N != "" {
		fields = append(fields, field("n", "N", names.N, form.N, func(f *state.HereForm, v string) { f.N = v }))
	}
	fields = append(fields,
		field("input", "Image", "Channels x height x width", form.Input, func(f *state.HereForm, v string) { f.Input = v }),
		field("batch", "Batch", "Images in the batch", form.Batch, func(f *state.HereForm, v string) { f.Batch = v }),
		field("seed", "Seed", "Of the weights, the images and the noise", form.Seed, func(f *state.HereForm, v string) { f.Seed = v }),
		choose("here-data", "Images", "Which images are scored on", form.Data, sets, func(v string) {
			f := p.state.Here.Form
			f.Data = v
			p.do(state.EditHere{Form: f})
		}),
	)
	n := 0
	if v := s.Answer.Value; v != nil {
		n = v.Rows + v.Unscored
	}
	label := "Score the sample"
	if n > 0 {
		label = "Score " + thousands(n) + " architectures"
	}
	body := []ui.UI{
		ui.P().Class("muted").Text("Take no one's word for it: score the architectures of the sample yourself, and see the statistics fill in. What has been computed is kept on this machine, and goes on after a reload."),
		ui.Div().Class("fields").Body(fields...),
		p.hereProxies(),
		ui.Div().Class("sample-start").Body(
			button("play", label).Class("primary").Disabled(s.Here.Problem != nil || s.Here.Run != nil && !s.Here.Run.Paused).DataSet("testid", "here-start").OnClick(p.on(state.StartHere{})),
			ui.If(s.Here.Problem == nil && n > 2000, ui.Span().Class("muted").Text("That takes long: a sample of some hundred tells much.")),
			ui.If(s.Here.Problem != nil, ui.P().Class("problem").Attr("role", "alert").Text(problem(s.Here.Problem))),
		),
	}
	if s.Here.Run != nil {
		body = append(body, p.hereProgress())
	}
	if s.Pool.Err != nil {
		body = append(body, p.trouble("Nothing can be scored: "+s.Pool.Err.Error()+"."))
	}
	return panel("here", "Compute proxies here", nil, body...)
}

func problem(err error) string {
	if err == nil {
		return ""
	}
	return "This cannot be scored: " + err.Error() + "."
}

// hereProxies are the proxies that can be computed.
func (p *page) hereProxies() ui.UI {
	chosen := p.state.Here.Form.Proxies
	open := p.state.Open["here-proxies"]
	head := ui.Button().Type("button").Class("link").Aria("expanded", open).DataSet("testid", "here-proxies").OnClick(p.on(state.Toggle{Part: "here-proxies"})).
		Text("By " + plural(len(chosen), "proxy")).Title("Choose proxies")
	if len(chosen) != 1 {
		head = head.Text(fmt.Sprintf("By %d proxies", len(chosen)))
	}
	if !open {
		return ui.Div().Class("study-proxies").Body(head)
	}
	var boxes []ui.UI
	for _, x := range proxy.All() {
		i := x.Info()
		note := i.Summary
		if i.Slow {
			note += " Slow."
		}
		boxes = append(boxes, ui.Label().Class("study-box").Title(note).Body(
			ui.Input().Type("checkbox").Checked(slices.Contains(chosen, i.ID)).DataSet("testid", "here-proxy-"+i.ID).OnChange(func(ui.Context, ui.Event) {
				f := p.state.Here.Form
				f.Proxies = slices.Clone(f.Proxies)
				if at := slices.Index(f.Proxies, i.ID); at >= 0 {
					f.Proxies = slices.Delete(f.Proxies, at, at+1)
				} else {
					f.Proxies = append(f.Proxies, i.ID)
				}
				p.do(state.EditHere{Form: f})
			}, i.ID),
			ui.Span().Text(i.Name),
		))
	}
	return ui.Div().Class("study-proxies").Body(head, ui.Div().Class("study-boxes").Attr("role", "group").Aria("label", "Proxies to compute").Body(boxes...))
}

// hereProgress is how far the run is.
func (p *page) hereProgress() ui.UI {
	r := p.state.Here.Run
	words := fmt.Sprintf("%s scored", thousands(r.Saved))
	phase := "paused"
	control := []ui.UI{}
	if len(r.Wanted) > 0 {
		words = fmt.Sprintf("%s of %s scored", thousands(r.ShownDone), thousands(len(r.Wanted)))
	}
	switch {
	case !r.Paused:
		phase = "running"
		if left, ok := r.Left(); ok {
			words += " · about " + display.Millis(left) + " left"
		}
		control = append(control, button("pause", "Pause").DataSet("testid", "here-pause").OnClick(p.on(state.PauseHere{})))
	case len(r.Wanted) > 0 && r.Finished():
		phase = "done"
	}
	control = append(control, button("close", "Forget").Title("Forget what has been computed").DataSet("testid", "here-drop").OnClick(p.on(state.DropHere{})))
	failed := ""
	for _, err := range r.Failed {
		failed = fmt.Sprintf("%d could not be computed, e.g.: %v.", len(r.Failed), err)
		break
	}
	return ui.Div().Class("reference").DataSet("testid", "here-progress").DataSet("phase", phase).DataSet("done", r.ShownDone).Body(
		ui.Div().Class("reference-words").Body(ui.Span().Text(words), ui.If(failed != "", ui.Span().Class("problem").Text(failed))),
		ui.If(len(r.Wanted) > 0, ui.Progress().Max(max(1, len(r.Wanted))).Value(r.ShownDone+len(r.Failed)).Aria("label", "Scored here")),
		ui.Div().Class("tools").Body(control...),
	)
}
