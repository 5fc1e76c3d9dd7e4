package app

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// scorecard has all scores of the cell, in the groups of the lecture.
func (p *page) scorecard() ui.UI {
	s := p.state
	mark := s.Mark()
	rows := s.Rows()
	var groups []ui.UI
	for _, g := range scoreGroups {
		var list []ui.UI
		some := false
		for _, r := range rows {
			if some = some || g.has(r.Info); g.has(r.Info) && !s.Folded[g.id] {
				key := p.rowKey(mark, r)
				list = append(list, p.once("score-"+r.Info.ID, key, func() ui.UI { return p.scoreRow(r) }))
			}
		}
		if some {
			groups = append(groups, p.scoreGroup(g.id, g.name, g.note, ui.Ul().Class("scores").Body(list...)))
		}
	}
	if ids := s.Unasked(); !s.Embed && len(ids) > 0 {
		groups = append(groups, ui.Div().Class("score-all").Body(
			button("play", "Compute all").DataSet("testid", "ask-all").
				Title(fmt.Sprintf("Compute the other %d too, which are slow", len(ids))).OnClick(p.on(state.Ask{}))))
	}
	if !s.Embed {
		groups = append(groups, p.once("ensembles", rankedKey{mark, mixKeyOf(s), s.Folded["ensembles"]}, p.ensembles))
	}
	return panel("scores", "Scorecard", []ui.UI{p.progress()},
		p.problem(),
		ui.Div().Class("score-groups").DataSet("testid", "scorecard").
			DataSet("complete", s.Complete()).DataSet("kernels", s.Kernels()).Body(groups...),
		ui.If(!s.Embed, p.once("reference", p.referenceKey(), p.reference)),
	)
}

// rowKey is what a row depends on: folded, no more than what it shows.
func (p *page) rowKey(mark state.Mark, r state.Row) rowKey {
	s := p.state
	key := rowKey{
		fresh: r.Fresh, known: r.Known, asked: r.Asked, under: s.Underway(r.Info.ID),
		value: math.Float64bits(float64(r.Entry.Value)), status: r.Entry.Status, millis: r.Entry.Millis,
		sample: mark.Sample(), open: s.Open["score-"+r.Info.ID], layers: s.Open["layers-"+r.Info.ID],
	}
	if key.open {
		key.mark = mark
	}
	return key
}

// scoreGroup is a part of the scorecard.
type scoreGroup struct {
	id, name, note string
	has            func(proxy.Info) bool
}

// scoreGroups are those of the lecture. FLOPs are counted here, as they do not depend
// on what an image shows; the lecture has them below, as they depend on its size.
var scoreGroups = []scoreGroup{
	{"independent", "Data-independent", "They do not see the images", func(i proxy.Info) bool { return !i.Images }},
	{"gradient", "Data-dependent: gradient of the loss", "They see the images and their labels",
		func(i proxy.Info) bool { return i.Images && i.Labels && i.Needs&proxy.NeedJacobian == 0 }},
	{"activation", "Data-dependent: activations and Jacobian", "They see the images",
		func(i proxy.Info) bool { return i.Images && (!i.Labels || i.Needs&proxy.NeedJacobian != 0) }},
}

// scoreGroup is a group of the scorecard under its heading, by which it folds.
func (p *page) scoreGroup(id, name, note string, body ...ui.UI) ui.UI {
	folded := p.state.Folded[id]
	heading := ui.H3().Body(ui.Button().Type("button").Class("group-head").Title(note).
		DataSet("testid", "group-"+id).Aria("expanded", !folded).
		OnClick(p.on(state.Fold{Group: id})).Body(icon("chevron"), ui.Span().Text(name)))
	if folded {
		body = nil
	}
	return ui.Section().Class("score-group").Aria("label", name).Body(append([]ui.UI{heading}, body...)...)
}

// progress says whether scores are being computed.
func (p *page) progress() ui.UI {
	s := p.state
	fraction, running := s.Scoring()
	label, phase := "Scores are up to date", "done"
	switch {
	case s.Waiting():
		label, phase = "Waits for Run", "waiting"
	case running:
		label, phase = fmt.Sprintf("Scoring… %.0f %%", 100*fraction), "running"
	case s.Problem() != nil:
		label, phase = "Not computed", "failed"
	case !s.Complete():
		label, phase = "Scoring…", "running"
	}
	const length = 62.8 // of the circle of radius 10
	return ui.Div().Class("progress").DataSet("testid", "score-status").DataSet("phase", phase).Body(
		picture(24, 24).DataSet("part", "dial").Body(
			svg("circle").Attr("cx", "12").Attr("cy", "12").Attr("r", "10").DataSet("part", "track"),
			svg("circle").Attr("cx", "12").Attr("cy", "12").Attr("r", "10").DataSet("part", "done").
				Attr("stroke-dasharray", fmt.Sprintf("%.1f %.1f", fraction*length, length)),
		),
		ui.Span().Text(label),
	)
}

