package app

import (
	"fmt"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/app/theme"
	"protocell/core/sample"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// What the parts of the panel depend on.
type (
	sampleFormKey struct {
		form     state.SampleForm
		problem  error
		setup    state.Key
		workers  int
		estimate state.Estimate
	}
	sampleProgressKey struct {
		run               *state.SampleRun
		done, failed      int
		paused, cancelled bool
		workers           int
	}
	sampleResultsKey struct {
		run   *state.SampleRun
		sum   *sample.Summary
		axes  state.Axes
		sort  string
		mix   mixKey
		theme theme.Theme
		dark  bool
	}
)

// samplePanel is where many cells are scored at once.
func (p *page) samplePanel() ui.UI {
	s := p.state
	sm := s.Sample
	parts := []ui.UI{
		ui.P().Class("muted").Text("Score many random cells at once, and see how the proxies agree, how far they vary from seed to seed, and whether a ranking holds with another batch or skeleton. Ensembles rank within the sample."),
		p.later("sample-form", sampleFormKey{sm.Form, sm.Problem, s.Setup(), s.Pool.Size, s.Estimate()}, p.sampleForm),
	}
	if r := sm.Run; r != nil {
		parts = append(parts,
			p.once("sample-progress", sampleProgressKey{r, sm.Shown, len(r.Failed), sm.Paused, r.Cancelled(), s.Pool.Size}, p.sampleProgress),
			p.once("sample-results", sampleResultsKey{r, sm.Summary, sm.Axes, sm.Sort, mixKeyOf(s), s.Theme, p.browser.Dark()}, p.sampleResults))
	}
	return panel("sample", "Sample", p.sampleTools(), parts...)
}

// sampleTools offer the results as files.
func (p *page) sampleTools() []ui.UI {
	if r := p.state.Sample.Run; r == nil || p.state.Sample.Shown == 0 {
		return nil
	}
	return []ui.UI{
		button("save", "CSV").DataSet("testid", "sample-csv").Title("Download all scores as a table").OnClick(p.on(state.SaveSample{Format: "csv"})),
		button("save", "JSON").DataSet("testid", "sample-json").Title("Download the plan and all scores").OnClick(p.on(state.SaveSample{Format: "json"})),
	}
}

// sampleForm asks what to score.
func (p *page) sampleForm() ui.UI {
	form := p.state.Sample.Form
	field := func(id, label, title, value, width string, set func(*state.SampleForm, string)) ui.UI {
		return ui.Div().Class("field", width).Title(title).Body(
			ui.Label().For("sample-"+id).Text(label),
			ui.Input().ID("sample-"+id).DataSet("testid", "sample-"+id).Type("text").AutoComplete(false).Spellcheck(false).Value(value).
				OnChange(func(ctx ui.Context, _ ui.Event) {
					f := p.state.Sample.Form
					set(&f, strings.TrimSpace(ctx.JSSrc().Get("value").String()))
					p.do(state.EditSample{Form: f})
				}),
		)
	}
	options := func(id, label, title, value string, offered [][2]string, set func(*state.SampleForm, string)) ui.UI {
		var list []ui.UI
		for _, o := range offered {
			list = append(list, ui.Option().Value(o[0]).Text(o[1]).Selected(o[0] == value))
		}
		return ui.Div().Class("field").Title(title).Body(
			ui.Label().For("sample-"+id).Text(label),
			ui.Select().ID("sample-"+id).DataSet("testid", "sample-"+id).Body(list...).OnChange(func(ctx ui.Context, _ ui.Event) {
				f := p.state.Sample.Form
				set(&f, ctx.JSSrc().Get("value").String())
				p.do(state.EditSample{Form: f})
			}),
		)
	}
	words, problem := "", p.state.Sample.Problem
	if problem == nil {
		e, err := p.state.SampleEstimate()
		if problem = err; err == nil {
			words = fmt.Sprintf("%s under %s: about %s", display.Plural(e.Cells, "cell"), display.Plural(e.Settings, "setting"), display.Millis(e.Millis))
		}
	}
	return ui.Div().Class("sample-form").Body(
		ui.Div().Class("fields").Body(
			field("size", "Cells", fmt.Sprintf("Random distinct cells, %d to %d", sample.MinSize, sample.MaxSize), form.Size, "short", func(f *state.SampleForm, v string) { f.Size = v }),
			field("draw", "Seed of the draw", "Which cells: the same seed draws the same ones", form.Draw, "short", func(f *state.SampleForm, v string) { f.Draw = v }),
			options("proxies", "Proxies", "Which proxies score each cell", string(form.Proxies), [][2]string{
				{string(state.SuiteZero), "NAS-Bench-Suite-Zero"}, {string(state.OnCard), "Those of the scorecard"}, {string(state.EveryOne), "All, slow ones too"},
			}, func(f *state.SampleForm, v string) { f.Proxies = state.ProxySet(v) }),
			field("repeats", "Repeats", "How often each cell is scored, with other seeds", form.Repeats, "short", func(f *state.SampleForm, v string) { f.Repeats = v }),
			options("vary", "Vary", "Which seed differs from repeat to repeat", string(form.Vary), [][2]string{
				{string(sample.Everything), "all seeds"}, {string(sample.Weights), "weights"}, {string(sample.Images), "images"}, {string(sample.Noise), "noise"},
			}, func(f *state.SampleForm, v string) { f.Vary = sample.Vary(v) }),
			field("batches", "Other batches", "Score again with these batch sizes, e.g. 16, 64", form.Batches, "middle", func(f *state.SampleForm, v string) { f.Batches = v }),
			field("widths", "Other skeletons", "Score again in these skeletons, C x N, e.g. 16x5", form.Widths, "middle", func(f *state.SampleForm, v string) { f.Widths = v }),
		),
		ui.Div().Class("sample-start").Body(
			button("play", "Score the sample").Class("primary").Disabled(problem != nil).DataSet("testid", "sample-start").OnClick(p.on(state.StartSample{})),
			ui.If(problem == nil, ui.Span().Class("muted").DataSet("testid", "sample-estimate").Text(words)),
			ui.If(problem != nil, ui.P().Class("problem").Attr("role", "alert").DataSet("testid", "sample-problem").Text(problemText(problem))),
		),
	)
}

// problemText is an error as a sentence.
func problemText(err error) string {
	if err == nil {
		return ""
	}
	return "This cannot be scored: " + err.Error() + "."
}

// sampleProgress is how far the sample is.
func (p *page) sampleProgress() ui.UI {
	s := p.state
	r := s.Sample.Run
	done := r.Done + len(r.Failed)
	words := fmt.Sprintf("%d of %d scorings", r.Done, r.Total())
	if v := r.PerSecond(); v > 0 {
		words += fmt.Sprintf(" · %s a second on %s", display.Significant(v, 3), display.Plural(max(s.Pool.Size, 1), "worker"))
	}
	phase, control := "running", []ui.UI{
		button("pause", "Pause").DataSet("testid", "sample-pause").OnClick(p.on(state.PauseSample{Pause: true})),
		button("close", "Cancel").DataSet("testid", "sample-cancel").OnClick(p.on(state.CancelSample{})),
	}
	switch {
	case r.Finished():
		phase, control = "done", nil
		words += " · took " + display.Millis(r.Millis)
	case r.Cancelled():
		phase = "cancelled"
		words += " · cancelled; what has been computed is kept"
		control = []ui.UI{button("play", "Go on after all").DataSet("testid", "sample-resume").OnClick(p.on(state.PauseSample{}))}
	case s.Sample.Paused:
		phase = "paused"
		words += " · paused"
		control[0] = button("play", "Go on").DataSet("testid", "sample-resume").OnClick(p.on(state.PauseSample{}))
	default:
		if left, ok := r.Left(); ok {
			words += " · about " + display.Millis(left) + " left"
		}
	}
	failed := ""
	for _, err := range r.Failed {
		failed = fmt.Sprintf("%d could not be computed, e.g.: %v.", len(r.Failed), err)
		break
	}
	return ui.Div().Class("reference").DataSet("testid", "sample-progress").DataSet("done", r.Done).DataSet("of", r.Total()).DataSet("phase", phase).Body(
		ui.Div().Class("reference-words").Body(
			ui.Span().Text(words),
			ui.If(failed != "", ui.Span().Class("problem").Text(failed)),
		),
		ui.Progress().Max(r.Total()).Value(done).Aria("label", "Sample"),
		ui.Div().Class("tools").Body(control...),
	)
}
