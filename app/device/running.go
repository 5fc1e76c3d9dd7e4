package device

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/core/job/metering"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// phases are the phases of a measurement in words.
var phases = map[string]string{
	metering.Preparing: "Building the networks",
	metering.Warming:   "Warming up: each runs until it no longer becomes faster",
	metering.Sampling:  "Sampling in rounds, each in an order of its own",
	metering.Over:      "Done",
}

// running is a measurement under way, or one that has stopped.
func (p *page) running() []ui.UI {
	s := p.state
	r := s.Run
	phase := "running"
	var words string
	switch {
	case r.Stopped != "":
		phase, words = "stopped", strings.TrimSuffix(r.Stopped, ".")+". What was measured is kept."
	case r.Paused:
		phase, words = "paused", "Paused. What was measured is kept."
	case s.Hidden:
		phase, words = "hidden", "Waiting for the tab to be in front."
	case r.Latest == nil:
		words = "Starting…"
	default:
		words = phases[r.Latest.Phase]
		if r.Latest.Phase == metering.Sampling {
			what := "networks and operators"
			if r.Latest.Testing {
				what = "test networks"
			}
			words = fmt.Sprintf("Round %d of %d, %s", r.Latest.Round+1, r.Latest.Rounds, what)
			if r.Latest.Round >= r.Latest.Rounds {
				words = "Further rounds for what is still noisy"
			}
		}
		if r.Latest.Left > 0 {
			words += " · about " + display.Millis(1000*math.Ceil(r.Latest.Left)) + " left"
		}
	}
	body := []ui.UI{
		ui.P().Class("study-verdict").DataSet("testid", "run-words").Text(words),
		ui.Progress().Class("device-progress").Max(1).Value(r.Fraction()).Aria("label", "Measurement"),
		ui.Div().Class("tools").DataSet("testid", "run").DataSet("phase", phase).DataSet("done", display.Significant(r.Fraction(), 3)).Body(p.runControls(r)...),
	}
	if r.Profile == nil {
		return body
	}
	return append(body, ui.Div().Class("device-live").Body(
		live("Networks", "live-networks", networkTimes(r.Profile.Networks)),
		live("Operators", "live-operators", operatorTimes(r.Profile.Operators)),
		strip(append(r.Levels[0][:len(r.Levels[0]):len(r.Levels[0])], r.Levels[1]...), len(r.Levels[0])),
	))
}

// runControls are the buttons of a measurement.
func (p *page) runControls(r *state.Run) []ui.UI {
	var list []ui.UI
	if r.Going() {
		list = append(list, button("pause", "Pause").DataSet("testid", "pause").OnClick(p.on(state.Pause{})))
	} else {
		list = append(list, button("play", "Go on").Class("primary").DataSet("testid", "go-on").OnClick(p.on(state.GoOn{})))
	}
	return append(list,
		button("check", "Keep what there is").DataSet("testid", "finish").Disabled(!r.Usable()).Title("End here with a profile of what has been measured").OnClick(p.on(state.Finish{})),
		button("close", "Discard").DataSet("testid", "discard").OnClick(p.on(state.Discard{})),
	)
}

// live is a figure of intervals while they narrow.
func live(name, id string, times []interval) ui.UI {
	told, refused, width := 0, 0, 0.0
	for _, t := range times {
		if t.ok {
			told++
			width += (t.high - t.low) / 2 / t.value
		} else {
			refused++
		}
	}
	words := fmt.Sprintf("%d of %d have an estimate", told, len(times))
	if told > 0 {
		words += ", ±" + display.Percent(width/float64(told)) + " on average"
	}
	return ui.Figure().Class("device-figure").DataSet("testid", id).DataSet("told", told).Body(
		ui.FigCaption().Body(ui.B().Text(name), ui.Small().Class("muted").Text(words)),
		intervals(times, name+" with their intervals"),
	)
}