// problem offers what can be done where there are no scores.
func (p *page) problem() ui.UI {
	s := p.state
	if s.Waiting() {
		e := s.Estimate()
		return ui.Div().Class("callout").Body(
			ui.P().Text(fmt.Sprintf("This set-up takes about %s and %s of memory for one cell, so it waits until you ask for it. Parameters and MACs are exact already.", display.Millis(e.Millis), display.Bytes(e.Bytes))),
			button("play", "Run").Class("primary").OnClick(p.on(state.Run{})),
		)
	}
	if err := s.Problem(); err != nil && s.Pool.Err == nil {
		return ui.Div().Class("callout", "fault").Attr("role", "alert").Body(
			ui.P().Text("The scores could not be computed: "+err.Error()+"."),
			button("refresh", "Try again").DataSet("testid", "retry").OnClick(p.on(state.Retry{})),
		)
	}
	return nil
}

// scoreRow is one proxy: its score and, unfolded, what it is.
func (p *page) scoreRow(r state.Row) ui.UI {
	part := "score-" + r.Info.ID
	open := p.state.Open[part]
	arrow, better := "up", "higher is better"
	if r.Info.Lower {
		arrow, better = "down", "lower is better"
	}
	item := ui.Li().Class("score").DataSet("testid", part).DataSet("fresh", r.Fresh).DataSet("asked", r.Asked)
	if r.Known {
		item.DataSet("value", display.Exact(float64(r.Entry.Value))).DataSet("status", string(r.Entry.Status))
	}
	standing, ranked := p.state.Standing(r)
	rank := ui.Span().Class("score-rank")
	if ranked {
		words := fmt.Sprintf("Better than %d %% of %d random cells under this set-up", standing.Percent, standing.Of)
		if standing.Outcasts > 0 {
			words += fmt.Sprintf(", of which %d have no finite score", standing.Outcasts)
		}
		rank.Title(words).
			DataSet("testid", "rank-"+r.Info.ID).DataSet("value", standing.Percent).
			Body(ui.Text(display.Ordinal(standing.Percent)), ui.Span().Class("visually-hidden").Text(" percentile"))
	}
	head := ui.Button().Type("button").Class("score-head").Aria("expanded", open).
		OnClick(p.on(state.Toggle{Part: part})).
		Body(
			ui.Span().Class("score-name").Body(
				icon("chevron"),
				ui.Span().Body(ui.B().Text(r.Info.Name), ui.Small().Body(marks(r.Info), ui.Text(p.caption(r)))),
			),
			ui.Span().Class("score-value").Body(p.value(r)...),
			ui.Span().Class("score-better").Title(better).Body(icon(arrow), ui.Span().Class("visually-hidden").Text(better)),
			strip(standing, ranked),
			rank,
		)
	var ask ui.UI
	if !p.state.Embed {
		ask = p.ask(r)
	}
	if !open {
		return item.Body(head, ask)
	}
	return item.Body(head, ask, p.details(r))
}

// marks are the words that set a proxy apart from the others.
func marks(i proxy.Info) ui.UI {
	if i.Unverified == "" {
		return nil
	}
	return ui.Span().Class("badge").Title(i.Unverified).Body(ui.Text("unverified"), ui.Span().Class("visually-hidden").Text(": "+i.Unverified))
}

// ask offers to compute a slow proxy, or to stop that.
func (p *page) ask(r state.Row) ui.UI {
	switch {
	case !r.Info.Slow:
		return nil
	case !r.Asked:
		return ui.Div().Class("score-ask").Body(
			button("play", "Compute").DataSet("testid", "ask-"+r.Info.ID).Aria("label", "Compute "+r.Info.Name).
				OnClick(p.on(state.Ask{ID: r.Info.ID})))
	case !r.Fresh:
		under, left := p.state.Underway(r.Info.ID), ""
		if under.Seconds > 0 {
			left = "about " + display.Millis(1000*float64(under.Seconds)) + " left"
		}
		return ui.Div().Class("score-ask").Body(
			ui.Progress().Max(100).Value(under.Percent).Aria("label", r.Info.Name),
			ui.Span().Class("muted").DataSet("testid", "left-"+r.Info.ID).Text(left),
			iconButton("close", "Do not compute "+r.Info.Name).DataSet("testid", "unask-"+r.Info.ID).
				OnClick(p.on(state.Ask{ID: r.Info.ID, Not: true})))
	}
	return nil
}

// caption says how the score on show came about.
func (p *page) caption(r state.Row) string {
	switch {
	case !r.Asked && !r.Fresh:
		return "slow: on request"
	case !r.Known:
		return "not computed yet"
	case !r.Fresh:
		return "of the cell before"
	case r.Info.Needs == 0:
		return "exact"
	}
	return display.Millis(r.Entry.Millis)
}

// value writes the score of a row.
func (p *page) value(r state.Row) []ui.UI {
	if !r.Known {
		return []ui.UI{ui.Span().Class("none").Text("–")}
	}
	return value(state.ProxyMeasure(r.Info), r.Entry.Score)
}

// strip shows where a score lies among those of the reference sample.
func strip(st state.Standing, ranked bool) ui.UI {
	const w, h = 120, 22
	if !ranked || len(st.Values) == 0 {
		return ui.Span().Class("strip")
	}
	lo, hi := st.Values[0], st.Values[len(st.Values)-1]
	if st.Value < lo {
		lo = st.Value
	}
	if st.Value > hi {
		hi = st.Value
	}
	at := func(v float64) float64 {
		if hi == lo {
			return w / 2
		}
		return 4 + (w-8)*(v-lo)/(hi-lo)
	}
	var ticks strings.Builder
	for _, v := range st.Values {
		fmt.Fprintf(&ticks, "M%.1f 6v10", at(v))
	}
	parts := []ui.UI{
		path("M2 11h116").DataSet("part", "axis"),
		path(ticks.String()).DataSet("part", "ticks"),
	}
	if st.Value == st.Value {
		parts = append(parts, path(fmt.Sprintf("M%.1f 3l4 8-4 8-4-8Z", at(st.Value))).DataSet("part", "mark"))
	}
	return ui.Span().Class("strip").Body(picture(w, h).Body(parts...))
}

// referenceKey is what the progress of the reference sample depends on.
func (p *page) referenceKey() referenceKey {
	ms, _ := p.state.ReferenceLeft()
	some, compared := p.state.SlowCompared()
	return referenceKey{p.state.ReferenceDone(), p.state.Referring(), int(ms / 1000), some && !compared}
}

// reference is the progress of the reference sample.
func (p *page) reference() ui.UI {
	s := p.state
	done := s.ReferenceDone()
	words := fmt.Sprintf("Percentiles are among %d random connected cells under this set-up: %d are scored.", state.SampleSize, done)
	if done == state.SampleSize {
		words = fmt.Sprintf("Percentiles are among %d random connected cells under this set-up.", state.SampleSize)
	}
	var left string
	var control ui.UI
	switch {
	case done == state.SampleSize:
	case s.Referring():
		left = "the first ones are on their way"
		if ms, ok := s.ReferenceLeft(); ok {
			left = "about " + display.Millis(ms) + " left"
		}
		control = button("pause", "Pause").DataSet("testid", "reference-pause").OnClick(p.on(state.PauseReference{Pause: true}))
	default:
		e := s.Estimate()
		left = "about " + display.Millis(e.Millis*float64(state.SampleSize-done)/float64(max(s.Pool.Size, 1))) + " to go"
		label := "Go on"
		if done == 0 {
			label = "Score sample"
		}
		control = button("play", label).DataSet("testid", "reference-run").OnClick(p.on(state.PauseReference{}))
	}
	some, compared := s.SlowCompared()
	return ui.Div().Class("reference").DataSet("testid", "reference").DataSet("done", done).DataSet("of", state.SampleSize).Body(
		ui.Div().Class("reference-words").Body(ui.Span().Text(words), ui.If(left != "", ui.Span().Class("muted").Text(left))),
		ui.If(done < state.SampleSize, ui.Progress().Max(state.SampleSize).Value(done).Aria("label", "Reference sample")),
		control,
		ui.If(some && !compared, button("play", "With slow proxies").DataSet("testid", "reference-slow").
			Title("Score the sample by the slow proxies too, for their percentiles").OnClick(p.on(state.CompareSlow{}))),
	)
}
